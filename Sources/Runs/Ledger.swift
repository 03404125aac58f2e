internal import Calendars
package import Foundation
package import PostgreSQL
package import Schedules

/// The ledger of what was due, one tenant's part at a time.
package struct Ledger {
  package enum Failure: Error, CustomStringConvertible {
    case slugChanged(was: String, is: String)

    package var description: String {
      switch self {
      case .slugChanged(let was, let now):
        "the tenant's files are published under the slug `\(was)`, the schedule file says `\(now)`; "
          + "a slug is part of every path and cannot change: set it back"
      }
    }
  }

  private let database: Database
  private let connection: Connection

  package init(_ database: Database, _ connection: Connection) {
    self.database = database
    self.connection = connection
  }

  /// Every occurrence of a tenant.
  package func occurrences(of tenant: UUID) throws -> [Occurrence] {
    try connection.transaction(database.transaction(.readCommitted, tenant: tenant)) { connection in
      let rows = try connection.execute(
        """
        SELECT schedule, \(Instant.text(ofSQL: "nullif(period_start, '-infinity')")),
               \(Instant.text(ofSQL: "period_end")), revision,
               period_kind, period_label, start_date, end_date, timezone, state, error_message
        FROM report_occurrence
        WHERE tenant_id = $1
        ORDER BY schedule, period_end, period_start, revision
        """, [tenant.uuidString])
      return try (0..<rows.count).map { try Occurrence(ledgerRow: rows.values($0), tenantID: tenant) }
    }
  }

  /// Makes the next revision of a published occurrence due.
  ///
  /// - Returns: nil where it is not the highest published revision any more: someone else restates it.
  package func restate(_ occurrence: Occurrence, reason: String) throws -> Occurrence? {
    let key = occurrence.key
    return try connection.transaction(database.transaction(.readCommitted, tenant: key.tenantID)) {
      connection in
      let locked = try connection.execute(
        "SELECT state FROM report_occurrence WHERE \(OccurrenceKey.ledgerCondition) FOR NO KEY UPDATE",
        key.ledgerValues)
      guard locked.count == 1, locked[0, 0] == OccurrenceState.published.rawValue else { return nil }
      let next = OccurrenceKey(
        tenantID: key.tenantID, schedule: key.schedule, window: occurrence.window, revision: key.revision + 1)
      let inserted = try connection.execute(
        """
        INSERT INTO report_occurrence (
          tenant_id, schedule, period_start, period_end, revision, period_kind, period_label,
          start_date, end_date, timezone, state, restate_reason, recorded_at)
        SELECT tenant_id, schedule, period_start, period_end, revision + 1, period_kind, period_label,
               start_date, end_date, timezone, 'DUE', $6, transaction_timestamp()
        FROM report_occurrence WHERE \(OccurrenceKey.ledgerCondition)
        ON CONFLICT DO NOTHING
        """, key.ledgerValues + [reason])
      guard inserted.affectedCount == 1 else { return nil }
      return Occurrence(key: next, window: occurrence.window, timeZone: occurrence.timeZone, state: .due)
    }
  }

  /// Writes down what became due. What another worker has written meanwhile stays as it is.
  package func record(_ occurrences: [Occurrence], of tenant: Tenant) throws {
    try connection.transaction(database.transaction(.readCommitted, tenant: tenant.id)) { connection in
      try connection.execute(
        "INSERT INTO report_tenant (tenant_id, slug) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        [tenant.id.uuidString, tenant.slug])
      let slug = try connection.execute(
        "SELECT slug FROM report_tenant WHERE tenant_id = $1", [tenant.id.uuidString])[0, 0]
      guard slug == tenant.slug else { throw Failure.slugChanged(was: slug ?? "", is: tenant.slug) }
      for occurrence in occurrences {
        try connection.execute(
          """
          INSERT INTO report_occurrence (
            tenant_id, schedule, period_start, period_end, revision, period_kind, period_label,
            start_date, end_date, timezone, state, recorded_at)
          VALUES ($1, $2, coalesce($3::timestamptz, '-infinity'), $4, $5, $6, $7, $8, $9, $10, $11,
                  transaction_timestamp())
          ON CONFLICT DO NOTHING
          """,
          occurrence.key.ledgerValues + [
            occurrence.window.kind.rawValue, occurrence.window.label,
            occurrence.window.startDate?.description, occurrence.window.endDate.description,
            occurrence.timeZone, occurrence.state.rawValue,
          ])
      }
    }
  }
}

extension OccurrenceKey {
  /// The key's columns as parameters `$1` to `$5`.
  package var ledgerValues: [String?] {
    [tenantID.uuidString, schedule, start?.description, end.description, String(revision)]
  }

  /// The condition that goes with ``ledgerValues``.
  package static let ledgerCondition = """
    tenant_id = $1 AND schedule = $2 AND period_start = coalesce($3::timestamptz, '-infinity')
    AND period_end = $4 AND revision = $5
    """
}

extension Occurrence {
  struct CorruptRow: Error, CustomStringConvertible {
    let column: String
    var description: String { "the ledger holds a row whose \(column) cannot be read" }
  }

  /// From the columns in the order of ``Ledger/occurrences(of:)``, with more after them where a caller
  /// wants more.
  package init(ledgerRow row: [String?], tenantID: UUID) throws {
    func value<Value>(_ index: Int, _ column: String, _ make: (String) -> Value?) throws -> Value {
      guard let text = row[index], let value = make(text) else { throw CorruptRow(column: column) }
      return value
    }
    window = Window(
      kind: try value(4, "period_kind", WindowKind.init),
      label: try value(5, "period_label") { $0 },
      startDate: try row[6].map { _ in try value(6, "start_date", CivilDate.init(iso:)) },
      endDate: try value(7, "end_date", CivilDate.init(iso:)),
      start: try row[1].map { _ in try value(1, "period_start", Instant.init(iso8601:)) },
      end: try value(2, "period_end", Instant.init(iso8601:)))
    key = OccurrenceKey(
      tenantID: tenantID, schedule: try value(0, "schedule") { $0 }, window: window,
      revision: try value(3, "revision") { Int($0) })
    timeZone = try value(8, "timezone") { $0 }
    state = try value(9, "state", OccurrenceState.init)
    errorMessage = row[10]
  }
}
