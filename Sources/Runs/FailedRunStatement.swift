internal import Calendars
internal import Foundation
internal import Reports

/// The header that says that a report could not be computed at all.
struct FailedRunStatement {
  let parameters: [String?]

  init(_ identity: RunIdentity, fence: Int, message: String, tzdataVersion: String) {
    let occurrence = identity.occurrence
    parameters = [
      occurrence.key.tenantID.uuidString, identity.keyPrefix, String(fence), identity.request.report.type,
      occurrence.window.start?.description, occurrence.window.end.description, identity.inputParameters,
      message, occurrence.key.schedule, String(occurrence.key.revision), tzdataVersion,
    ]
  }

  let sql = """
    WITH run AS (SELECT sha256(convert_to($2::text, 'UTF8')) AS run_key)
    INSERT INTO report_run (
      tenant_id, run_id, report_type, generated_at, period_start, period_end, input_params, status,
      error_message, run_key, schedule, revision, software_version, methodology_version, tzdata_version)
    SELECT $1, report_run_id(sha256(run_key || int8send($3::bigint))), $4, transaction_timestamp(),
           $5::timestamptz, $6::timestamptz, $7::jsonb, 'FAILED', $8, run_key, $9, $10::integer,
           '\(Versions.software)', '\(Versions.methodology)', $11
    FROM run
    """
}
