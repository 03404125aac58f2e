package import Calendars
package import Foundation
package import PostgreSQL
package import Runs

/// An occurrence whose facts are committed, as its ledger row describes it. Everything that files and
/// manifest say about an occurrence comes from here or from the facts.
package struct PublishableOccurrence: Sendable {
  package let key: OccurrenceKey
  package let window: Window
  package let timeZone: String
  package let asOf: String
  package let tzdataVersion: String
  /// The instant of the snapshot, to the microsecond.
  package let snapshotAt: String
  package let restateReason: String?
  package let request: ExportRequest
  /// What was published; empty before.
  package var reports: [PublishedReport]
  var wasPublished: Bool { !reports.isEmpty }

  /// The occurrence that a run belongs to; nil where it was never computed to the end.
  package static func read(
    _ database: Database, _ connection: Connection, of run: RunHeader, _ tenant: UUID
  ) throws -> PublishableOccurrence? {
    try connection.transaction(database.transaction(.readCommitted, tenant: tenant)) { connection in
      try read(connection, tenant: tenant, states: [.computed, .published], locking: false).first {
        $0.key.schedule == run.schedule && $0.key.revision == run.revision && $0.key.end == run.end
          && $0.key.start == run.start
      }
    }
  }

  /// Reads the tenant's occurrences in the given states, in key order, and locks them where asked to.
  static func read(
    _ connection: Connection, tenant: UUID, states: [OccurrenceState], locking: Bool
  ) throws -> [PublishableOccurrence] {
    let rows = try connection.execute(
      """
      SELECT \(Occurrence.ledgerColumns), \(Instant.text(ofSQL: "as_of")), tzdata_version,
             to_char(snapshot_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), request, files
      FROM report_occurrence
      WHERE tenant_id = $1 AND state = ANY ($2::text[])
      ORDER BY schedule COLLATE "C", period_start, period_end, revision
      \(locking ? "FOR NO KEY UPDATE" : "")
      """, [tenant.uuidString, "{\(states.map(\.rawValue).joined(separator: ","))}"])
    return try (0..<rows.count).map { row in
      let values = rows.values(row)
      let occurrence = try Occurrence(ledgerRow: values, tenantID: tenant)
      return PublishableOccurrence(
        key: occurrence.key, window: occurrence.window, timeZone: occurrence.timeZone,
        asOf: values[13] ?? "", tzdataVersion: values[14] ?? "", snapshotAt: values[15] ?? "",
        restateReason: occurrence.restateReason,
        request: try JSONDecoder().decode(ExportRequest.self, from: Data((values[16] ?? "").utf8)),
        reports: try values[17].map {
          try JSONDecoder().decode([PublishedReport].self, from: Data($0.utf8))
        } ?? [])
    }
  }
}
