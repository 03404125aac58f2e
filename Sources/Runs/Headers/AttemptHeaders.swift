/// Which headers (`report_run`) belong to which occurrence (`report_occurrence`), said once.
///
/// A header names its occurrence and the fence of its attempt. One of before migration 6 does not (`occurrence_end` is
/// NULL): its window is its period, and its attempt is found by the instant of the snapshot.
package enum AttemptHeaders {
  /// SQL: whether the header `r` is of the attempt whose facts the occurrence `o` stands for. `o` has the ledger's columns.
  package static let condition = condition { column, _ in "o.\(column)" }

  /// The same with ``ComputedOccurrence/attemptValues`` in the place of `o`: the planner then knows of how many headers it
  /// is.
  package static let conditionOnParameters = condition { column, type in ":'\(column)'::\(type)" }

  private static func condition(_ o: (_ column: String, _ type: String) -> String) -> String {
    """
    r.tenant_id = \(o("tenant_id", "uuid")) AND r.schedule = \(o("schedule", "text"))
    AND r.revision = \(o("revision", "integer"))
    AND (
      r.occurrence_end = \(o("period_end", "timestamptz"))
        AND r.occurrence_start = \(o("period_start", "timestamptz")) AND r.fence = \(o("fence", "bigint"))
      OR r.occurrence_end IS NULL AND r.period_end = \(o("period_end", "timestamptz"))
        AND coalesce(r.period_start, '-infinity') = \(o("period_start", "timestamptz"))
        AND r.generated_at = \(o("snapshot_at", "timestamptz")))
    """
  }

  /// SQL: whether the header `r` is of any attempt at the occurrence `o`.
  static let conditionOfAnyAttempt = """
    r.tenant_id = o.tenant_id AND r.schedule = o.schedule AND r.revision = o.revision
    AND o.period_end = coalesce(r.occurrence_end, r.period_end)
    AND o.period_start = coalesce(r.occurrence_start, r.period_start, '-infinity')
    """
}

extension ComputedOccurrence {
  /// The parameters of ``AttemptHeaders/conditionOnParameters``.
  package var attemptValues: [String: String?] {
    key.ledgerValues.merging(["fence": String(fence), "snapshot_at": snapshotAt]) { $1 }
  }
}
