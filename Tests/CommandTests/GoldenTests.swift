import Foundation
import Reports
import Testing
import TestingDatabase

/// The files of one small tenant are compared with reviewed files, byte for byte, and are read back field by
/// field with Python's own readers.
///
/// DYNO_REPORTS_WRITE_GOLDEN=1 writes the reviewed files again. Then review the difference like code.
struct GoldenTests {
  private static let reports = ReportCatalog.product.reports
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  private static let schedule = schedule(of: reports)

  private static func schedule(of reports: [Report]) -> String {
    """
    tenant:
      id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11
      slug: acme
      timezone: America/Havana
      fiscal_year_start: 10
    schedules:
      - name: quarterly
        period: quarterly
        reports:
    \(reports.map(request).joined(separator: "\n"))
    """
  }

  /// A request with as many rows as the options allow: every flag on, and the last keyword.
  private static func request(_ report: Report) -> String {
    let options = report.options.compactMap { option -> String? in
      switch option.kind {
      case .flag: "\(option.name): true"
      case .pipelines(let keywords): keywords.last.map { "\(option.name): \($0)" }
      case .principals, .number, .days, .horizon, .stages, .percents: nil
      }
    }
    return "      - {\((["type: \(report.type)"] + options).joined(separator: ", "))}"
  }

  /// Contains stage names that are difficult for each of the formats.
  private static let crm =
    SmallCRM.script + #"""

      UPDATE pipeline_stage SET name = E'=SUM(A1),\n"two" <lines> & tab\there' WHERE id = md5('stage 2')::uuid;
      UPDATE pipeline_stage SET name = E'bell\u0007 größe 漢字 🎉 \uFFFE' WHERE id = md5('stage 3')::uuid;
      UPDATE pipeline_stage SET name = '' WHERE id = md5('stage 4')::uuid;
      UPDATE pipeline_stage SET name = '  -1 padded ' WHERE id = md5('stage 5')::uuid;
      """#

  /// The reports that have a version 1 of before, without the options that came after it.
  private static let scheduleOfVersion1 = schedule(of: reportsOfVersion1).replacing(", total: true", with: "")
  private static let reportsOfVersion1 = reports.filter { !$0.laterColumns.isEmpty }

  /// With what came later: names, the order of stages, targets of the quarter, one of them reached, and the stages that deals
  /// were in before.
  private static let crmOfToday =
    crm + #"""

      ALTER TABLE pipeline_stage ADD position integer;
      ALTER TABLE pipeline_stage ADD probability numeric;
      UPDATE pipeline_stage SET probability = CASE WHEN id IN (md5('stage 0')::uuid, md5('stage 2')::uuid) THEN 33.335 END;
      UPDATE pipeline_stage SET probability = 10 WHERE id = md5('stage 1')::uuid;
      UPDATE pipeline_stage SET position = 10 WHERE id IN (md5('stage 0')::uuid, md5('stage 1')::uuid);
      UPDATE pipeline_stage SET position = 5 WHERE id IN (md5('stage 2')::uuid, md5('stage 3')::uuid);
      INSERT INTO sales_target (
        tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
      SELECT tenant_id, 'USER', md5('user ' || i)::uuid, pipeline_id, '2026-07-01', '2026-10-01', 20000 * (1 + 2 * i)
      FROM (SELECT DISTINCT tenant_id, pipeline_id FROM pipeline_stage) AS p, generate_series(0, 2) AS i;
      CREATE OR REPLACE VIEW report_label AS
      SELECT p.tenant_id, n.kind, md5(n.id)::uuid AS id, n.name
      FROM (SELECT DISTINCT tenant_id FROM pipeline_stage) AS p, (VALUES
        ('USER', 'user 0', 'Zoë "Z" Ünal, EMEA'), ('USER', 'user 1', '=Bobby'), ('USER', 'user 2', ''),
        ('GROUP', 'group 0', E'North\tteam'), ('PIPELINE', 'pipeline 0', 'New business'),
        ('PIPELINE', 'pipeline 1', '更新 & <renewals>')) AS n (kind, id, name);
      INSERT INTO deal_pipeline_stage_state (
        tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
      SELECT s.tenant_id, s.deal_id, s.pipeline_id, md5('stage ' || n)::uuid, s.entered_at - n * interval '4 days' - interval '7 hours',
             s.entered_at, false
      FROM deal_pipeline_stage_state s, generate_series(0, 3) AS n
      WHERE s.is_current AND s.pipeline_id = md5('pipeline ' || n % 2)::uuid
        AND s.pipeline_stage_id IN (SELECT md5('stage ' || n)::uuid FROM generate_series(2, 7) AS n);
      """#

  private func path(_ report: String, _ format: String) -> String {
    "tenant=acme/\(format)/report=\(report)/schedule=quarterly/period=FY2026-Q4/"
      + "\(report)_acme_quarterly_FY2026-Q4.\(format).gz"
  }

  @Test func filesEqualTheGoldenFiles() throws {
    let installation = try Installation(Self.crmOfToday, files: ["acme.yaml": Self.schedule])
    let result = try installation.run("run", "--at", "2026-10-02T00:00:00Z")
    #expect(result.status == 0, "\(result.errors)")
    try compare(installation, "Golden", Self.reports)
  }

  /// What a program of before the second version computed is published by today's as that one would have.
  @Test func filesOfVersion1EqualTheirGoldenFiles() throws {
    let installation = try Installation(Self.crm, files: ["acme.yaml": Self.scheduleOfVersion1])
    let obstacle = installation.exports.path + "/.staging"
    try Data().write(to: URL(filePath: obstacle))
    #expect(try installation.run("run", "--at", "2026-10-02T00:00:00Z").status == 73)
    try FileManager.default.removeItem(atPath: obstacle)
    try installation.database.load("UPDATE report_occurrence SET request = request - 'versions'")
    #expect(try installation.run("run", "--at", "2026-10-02T00:00:00Z").status == 0)
    try compare(installation, "Golden/Version1", Self.reportsOfVersion1)
    #expect(try installation.run("verify").status == 0)
  }

  private func compare(_ installation: Installation, _ folder: String, _ reports: [Report]) throws {
    for report in reports.map(\.type) {
      for format in ["csv", "xml"] {
        let written = try Shell.output("gzip", "-dc", installation.exports.path + "/" + path(report, format))
        let golden = Self.folder.appending(path: "\(folder)/\(report).\(format)")
        if ProcessInfo.processInfo.environment["DYNO_REPORTS_WRITE_GOLDEN"] != nil {
          try FileManager.default.createDirectory(
            at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
          try Data(written.utf8).write(to: golden)
        }
        #expect(try written == String(contentsOf: golden, encoding: .utf8), "\(report).\(format)")
      }
    }
  }

  @Test func everyFieldEqualsTheFactWhenReadBack() throws {
    let installation = try Installation(Self.crmOfToday, files: ["acme.yaml": Self.schedule])
    #expect(try installation.run("run", "--at", "2026-10-02T00:00:00Z").status == 0)
    for report in Self.reports {
      let facts = try facts(of: report, in: installation)
      #expect(!facts.isEmpty)
      let xml = try readBack(installation.exports.path + "/" + path(report.type, "xml"))
      #expect(xml == facts.map { $0.mapValues { $0.replacing(/[\u{7}\u{FFFE}]/, with: "\u{FFFD}") } })
      let csv = try readBack(installation.exports.path + "/" + path(report.type, "csv"))
      #expect(
        csv
          == facts.map { row in
            row.mapValues { value in
              let oneLine = value.replacing(/[\t\r\n]+/, with: " ")
              let isText = ["stage_name", "principal_name", "pipeline_name"].contains { row[$0] == value }
              return isText && "=+-@".contains(value.first ?? " ") ? "'" + oneLine : oneLine
            }
          })
    }
  }

  /// The rows of a file, by column; NULL is absent.
  private func readBack(_ file: String) throws -> [[String: String]] {
    let script = Self.folder.appending(path: "read_back.py").path
    let result = try Shell.run(["python3", script, file])
    #expect(result.status == 0, "\(result.errors)")
    return try JSONDecoder().decode([[String: String]].self, from: Data(result.output.utf8))
  }

  /// The facts as text, in the order of the files.
  private func facts(of report: Report, in installation: Installation) throws -> [[String: String]] {
    let hasWindow = report.columns.contains { $0.role == .window }
    let order = report.rowOrder.map { "f.\($0)" }.joined(separator: ", ")
    let rows = try installation.database.query(
      """
      SELECT json_object_agg(key, value)
      FROM \(report.factTable) f JOIN report_run r USING (tenant_id, run_id)
      CROSS JOIN LATERAL (
        SELECT key, CASE WHEN value ~ '^\\d{4}-\\d\\d-\\d\\dT' THEN left(value, 19) || 'Z' ELSE value END AS value
        FROM jsonb_each_text(
          to_jsonb(f)\(hasWindow ? "" : " || jsonb_build_object('period_start', r.period_start, 'period_end', r.period_end)"))
      ) AS field
      WHERE value IS NOT NULL
      GROUP BY f.run_id, \(order)
      ORDER BY \(order)
      """)
    return try rows.map { try JSONDecoder().decode([String: String].self, from: Data(($0[0] ?? "").utf8)) }
  }
}
