package import Foundation
package import PostgreSQL

/// The ledger of what was due. It alone changes the state of an occurrence: it records, claims, finishes, fails, publishes,
/// gives up and restates, by the rules of `docs/decisions/ledger.md`.
///
/// Each transition is a file of this folder, and its statements are in `Statements/`.
package struct Ledger {
  package enum Failure: Error, CustomStringConvertible {
    case slugChanged(was: String, is: String)
    /// A row that this transaction has locked is not as it was read.
    case rowChanged(OccurrenceKey, expected: OccurrenceState)

    package var description: String {
      switch self {
      case .slugChanged(let was, let now):
        "the tenant's files are published under the slug `\(was)`, the schedule file says `\(now)`; "
          + "a slug is part of every path and cannot change: set it back"
      case .rowChanged(let key, let expected):
        "the ledger's row of \(key.schedule), the period that ends \(key.end), revision \(key.revision), is not "
          + "\(expected.rawValue) any more, though nobody else may change it; was it edited by hand?"
      }
    }

    /// Whether the schedule file is to be mended.
    package var isAboutTheSlug: Bool { if case .slugChanged = self { true } else { false } }
  }

  let database: Database
  let connection: Connection

  package init(_ database: Database, _ connection: Connection) {
    self.database = database
    self.connection = connection
  }

  /// Every occurrence of a tenant, in the order of schedules and time.
  package func occurrences(of tenant: UUID) throws -> [Occurrence] {
    try transaction(tenant) { connection in
      try connection.execute(LedgerStatement.occurrences, ["tenant_id": tenant.uuidString])
        .map { try Occurrence($0, tenantID: tenant) }
    }
  }

  /// One occurrence with all that its files are made from; nil where it was never computed to the end.
  package func computedOccurrence(_ key: OccurrenceKey) throws -> ComputedOccurrence? {
    try transaction(key.tenantID) { connection in
      let states = [OccurrenceState.computed, .published].map(\.rawValue)
      let values = key.ledgerValues.merging(["states": Self.array(states)]) { $1 }
      return try connection.execute(LedgerStatement.computedOccurrences, values).first
        .map { try ComputedOccurrence($0, tenantID: key.tenantID) }
    }
  }

  /// A short transaction, in which each statement sees what was committed before it.
  func transaction<Result>(_ tenant: UUID, _ body: (Connection) throws -> Result) throws -> Result {
    try connection.transaction(database.transaction(.readCommitted, tenant: tenant), body)
  }

  /// An array as a parameter.
  static func array(_ elements: [String?]) -> String { ArrayLiteral.text(elements) }
}
