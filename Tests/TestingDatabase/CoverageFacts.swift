package import Foundation

/// Facts of pipeline coverage, as many as a test needs, inserted without being computed.
package enum CoverageFacts {
  /// SQL that inserts a computed occurrence of a month, ready to be published, with a run and a row for each
  /// principal.
  ///
  /// - Parameter formats: as a JSON array.
  package static func script(
    tenant: UUID, rows: Int, revision: Int = 1, month: String = "2026-10", schedule: String = "monthly",
    formats: String = #"["csv", "xml"]"#
  ) -> String {
    let start = "\(month)-01"
    let end = "(date '\(start)' + interval '1 month')"
    let key = "sha256(int8send(i) || int4send(\(revision)) || convert_to('\(schedule) \(month)', 'UTF8'))"
    return """
      INSERT INTO report_tenant (tenant_id, slug) VALUES ('\(tenant)', 'acme') ON CONFLICT DO NOTHING;
      INSERT INTO report_occurrence (
        tenant_id, schedule, period_start, period_end, revision, period_kind, period_label, start_date, end_date,
        timezone, state, request, as_of, tzdata_version, recorded_at, snapshot_at, restate_reason)
      VALUES (
        '\(tenant)', '\(schedule)', '\(start) 00:00Z', \(end) AT TIME ZONE 'UTC', \(revision), 'monthly', '\(month)',
        '\(start)', \(end), 'UTC', 'COMPUTED',
        '{"reports": ["pipeline_coverage"], "formats": \(formats), "formula_guard": true}',
        \(end) AT TIME ZONE 'UTC', '2026f', '2026-11-02 00:00Z', '2026-11-02 00:00Z',
        \(revision > 1 ? "'again'" : "NULL"));
      CREATE TEMPORARY TABLE principal AS
      SELECT report_run_id(\(key)) AS run_id, i,
             md5('principal ' || i)::uuid AS principal_id
      FROM generate_series(1::bigint, \(rows)) AS i;
      INSERT INTO report_run (
        tenant_id, run_id, report_type, generated_at, period_start, period_end, input_params, status, run_key,
        schedule, revision, software_version, methodology_version, tzdata_version)
      SELECT '\(tenant)', run_id, 'pipeline_coverage', '2026-11-02 00:00Z', '\(start) 00:00Z',
             \(end) AT TIME ZONE 'UTC', '{}', 'SUCCEEDED', \(key), '\(schedule)',
             \(revision), '0', '1', '2026f'
      FROM principal;
      INSERT INTO report_pipeline_coverage_fact (
        run_id, tenant_id, period_start, period_end, principal_type, principal_id, pipeline_id, target_amount,
        open_amount, coverage_ratio)
      SELECT run_id, '\(tenant)', '\(start)', \(end), 'USER', principal_id, NULL,
             CASE WHEN i % 3 > 0 THEN 50000 END, i * 100.25, CASE WHEN i % 3 > 0 THEN round(i * 100.25 / 50000, 4) END
      FROM principal;
      DROP TABLE principal;
      """
  }
}
