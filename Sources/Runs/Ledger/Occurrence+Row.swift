internal import Calendars
internal import Foundation
internal import PostgreSQL

extension OccurrenceKey {
  /// The key's columns as parameters of the ledger's statements.
  package var keyParameters: [String: String?] {
    [
      "tenant_id": tenantID.uuidString, "schedule": schedule, "period_start": startColumn,
      "period_end": end.description, "revision": String(revision),
    ]
  }

  /// `period_start` as the ledger stores it: `-infinity` if there is no start, because a key column cannot be
  /// NULL.
  package var startColumn: String { start?.description ?? "-infinity" }

  /// - Parameter row: has the columns `schedule`, `period_start` (NULL if there is no start), `period_end`
  ///   and `revision`.
  init(_ row: Row, tenantID: UUID) throws {
    self.init(
      tenantID: tenantID, schedule: try row.value("schedule"), start: try row.optional("period_start"),
      end: try row.value("period_end"), revision: try row.value("revision"))
  }
}

extension Occurrence {
  /// - Parameter row: a row of `occurrences.sql`.
  init(_ row: Row, tenantID: UUID) throws {
    key = try OccurrenceKey(row, tenantID: tenantID)
    period = Window(
      kind: try row.value("period_kind"), label: try row.value("period_label"),
      startDate: try row.optional("start_date"), endDate: try row.value("end_date"), start: key.start,
      end: key.end)
    timeZone = try row.value("timezone")
    state = try row.value("state")
    errorMessage = try row.optional("error_message")
    restateReason = try row.optional("restate_reason")
    failedRuns = try row.value("failed_runs")
    hasLateSnapshot = try row.value("has_late_snapshot")
    isReconstructed = try row.value("is_reconstructed")
    isWithoutFacts = try row.value("is_without_facts")
    failures = try row.value("failures")
    failedAt = try row.optional("failed_at")
    publishedAt = try row.optional("published_at")
    if hasFacts {
      let json: String? = try row.optional("window")
      // An earlier program recorded none.
      window = json == nil ? period : json.flatMap(Window.init(recorded:))
    }
  }
}
