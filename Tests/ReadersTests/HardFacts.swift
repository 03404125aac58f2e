import Foundation
import Reports

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
    let reports = ReportCatalog.product.reports
    let all = request(reports)
    let withoutStart = request(reports.filter(\.allowsAllTime))
    return """
      INSERT INTO report_tenant (tenant_id, slug) VALUES ('\(tenant)', '\(PublishedTenant.slug)');
      INSERT INTO report_occurrence (
        tenant_id, schedule, period_start, period_end, period_kind, period_label, start_date, end_date,
        revision, timezone, state, request, as_of, tzdata_version, recorded_at, snapshot_at)
      SELECT '\(tenant)', o.schedule, o.starts::timestamptz, o.ends::timestamptz, o.kind, o.label,
             o.start_date::date, o.end_date::date, 1, 'UTC', 'COMPUTED',
             CASE o.kind WHEN 'all_time' THEN '\(withoutStart)'::jsonb ELSE '\(all)' END,
             o.ends::timestamptz, '2026f', o.ends::timestamptz, o.ends::timestamptz
      FROM (VALUES \(occurrences)) AS o (schedule, starts, ends, kind, label, start_date, end_date);
      \(hasRows ? reports.map(facts).joined(separator: "\n") : "")
      """
  }

  private static func request(_ reports: [Report]) -> String {
    let types = reports.map { "\"\($0.type)\"" }.joined(separator: ", ")
    return #"{"reports": [\#(types)], "formats": ["csv", "xml"], "formula_guard": true}"#
  }

  /// A run for each occurrence and number `i`, with rows `k`; `n` is the row's number in the occurrence. What tells
  /// runs apart does not matter here.
  private static func facts(_ report: Report) -> String {
    let runs = report.runDimensions.isEmpty ? 1 : 11
    let rows = !report.hasManyRowsPerRun ? 1 : runs == 1 ? 12 : 3
    return """
      CREATE TEMPORARY TABLE run AS
      SELECT o.*, i, report_run_id(key) AS run_id, key, nullif(o.period_start, '-infinity') AS starts
      FROM report_occurrence o, generate_series(0, \(runs - 1)) AS i,
           sha256(convert_to(concat_ws('|', o.schedule, o.period_label, '\(report.type)', i), 'UTF8')) AS key
      WHERE o.request -> 'reports' ? '\(report.type)';

      INSERT INTO report_run (
        tenant_id, run_id, report_type, generated_at, period_start, period_end, input_params, status, run_key,
        schedule, revision, software_version, methodology_version, tzdata_version)
      SELECT tenant_id, run_id, '\(report.type)', snapshot_at, starts, period_end, '{}', 'SUCCEEDED', key, schedule,
             1, '0', '1', '2026f'
      FROM run;

      INSERT INTO \(report.factTable) (\(report.columns.map(\.name).joined(separator: ", ")))
      SELECT \(report.columns.map(value).joined(separator: ", "))
      FROM run, generate_series(0, \(rows - 1)) AS k, LATERAL (SELECT i * \(rows) + k AS n) AS row;
      DROP TABLE run;
      """
  }

  /// SQL of a column's value in row `n`.
  private static func value(_ column: Column) -> String {
    switch (column.role, column.type) {
    case (.identity, _): return column.name
    case (.window, .date): return column.name == "period_start" ? "start_date" : "end_date"
    case (.window, _): return column.name == "period_start" ? "starts" : "period_end"
    // NULL in the first row of a run at most, for two such rows would be one.
    case (.dimension, .uuid):
      let id = "md5('\(column.name) ' || n)::uuid"
      return column.isNullable ? "CASE WHEN k > 0 OR i % 3 > 0 THEN \(id) END" : id
    default:
      let value = oneOf(values(column))
      return column.isNullable && column.role == .metric ? "CASE WHEN n % 7 > 0 THEN \(value) END" : value
    }
  }

  private static func oneOf(_ values: [String]) -> String {
    "(ARRAY[\(values.joined(separator: ", "))])[1 + n % \(values.count)]"
  }

  private static func values(_ column: Column) -> [String] {
    switch column.type {
    case .text(let length):
      column.values.map { $0.map { "'\($0)'" } } ?? texts.map { "left(\($0), \(length))" }
    case .bigint: ["9223372036854775807", "0", "1", "42"]
    case .decimal(let precision, let scale):
      // libxml2's validator reads 24 digits at most.
      ["1", "-1"].map { "\($0) * (1e\(min(precision, 24) - scale) - 1e-\(scale))" }
        + ["0", "-1e-\(scale)", "1e-\(scale) * 80"]
    case .uuid: ["gen_random_uuid()"]
    case .date: ["end_date"]
    case .instant: ["period_end"]
    }
  }
}
