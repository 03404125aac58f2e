internal import PostgreSQL
internal import Reports
internal import Runs

/// Queries the headers of one report's runs in one occurrence: how many succeeded, their ids, which runs
/// failed, and the warnings.
struct RunQuery {
  let report: Report
  let occurrence: ComputedOccurrence

  func summary(_ connection: Connection) throws -> RunSummary {
    let row = try connection.execute(
      statement, occurrence.attemptValues.merging(["report_type": report.type]) { $1 }
    ).only
    let ids: String? = try row.optional("ids")
    let failedRuns: [Failed] = try row.json("failed_runs")
    return RunSummary(
      succeeded: try row.value("succeeded"), digest: try row.value("digest"),
      ids: ids.map { $0.split(separator: "\n").map(String.init) }, failed: try row.value("failed"),
      failedRuns: failedRuns.map { run in
        FailedRun(
          id: run.id, message: run.message,
          dimensions: Dictionary(
            uniqueKeysWithValues: zip(report.runDimensions, run.dimensions)))
      },
      warnings: try row.json("warnings"))
  }

  /// One for everything: publishing a small tenant takes about as long as its statements are many.
  private var statement: NamedStatement {
    let dimensions = report.runDimensions.map { "input_params ->> '\($0)'" }.joined(separator: ", ")
    return NamedStatement(
      """
      WITH run AS MATERIALIZED (
        SELECT r.run_id, r.status, r.error_message, r.warnings,
               CASE WHEN r.status = 'FAILED' THEN r.input_params END AS input_params
        FROM report_run r
        WHERE r.report_type = :'report_type' AND \(AttemptHeaders.condition)
      ),
      warning AS (
        SELECT w.key, sum(w.value::bigint) AS count
        FROM run, jsonb_each_text(run.warnings) AS w
        WHERE run.status = 'SUCCEEDED'
        GROUP BY w.key
      ),
      failed AS (
        SELECT run_id, error_message, jsonb_build_array(\(dimensions)) AS dimensions
        FROM run
        WHERE status = 'FAILED'
        ORDER BY run_id LIMIT \(RunSummary.maxListedFailures)
      )
      SELECT
        succeeded, failed, encode(sha256(convert_to(coalesce(ids, ''), 'UTF8')), 'hex') AS digest,
        CASE WHEN succeeded <= \(RunSummary.maxListedIDs) THEN coalesce(ids, '') END AS ids,
        (SELECT coalesce(jsonb_object_agg(key, count), '{}') FROM warning) AS warnings,
        (SELECT coalesce(jsonb_agg(jsonb_build_object(
           'id', run_id, 'message', error_message, 'dimensions', dimensions) ORDER BY run_id), '[]')
         FROM failed) AS failed_runs
      FROM (
        SELECT
          count(*) FILTER (WHERE status = 'SUCCEEDED') AS succeeded,
          count(*) FILTER (WHERE status = 'FAILED') AS failed,
          string_agg(run_id::text, E'\\n' ORDER BY run_id) FILTER (WHERE status = 'SUCCEEDED') AS ids
        FROM run
      ) AS counted
      """)
  }

  private struct Failed: Decodable {
    let id: String
    let message: String
    /// In the order of the report's.
    let dimensions: [String?]
  }
}
