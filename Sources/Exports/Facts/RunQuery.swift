internal import PostgreSQL
internal import Reports
internal import Runs

/// Queries the headers of one report's runs in one occurrence: how many succeeded, their ids, which runs
/// failed, and the warnings.
struct RunQuery {
  let report: Report
  let occurrence: ComputedOccurrence

  func summary(_ connection: Connection) throws -> RunSummary {
    let succeeded = try execute(
      """
      SELECT count, encode(sha256(convert_to(ids, 'UTF8')), 'hex') AS digest,
             CASE WHEN count <= \(RunSummary.maxListedIDs) THEN ids END AS ids
      FROM (
        SELECT count(*), coalesce(string_agg(r.run_id::text, E'\\n' ORDER BY r.run_id), '') AS ids
        \(source) AND r.status = 'SUCCEEDED'
      ) AS runs
      """, connection
    ).only
    let failed = try execute(
      """
      SELECT \(failedColumns.joined(separator: ", "))
      \(source) AND r.status = 'FAILED'
      ORDER BY r.run_id LIMIT \(RunSummary.maxListedFailures)
      """, connection)
    let warnings = try execute(
      """
      SELECT w.key, sum(w.value::bigint) AS count
      FROM (SELECT r.warnings \(source) AND r.status = 'SUCCEEDED') AS r, jsonb_each_text(r.warnings) AS w
      GROUP BY w.key
      """, connection)
    let ids: String? = try succeeded.optional("ids")
    return RunSummary(
      succeeded: try succeeded.value("count"), digest: try succeeded.value("digest"),
      ids: ids.map { $0.split(separator: "\n").map(String.init) },
      failed: try failed.first?.value("count") ?? 0, failedRuns: try failed.map(failedRun),
      warnings: Dictionary(try warnings.map { (try $0.value("key"), try $0.value("count")) }) { first, _ in
        first
      })
  }

  private var source: String {
    "FROM report_run r WHERE r.report_type = :'report_type' AND \(AttemptHeaders.condition)"
  }

  private var failedColumns: [String] {
    ["count(*) OVER () AS count", "r.run_id", "r.error_message"]
      + report.runDimensions.map { "r.input_params ->> '\($0)' AS \($0)" }
  }

  private func failedRun(_ row: Row) throws -> FailedRun {
    FailedRun(
      id: try row.value("run_id"), message: try row.value("error_message"),
      dimensions: Dictionary(
        uniqueKeysWithValues: try report.runDimensions.map { ($0, try row.optional($0)) }))
  }

  private func execute(_ sql: String, _ connection: Connection) throws(PostgresError) -> Rows {
    try connection.execute(
      NamedStatement(sql), occurrence.attemptValues.merging(["report_type": report.type]) { $1 })
  }
}
