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

  /// Gives up periods that were never published: they are not computed any more.
  ///
  /// - Returns: those that were given up. What somebody computes, or has computed, stays.
  package func skip(_ occurrences: [Occurrence], of tenant: UUID) throws -> Set<OccurrenceKey> {
    try connection.transaction(database.transaction(.readCommitted, tenant: tenant)) { connection in
      try changeState(of: occurrences, from: [.due, .failed, .running], to: .skipped, connection)
    }
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
      let keys = try insert(occurrences, connection)
      let due = occurrences.filter { $0.state == .due && !keys.contains($0.key) }
      return try keys.union(makeDue(due, connection))
    }
  }

  /// In the order of keys, as everybody does it: nobody waits for a row of somebody who waits for one of his.
  private func insert(_ occurrences: [Occurrence], _ connection: Connection) throws -> Set<OccurrenceKey> {
    let windows = occurrences.map(\.window)
    let columns = [
      windows.map(\.kind.rawValue), windows.map(\.label), windows.map { $0.startDate?.description },
      windows.map(\.endDate.description), occurrences.map(\.timeZone), occurrences.map(\.state.rawValue),
    ]
    return try keys(
      of: occurrences, connection,
      touchedBy: """
        INSERT INTO report_occurrence (
          tenant_id, schedule, period_start, period_end, revision, period_kind, period_label,
          start_date, end_date, timezone, state, recorded_at)
        SELECT $1, schedule, starts, ends, 1, kind, label, start_date, end_date, timezone, state,
               transaction_timestamp()
        FROM period
        JOIN unnest($5::text[], $6::text[], $7::date[], $8::date[], $9::text[], $10::text[]) WITH ORDINALITY
          AS detail (kind, label, start_date, end_date, timezone, state, number) USING (number)
        ORDER BY schedule, starts, ends
        ON CONFLICT DO NOTHING
        RETURNING schedule, period_start, period_end
        """, columns.map(ArrayLiteral.text))
  }

  /// A statement of its own: ON CONFLICT DO UPDATE locks the row whatever its state, and would wait for a
  /// worker that computes it.
  private func makeDue(_ occurrences: [Occurrence], _ connection: Connection) throws -> Set<OccurrenceKey> {
    try changeState(of: occurrences, from: [.skipped], to: .due, connection)
  }

  /// - Returns: those that were in one of the states, and that nobody is at.
  private func changeState(
    of occurrences: [Occurrence], from states: [OccurrenceState], to state: OccurrenceState,
    _ connection: Connection
  ) throws -> Set<OccurrenceKey> {
    try keys(
      of: occurrences, connection,
      touchedBy: """
        UPDATE report_occurrence o SET state = $6
        FROM (
          SELECT o.period_start, o.period_end, o.schedule
          FROM report_occurrence o
          JOIN period p ON p.schedule = o.schedule AND p.starts = o.period_start AND p.ends = o.period_end
          WHERE o.tenant_id = $1 AND o.revision = 1 AND o.state = ANY ($5::text[])
          ORDER BY o.schedule, o.period_start, o.period_end
          FOR NO KEY UPDATE OF o SKIP LOCKED
        ) AS chosen
        WHERE o.tenant_id = $1 AND o.revision = 1 AND o.schedule = chosen.schedule
          AND o.period_start = chosen.period_start AND o.period_end = chosen.period_end
        RETURNING o.schedule, o.period_start, o.period_end
        """, [ArrayLiteral.text(states.map(\.rawValue)), state.rawValue])
  }

  /// Runs a statement over `period`, the occurrences' periods with their numbers.
  ///
  /// - Returns: the keys of those that the statement returns.
  private func keys(
    of occurrences: [Occurrence], _ connection: Connection, touchedBy statement: String,
    _ more: [String?]
  ) throws -> Set<OccurrenceKey> {
    guard let tenant = occurrences.first?.key.tenantID else { return [] }
    let keys = occurrences.map(\.key)
    let rows = try connection.execute(
      """
      WITH period AS (
        SELECT schedule, coalesce(starts, '-infinity') AS starts, ends, number
        FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) WITH ORDINALITY
          AS p (schedule, starts, ends, number)
      ), done (schedule, starts, ends) AS (
      \(statement)
      )
      SELECT number FROM done JOIN period USING (schedule, starts, ends)
      """,
      [
        tenant.uuidString, ArrayLiteral.text(keys.map(\.schedule)),
        ArrayLiteral.text(keys.map { $0.start?.description }), ArrayLiteral.text(keys.map(\.end.description)),
      ] + more)
    return Set((0..<rows.count).compactMap { rows[$0, 0].flatMap(Int.init) }.map { keys[$0 - 1] })
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
