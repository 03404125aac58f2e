/// Which headers (`report_run`) belong to which occurrence (`report_occurrence`). Beside this, only `delete_headers.sql` says
/// it.
///
/// A header names its occurrence and the fence of its attempt. One of before migration 6 does not (`occurrence_end` is
/// NULL): its window is its period, and its attempt is found by the instant of the snapshot.
package enum AttemptHeaders {
  /// SQL: the headers of the attempt whose facts the occurrence `o` stands for, to be joined as `LATERAL (…) AS r`. `o` has
  /// the ledger's columns.
  ///
  /// Two parts and no OR: in a join, an OR of two indexes is read as neither.
  package static let ofOccurrence: String = {
    let o: Value = { column, _ in "o.\(column)" }
    return """
      SELECT r.* FROM report_run r WHERE \(isOfRevision(o)) AND \(isOfAttempt(o))
      UNION ALL
      SELECT r.* FROM report_run r WHERE \(isOfRevision(o)) AND \(isOfEarlierAttempt(o))
      """
  }()

  /// SQL: whether the header `r` is of the attempt whose facts an occurrence stands for, with
  /// ``ComputedOccurrence/attemptValues`` as parameters: the planner then knows how many headers there are.
  package static let condition: String = {
    let parameter: Value = { column, type in ":'\(column)'::\(type)" }
    return """
      \(isOfRevision(parameter))
      AND (\(isOfAttempt(parameter)) OR \(isOfEarlierAttempt(parameter)))
      """
  }()

  /// SQL: whether the header `r` is of any attempt at the occurrence `o`.
  static let conditionOfAnyAttempt = """
    r.tenant_id = o.tenant_id AND r.schedule = o.schedule AND r.revision = o.revision
    AND o.period_end = coalesce(r.occurrence_end, r.period_end)
    AND o.period_start = coalesce(r.occurrence_start, r.period_start, '-infinity')
    """

  /// SQL of a value of the occurrence, by its column and the column's type.
  private typealias Value = (_ column: String, _ type: String) -> String

  private static func isOfRevision(_ o: Value) -> String {
    """
    r.tenant_id = \(o("tenant_id", "uuid")) AND r.schedule = \(o("schedule", "text"))
    AND r.revision = \(o("revision", "integer"))
    """
  }

  private static func isOfAttempt(_ o: Value) -> String {
    """
    r.occurrence_end = \(o("period_end", "timestamptz")) AND r.occurrence_start = \(o("period_start", "timestamptz"))
    AND r.fence = \(o("fence", "bigint"))
    """
  }

  private static func isOfEarlierAttempt(_ o: Value) -> String {
    """
    r.occurrence_end IS NULL AND r.period_end = \(o("period_end", "timestamptz"))
    AND r.period_start IS NOT DISTINCT FROM NULLIF(\(o("period_start", "timestamptz")), '-infinity')
    AND r.generated_at = \(o("snapshot_at", "timestamptz"))
    """
  }
}

extension ComputedOccurrence {
  /// The parameters of ``AttemptHeaders/condition``.
  package var attemptValues: [String: String?] {
    key.ledgerValues.merging(["fence": String(fence), "snapshot_at": snapshotAt]) { $1 }
  }
}
