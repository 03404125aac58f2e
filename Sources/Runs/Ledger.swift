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
        SELECT \(Occurrence.ledgerColumns)
        FROM report_occurrence
        WHERE tenant_id = $1
        ORDER BY schedule, period_end, period_start, revision
        """, [tenant.uuidString])
      return try (0..<rows.count).map { try Occurrence(ledgerRow: rows.values($0), tenantID: tenant) }
    }
  }

  /// Writes down what became due. What another worker has written meanwhile stays as it is, but for skipped
  /// periods that are due after all.
  ///
  /// - Returns: the occurrences that were written down by this call.
  package func record(_ occurrences: [Occurrence], of tenant: Tenant) throws -> Set<OccurrenceKey> {
    var recorded = try recordFirstRevisions(occurrences.filter { $0.key.revision == 1 }, of: tenant)
    for occurrence in occurrences where occurrence.key.revision > 1 {
      if try recordRestatement(occurrence) { recorded.insert(occurrence.key) }
    }
    return recorded
  }

  private func recordFirstRevisions(
    _ occurrences: [Occurrence], of tenant: Tenant
  ) throws -> Set<OccurrenceKey> {
    try connection.transaction(database.transaction(.readCommitted, tenant: tenant.id)) { connection in
      try connection.execute(
        "INSERT INTO report_tenant (tenant_id, slug) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        [tenant.id.uuidString, tenant.slug])
      let slug = try connection.execute(
        "SELECT slug FROM report_tenant WHERE tenant_id = $1", [tenant.id.uuidString])[0, 0]
      guard slug == tenant.slug else { throw Failure.slugChanged(was: slug ?? "", is: tenant.slug) }
      let recorded = try occurrences.filter {
        try insert($0, connection) || $0.state == .due && makeDue($0.key, connection)
      }
      return Set(recorded.map(\.key))
    }
  }

  private func insert(_ occurrence: Occurrence, _ connection: Connection) throws -> Bool {
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
      ]
    ).affectedCount == 1
  }

  /// A statement of its own: ON CONFLICT DO UPDATE locks the row whatever its state, and would wait for a
  /// worker that computes it.
  private func makeDue(_ key: OccurrenceKey, _ connection: Connection) throws -> Bool {
    try connection.execute(
      """
      UPDATE report_occurrence SET state = 'DUE'
      WHERE \(OccurrenceKey.ledgerCondition) AND state = 'SKIPPED'
      """, key.ledgerValues
    ).affectedCount == 1
  }

  /// Makes the next revision of a published occurrence due.
  ///
  /// - Returns: false where the revision before is not the highest published one any more: someone else
  ///   restates it.
  private func recordRestatement(_ occurrence: Occurrence) throws -> Bool {
    let key = occurrence.key
    return try connection.transaction(database.transaction(.readCommitted, tenant: key.tenantID)) {
      connection in
      let before = OccurrenceKey(
        tenantID: key.tenantID, schedule: key.schedule, window: occurrence.window, revision: key.revision - 1)
      let locked = try connection.execute(
        "SELECT state FROM report_occurrence WHERE \(OccurrenceKey.ledgerCondition) FOR NO KEY UPDATE",
        before.ledgerValues)
      guard locked.count == 1, locked[0, 0] == OccurrenceState.published.rawValue else { return false }
      return try connection.execute(
        """
        INSERT INTO report_occurrence (
          tenant_id, schedule, period_start, period_end, revision, period_kind, period_label,
          start_date, end_date, timezone, state, restate_reason, recorded_at)
        SELECT tenant_id, schedule, period_start, period_end, revision + 1, period_kind, period_label,
               start_date, end_date, timezone, 'DUE', $6, transaction_timestamp()
        FROM report_occurrence WHERE \(OccurrenceKey.ledgerCondition)
        ON CONFLICT DO NOTHING
        """, before.ledgerValues + [occurrence.restateReason]
      ).affectedCount == 1
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

  /// The columns that an occurrence is read from.
  package static let ledgerColumns = """
    schedule, \(Instant.text(ofSQL: "nullif(period_start, '-infinity')")),
    \(Instant.text(ofSQL: "period_end")), revision,
    period_kind, period_label, start_date, end_date, timezone, state, error_message, restate_reason
    """

  /// - Parameter row: the values of ``ledgerColumns``, with more after them where a caller wants more.
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
    restateReason = row[11]
  }
}
