internal import Calendars
package import Foundation
package import PostgreSQL
package import Schedules

/// The ledger of everything that was ever due. Only the ledger changes an occurrence's state: it records,
/// claims, finishes, fails, publishes, skips and restates occurrences, by the rules of
/// `docs/decisions/ledger.md`.
///
/// The transitions are in the files of this folder, their statements in `Statements/`.
package struct Ledger {
  package enum Failure: Error, CustomStringConvertible {
    case slugChanged(was: String, is: String)
    /// A row that this transaction has locked does not have the expected state.
    case rowChanged(OccurrenceKey, expected: OccurrenceState)

    package var description: String {
      switch self {
      case .slugChanged(let was, let now):
        "the tenant's files are published under the slug `\(was)`, but the schedule file says `\(now)`; "
          + "a slug is part of every path and cannot change: set it back"
      case .rowChanged(let key, let expected):
        "the ledger's row of \(key.schedule), the period that ends \(key.end), revision \(key.revision), is "
          + "no longer \(expected.rawValue), although nothing else may change it; was it edited by hand?"
      }
    }

    /// Whether the schedule file must be corrected.
    package var isSlugMismatch: Bool { if case .slugChanged = self { true } else { false } }
  }

  let database: Database
  let connection: Connection

  package init(_ database: Database, _ connection: Connection) {
    self.database = database
    self.connection = connection
  }

  /// Which periods to read.
  package enum Extent {
    /// The periods that planning needs: those that are not published and the last ones of each schedule.
    case recent
    /// Also those that were published with failed runs.
    case recentAndIncomplete
    /// Also those that end in the range, or less than a year before or after it.
    case around(PeriodRange)
    case all

    fileprivate var includesIncomplete: Bool {
      switch self {
      case .recentAndIncomplete, .all: true
      case .recent, .around: false
      }
    }

    /// Dates as parameters.
    fileprivate var dates: (from: String, to: String) {
      switch self {
      case .recent, .recentAndIncomplete: ("", "")
      case .around(let range):
        (range.from.adding(days: -366).description, range.to.adding(days: 366).description)
      case .all: ("-infinity", "infinity")
      }
    }
  }

  /// Occurrences of a tenant as its schedule file names it, ordered by schedule and time. Each period comes with all its
  /// revisions.
  ///
  /// - Throws: ``Failure`` if the tenant's files are published under another slug.
  package func occurrences(of tenant: Tenant, _ extent: Extent) throws -> [Occurrence] {
    try occurrences(of: tenant.id, extent) { try Self.checkSlug(tenant.slug, of: tenant.id, $0) }
  }

  /// The same of a tenant that may have no schedule file.
  package func occurrences(of tenant: UUID, _ extent: Extent) throws -> [Occurrence] {
    try occurrences(of: tenant, extent) { _ in }
  }

  private func occurrences(
    of tenant: UUID, _ extent: Extent, check: (Connection) throws -> Void
  ) throws -> [Occurrence] {
    try transaction(tenant) { connection in
      try check(connection)
      let schedules = try connection.execute(
        LedgerStatement.lastEndDates, ["tenant_id": tenant.uuidString])
      return try schedules.flatMap { schedule -> [Occurrence] in
        let last: CivilDate = try schedule.value("end_date")
        let values: [String: String?] = [
          "tenant_id": tenant.uuidString, "schedule": try schedule.value("schedule"),
          "since": last.adding(days: -366).description, "incomplete": String(extent.includesIncomplete),
          "from": extent.dates.from, "to": extent.dates.to,
        ]
        return try connection.execute(LedgerStatement.occurrences, values)
          .map { try Occurrence($0, tenantID: tenant) }
      }
    }
  }

  /// The gaps between the recorded periods of a tenant's schedules.
  package func gaps(of tenant: UUID) throws -> [RecordedGap] {
    try transaction(tenant) { connection in
      try connection.execute(LedgerStatement.gaps, ["tenant_id": tenant.uuidString]).map(RecordedGap.init)
    }
  }

  /// The slug under which a tenant's files are published; nil if the tenant is unknown.
  package func slug(of tenant: UUID) throws -> String? {
    try transaction(tenant) { try Self.tenant(tenant, $0)?.slug }
  }

  /// Checks that a tenant's files are published under no other slug.
  package func checkSlug(of tenant: Tenant) throws { try checkSlug(tenant.slug, of: tenant.id) }

  /// The same of a tenant that may have no schedule file.
  package func checkSlug(_ slug: String, of tenant: UUID) throws {
    try transaction(tenant) { try Self.checkSlug(slug, of: tenant, $0) }
  }

  /// Checks, in the caller's transaction, that a tenant's files are published under no other slug.
  package static func checkSlug(_ slug: String, of tenant: UUID, _ connection: Connection) throws {
    if let was = try Self.tenant(tenant, connection)?.slug, was != slug {
      throw Failure.slugChanged(was: was, is: slug)
    }
  }

  /// One computed occurrence, with everything that its files are made from, except the facts; nil if it was
  /// not computed.
  package func computedOccurrence(_ key: OccurrenceKey) throws -> ComputedOccurrence? {
    try transaction(key.tenantID) { connection in
      try Self.revisions(of: key, states: [.computed, .published], revision: key.revision, connection).first
    }
  }

  /// A short transaction, in which each statement sees everything that was committed before it.
  func transaction<Result>(_ tenant: UUID, _ body: (Connection) throws -> Result) throws -> Result {
    try connection.transaction(database.transaction(.readCommitted, tenant: tenant), body)
  }

  /// An array as the value of a parameter.
  static func array(_ elements: [String?]) -> String { ArrayLiteral.text(elements) }
}
