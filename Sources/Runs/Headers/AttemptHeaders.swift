/// Defines which headers (`report_run`) belong to which occurrence (`report_occurrence`). Only
/// `delete_headers.sql` repeats this definition.
///
/// A header names its occurrence and the fence of its attempt. A header from before migration 6 does not
/// (`occurrence_end` is NULL): it belongs to the occurrence with the same period, and to the attempt with the
/// same snapshot.
package enum AttemptHeaders {
  /// SQL of the headers of the attempt that computed the occurrence `o`, to be joined as `LATERAL (…) AS r`.
  /// `o` has the ledger's columns.
  ///
  /// A UNION ALL instead of an OR: in a join, PostgreSQL would use neither of the two indexes for an OR.
  package static let ofOccurrence: String = {
    let o: Value = { column, _ in "o.\(column)" }
    return """
      SELECT r.* FROM report_run r WHERE \(isOfRevision(o)) AND \(isOfAttempt(o))
      UNION ALL
      SELECT r.* FROM report_run r WHERE \(isOfRevision(o)) AND \(isOfLegacyAttempt(o))
      """
  }()

  /// SQL condition: the header `r` belongs to the attempt that computed an occurrence. The parameters are
  /// ``ComputedOccurrence/attemptValues``; with these, the query planner knows how many headers there are.
  package static let condition: String = {
    let parameter: Value = { column, type in ":'\(column)'::\(type)" }
    return """
      \(isOfRevision(parameter))
      AND (\(isOfAttempt(parameter)) OR \(isOfLegacyAttempt(parameter)))
      """
  }()

  /// SQL condition: the header `r` belongs to any attempt at the occurrence `o`.
  static let conditionOfAnyAttempt = """
    r.tenant_id = o.tenant_id AND r.schedule = o.schedule AND r.revision = o.revision
    AND o.period_end = coalesce(r.occurrence_end, r.period_end)
    AND o.period_start = coalesce(r.occurrence_start, r.period_start, '-infinity')
    """

  /// Gives the SQL of an occurrence's value, for a column and the column's type.
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

  private static func isOfLegacyAttempt(_ o: Value) -> String {
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
    key.keyParameters.merging(["fence": String(fence), "snapshot_at": snapshotAt]) { $1 }
  }
}
