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

  private static let schedule = """
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

  /// A request with as many rows as the options allow: every flag on, and the last keyword.
  private static func request(_ report: Report) -> String {
    let options = report.options.compactMap { option -> String? in
      switch option.kind {
      case .flag: "\(option.name): true"
      case .pipelines(let keywords): keywords.last.map { "\(option.name): \($0)" }
      case .principals: nil
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

  private func path(_ report: String, _ format: String) -> String {
    "tenant=acme/\(format)/report=\(report)/schedule=quarterly/period=FY2026-Q4/"
      + "\(report)_acme_quarterly_FY2026-Q4.\(format).gz"
  }

  @Test func filesEqualTheGoldenFiles() throws {
    let installation = try Installation(Self.crm, files: ["acme.yaml": Self.schedule])
    #expect(try installation.run("run", "--at", "2026-10-02T00:00:00Z").status == 0)
    for report in Self.reports.map(\.type) {
      for format in ["csv", "xml"] {
        let written = try Shell.output("gzip", "-dc", installation.exports.path + "/" + path(report, format))
        let golden = Self.folder.appending(path: "Golden/\(report).\(format)")
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
    let installation = try Installation(Self.crm, files: ["acme.yaml": Self.schedule])
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
              return row["stage_name"] == value && "=+-@".contains(value.first ?? " ")
                ? "'" + oneLine : oneLine
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
