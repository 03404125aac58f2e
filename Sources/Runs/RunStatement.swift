internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Reports

/// The statement that computes all runs of one report and stores their headers and facts, at once.
struct RunStatement {
  let sql: String
  let parameters: [String?]

  /// - Parameters:
  ///   - fence: of the claim; makes the ids of failed runs, so that they never block a later success.
  ///   - generatedAt: the transaction's server timestamp, as text.
  init(_ identity: RunIdentity, fence: Int, generatedAt: String, tzdataVersion: String) {
    let report = identity.request.report
    let statement = NamedStatement(report.sql, firstNumber: 10)
    let facts = report.columns.map(\.name)
    let dimensions = report.runDimensions
    // concat() writes NULL as nothing.
    let key =
      dimensions.isEmpty
      ? "$1::text"
      : "concat($1::text, " + dimensions.map { "E'\\n\($0)=', \($0)" }.joined(separator: ", ") + ")"
    let inputParameters =
      dimensions.isEmpty
      ? "$2::jsonb"
      : "$2::jsonb || jsonb_build_object(" + dimensions.map { "'\($0)', \($0)" }.joined(separator: ", ") + ")"
    sql = """
      WITH report AS (
      \(statement.sql)
      ), computed AS MATERIALIZED (
        SELECT report.*, sha256(convert_to(\(key), 'UTF8')) AS run_key FROM report
      ), header AS (
        INSERT INTO report_run (
          tenant_id, run_id, report_type, generated_at, period_start, period_end, input_params,
          status, error_message, run_key, schedule, revision, warnings,
          software_version, methodology_version, tzdata_version)
        SELECT \(report.hasManyRowsPerRun ? "DISTINCT ON (run_key)" : "")
          tenant_id,
          report_run_id(CASE WHEN error_message IS NULL THEN run_key
                             ELSE sha256(run_key || int8send($3::bigint)) END),
          '\(report.type)', $4::timestamptz, $5::timestamptz, $6::timestamptz, \(inputParameters),
          CASE WHEN error_message IS NULL THEN 'SUCCEEDED' ELSE 'FAILED' END, error_message,
          run_key, $7::text, $8::integer, warnings,
          '\(Versions.software)', '\(Versions.methodology)', $9::text
        FROM computed
      )
      INSERT INTO \(report.factTable) (\(facts.joined(separator: ", ")))
      SELECT report_run_id(run_key), \(facts.dropFirst().joined(separator: ", "))
      FROM computed
      WHERE is_fact
      """
    let window = identity.occurrence.window
    parameters =
      [
        identity.keyPrefix, identity.inputParameters, String(fence), generatedAt,
        window.start?.description, window.end.description,
        identity.occurrence.key.schedule, String(identity.occurrence.key.revision), tzdataVersion,
      ] + identity.arguments.values(of: statement)
  }
}
