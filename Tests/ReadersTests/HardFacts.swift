import Foundation

/// Facts as no CRM has them, to be read: text that readers take for something else, numbers at the edge of their
/// columns, NULL wherever it may be. Made by SQL, the same each time.
enum HardFacts {
  static let tenant = UUID(uuidString: "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11")!

  /// Each can be a stage's name.
  private static let texts = [
    "''", "'NA'", "'null'", "'None'", "'nan'", "'NULL'", "'true'", "'007'", "'1e5'", "'2026-10-01'",
    "' padded '",
    "'a,b'", "'say \"hi\"'", "'\"'", "','", "'=1+1'", "'-1'", "'@x'", "'+49'", "'''quoted'''",
    "'back\\slash\\'",
    "E'two\\nlines'", "E'a\\r\\n\\tb'", "E'\\t=tab'", "'größe 漢字 🎉'", "repeat('🎉', 255)", "'<a>&amp;</a>'",
    "E'bell\\u0007'", "'#N/A'", "'-'",
  ]

  /// Schedules with all their kinds of labels; all time has no start.
  private static let occurrences = """
    ('monthly', '2026-10-01 00:00Z', '2026-11-01 00:00Z', 'monthly', '2026-10', '2026-10-01', '2026-11-01'),
    ('monthly', '2026-09-01 00:00Z', '2026-10-01 00:00Z', 'monthly', '2026-09', '2026-09-01', '2026-10-01'),
    ('007', '2026-11-20 00:00Z', '2026-11-21 00:00Z', 'daily', '2026-11-20', '2026-11-20', '2026-11-21'),
    ('yearly', '2025-01-01 00:00Z', '2026-01-01 00:00Z', 'yearly', '2025', '2025-01-01', '2026-01-01'),
    ('everything', '-infinity', '2026-11-21 00:00Z', 'all_time', 'all_2026-11-21', NULL, '2026-11-21')
    """

  static func script(hasRows: Bool) -> String {
    let withoutWindow = #"{"reports": ["pipeline_overview", "pipeline_stage_funnel"]"#
    let all =
      #"{"reports": ["pipeline_overview", "pipeline_stage_funnel", "pipeline_coverage", "rep_performance"]"#
    let rest = #", "formats": ["csv", "xml"], "formula_guard": true}"#
    return """
      INSERT INTO report_tenant VALUES ('\(tenant)', '\(PublishedTenant.slug)', 0);
      INSERT INTO report_occurrence (
        tenant_id, schedule, period_start, period_end, period_kind, period_label, start_date, end_date,
        revision, timezone, state, request, as_of, tzdata_version, recorded_at, snapshot_at)
      SELECT '\(tenant)', o.schedule, o.starts::timestamptz, o.ends::timestamptz, o.kind, o.label,
             o.start_date::date, o.end_date::date, 1, 'UTC', 'COMPUTED',
             CASE o.kind WHEN 'all_time' THEN '\(withoutWindow + rest)'::jsonb ELSE '\(all + rest)' END,
             o.ends::timestamptz, '2026f', o.ends::timestamptz, o.ends::timestamptz
      FROM (VALUES \(occurrences)) AS o (schedule, starts, ends, kind, label, start_date, end_date);
      \(hasRows ? facts : "")
      """
  }

  private static var facts: String {
    """
    -- A run for each occurrence, report and number: what tells runs apart does not matter here.
    CREATE TEMPORARY TABLE run AS
    SELECT o.*, report, i, report_run_id(key) AS run_id, key,
           nullif(o.period_start, '-infinity') AS starts,
           (ARRAY[999999999999999999.99, -999999999999999999.99, 0.00, -0.01, 1234567.80])[1 + i % 5] AS money,
           (ARRAY[9223372036854775807, 0, 1, 42])[1 + i % 4] AS number
    FROM report_occurrence o, jsonb_array_elements_text(o.request -> 'reports') AS report,
         generate_series(0, 10) AS i,
         sha256(convert_to(concat_ws('|', o.schedule, o.period_label, report, i), 'UTF8')) AS key
    WHERE report <> 'pipeline_overview' OR i = 0;

    INSERT INTO report_run (
      tenant_id, run_id, report_type, generated_at, period_start, period_end, input_params, status, run_key,
      schedule, revision, software_version, methodology_version, tzdata_version)
    SELECT tenant_id, run_id, report, snapshot_at, starts, period_end, '{}', 'SUCCEEDED', key, schedule, 1,
           '0', '1', '2026f'
    FROM run;

    INSERT INTO report_pipeline_overview_fact
    SELECT run_id, tenant_id, CASE WHEN p > 0 THEN md5('pipeline ' || p)::uuid END, status, number, money - p
    FROM run, generate_series(0, 3) AS p, unnest(ARRAY['WON', 'LOST', 'OPEN']) AS status
    WHERE report = 'pipeline_overview';

    INSERT INTO report_pipeline_stage_funnel_fact
    SELECT run_id, tenant_id, md5('pipeline ' || i)::uuid, md5('stage ' || s)::uuid, name,
           (ARRAY['OPEN', 'DONE_SUCCESS', 'null'])[1 + i % 3], number, money,
           (ARRAY[99999999.99, NULL, 0.00, -0.05])[1 + s % 4]
    FROM run, unnest(ARRAY[\(texts.joined(separator: ", "))]) WITH ORDINALITY AS t (name, s)
    WHERE report = 'pipeline_stage_funnel' AND s % 11 = i;

    INSERT INTO report_pipeline_coverage_fact
    SELECT run_id, tenant_id, start_date, end_date, (ARRAY['USER', 'GROUP'])[1 + i % 2],
           md5('principal ' || i)::uuid, CASE WHEN i % 3 > 0 THEN md5('pipeline ' || i)::uuid END,
           CASE WHEN i % 2 > 0 THEN money END, money,
           CASE WHEN i % 2 > 0 THEN (ARRAY[99999999999999999999.9999, -0.0001, 0])[1 + i % 3] END
    FROM run WHERE report = 'pipeline_coverage';

    INSERT INTO report_rep_performance_fact
    SELECT run_id, tenant_id, (ARRAY['USER', 'GROUP'])[1 + i % 2], md5('principal ' || i)::uuid,
           starts, period_end, number, number / 2, 0, money,
           CASE WHEN i % 2 > 0 THEN 999999999999.99 END, CASE WHEN i % 3 > 0 THEN 999999.9999 END,
           (ARRAY[NULL, 0.0000, 0.3333, 1.0000])[1 + i % 4]
    FROM run WHERE report = 'rep_performance';
    DROP TABLE run;
    """
  }
}
