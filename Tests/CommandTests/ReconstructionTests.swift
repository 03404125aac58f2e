import Foundation
import Testing
import TestingDatabase

/// `backfill --as-it-was`: past periods as the history of stages says things stood.
struct ReconstructionTests {
  static let file = """
    tenant:
      id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11
      slug: acme
      timezone: UTC
    schedules:
      - name: monthly
        period: monthly
        exports: [csv, xml]
        reports:
          - type: pipeline_stage_funnel
          - type: pipeline_overview
          - type: stage_conversion
          - type: weighted_pipeline
    """

  /// Since the end of September, all open deals were won.
  static let crm =
    SmallCRM.ordered + SmallCRM.probabilities + """

      INSERT INTO deal_pipeline_stage_state (
        tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
      SELECT s.tenant_id, s.deal_id, s.pipeline_id, w.id, '2026-10-20 00:00Z', NULL, true
      FROM deal_pipeline_stage_state s
      JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id AND p.stage_state = 'OPEN'
      JOIN pipeline_stage w ON w.tenant_id = s.tenant_id AND w.pipeline_id = s.pipeline_id AND w.stage_state = 'DONE_SUCCESS'
      WHERE s.entered_at < '2026-10-20 00:00Z';
      UPDATE deal_pipeline_stage_state s SET is_current = false, exited_at = '2026-10-20 00:00Z'
      WHERE EXISTS (
        SELECT FROM deal_pipeline_stage_state later
        WHERE later.tenant_id = s.tenant_id AND later.deal_id = s.deal_id AND later.entered_at > s.entered_at);
      """

  func installation() throws -> Installation {
    try Installation(Self.crm, files: ["acme.yaml": Self.file])
  }

  static func backfill(_ from: String = "2026-09-01", _ to: String = "2026-10-01") -> [String] {
    ["backfill", "--as-it-was", "--from", from, "--to", to]
  }

  static func decode(_ json: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  private func file(_ installation: Installation, _ format: String, _ report: String) throws -> String {
    let path = try #require(
      installation.dataFiles().keys.first { $0.contains("/\(format)/report=\(report)/") })
    return installation.exports.path + "/" + path
  }

  /// The funnel of then has the deals that have been won since, and the one of now does not.
  @Test func theStagesAreThoseOfThen() throws {
    let installation = try installation()
    let expected = try installation.database.query(
      """
      SELECT s.pipeline_stage_id, count(*)
      FROM deal_pipeline_stage_state s
      JOIN pipeline_stage p ON p.tenant_id = s.tenant_id AND p.id = s.pipeline_stage_id AND p.stage_state = 'OPEN'
      WHERE s.tenant_id = '\(SmallCRM.acme)' AND s.entered_at < '2026-10-01 00:00Z'
      GROUP BY 1 ORDER BY 1
      """)
    #expect(expected.count == 4)
    let result = try installation.run(Self.backfill() + ["--verbose"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("files, reconstructed, without pipeline_overview\n"), "\(result.output)")
    for (report, count) in [("pipeline_stage_funnel", "deal_count"), ("weighted_pipeline", "deal_count")] {
      let rows = try installation.database.query(
        "SELECT stage_id, \(count) FROM report_\(report)_fact ORDER BY stage_id")
      #expect(rows == expected, "\(report)")
    }
    let buckets = try installation.database.query(
      "SELECT DISTINCT close_bucket, bucket_start, bucket_end FROM report_weighted_pipeline_fact")
    #expect(buckets == [["UNKNOWN", nil, nil]])
    #expect(try installation.run("verify").status == 0)

    let now = try self.installation()
    #expect(try now.run("backfill", "--from", "2026-09-01", "--to", "2026-10-01").status == 0)
    #expect(try now.count("report_pipeline_stage_funnel_fact") == 0)
    // Another source is another run.
    let ids = "SELECT run_id FROM report_run WHERE report_type = 'stage_conversion'"
    let common = try Set(installation.database.query(ids)).intersection(now.database.query(ids))
    #expect(common.isEmpty)
  }

  @Test func thePublishedFilesSaySo() throws {
    let installation = try installation()
    #expect(try installation.run(Self.backfill()).status == 0)
    let tree = installation.exports.path + "/tenant=acme"
    let part = try Self.decode(String(contentsOfFile: tree + "/manifest/monthly-2026.json", encoding: .utf8))
    let entry = try #require((part["occurrences"] as? [[String: Any]])?.first)
    #expect(entry["reconstructed"] as? Bool == true && entry["late_snapshot"] as? Bool == true)
    #expect((entry["today"] as? [String])?.contains("amounts") == true)
    let leftOut = try #require(entry["not_reconstructed"] as? [[String: String]])
    #expect(leftOut.map { $0["report"] } == ["pipeline_overview"] && leftOut[0]["reason"]?.isEmpty == false)
    let reports = try #require(entry["reports"] as? [[String: Any]])
    for report in reports where report["report"] as? String != "report_run" {
      #expect((report["parameters"] as? [String: Any])?["reconstructed"] as? String == "true")
    }
    let feed = try String(contentsOfFile: tree + "/changes/\(Self.feed(tree))", encoding: .utf8)
    #expect(try Self.decode(feed)["reconstructed"] as? Bool == true)

    let headers = try Shell.output("gzip", "-dc", file(installation, "csv", "report_run"))
    let lines = headers.split(whereSeparator: \.isNewline)
    #expect(lines.count == 7 && lines[0].hasSuffix(",reconstructed"))
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",true") })
    for (report, version) in [
      ("pipeline_stage_funnel", 3), ("stage_conversion", 2), ("weighted_pipeline", 2), ("report_run", 2),
    ] {
      let xml = try file(installation, "xml", report)
      #expect(try Shell.output("gzip", "-dc", xml).contains(" reconstructed=\"true\">"), "\(report)")
      let schema = "\(tree)/schema/\(report)-v\(version).xsd"
      let check = try Shell.run(["xmllint", "--noout", "--schema", schema, xml])
      #expect(check.status == 0, "\(check.errors)")
    }
  }

  private static func feed(_ tree: String) throws -> String {
    try #require(FileManager.default.contentsOfDirectory(atPath: tree + "/changes").first)
  }

  @Test func theCommandsSaySo() throws {
    let installation = try installation()
    #expect(try installation.run(Self.backfill("2026-08-01")).status == 0)
    let status = try installation.run("status")
    #expect(status.output.contains("last published 2026-09 (reconstructed)"), "\(status.output)")
    #expect(status.output.contains("reconstructed: 2026-08, 2026-09\n"), "\(status.output)")
    #expect(!status.output.contains("read late"))

    let funnel = ["--report", "pipeline_stage_funnel"]
    let trend = try installation.run(["trend"] + funnel)
    #expect(trend.output.contains("\nRECONSTRUCTED: 2026-08, 2026-09: "), "\(trend.output)")
    #expect(!trend.output.contains("READ LATE") && !trend.output.contains("DEFINITION CHANGED"))
    let points = try Self.decode(installation.run(["trend", "--json"] + funnel).output)["periods"]
    #expect((points as? [[String: Any]])?.compactMap { $0["reconstructed"] as? Bool } == [true, true])

    let diff = try installation.run(["diff", "2026-08", "2026-09"] + funnel)
    #expect(diff.output.contains("\nRECONSTRUCTED: 2026-08, 2026-09: "), "\(diff.output)")
    // Asked again, the history says the same.
    let now = try installation.run(["diff", "2026-09", "--now"] + funnel)
    #expect(now.output.contains("\n0 changed, 0 only in 2026-09, 0 only now, 4 unchanged\n"), "\(now.output)")

    let id = try installation.database.query(
      "SELECT run_id FROM report_run WHERE report_type = 'pipeline_stage_funnel' ORDER BY run_id LIMIT 1")[0][
        0]
    let run = try installation.run("runs", "show", id ?? "")
    #expect(run.output.contains(", reconstructed: stages are those at as_of"), "\(run.output)")
    #expect(try installation.run("runs", "list").output.contains(" 2026-09 (reconstructed) "))
    let explained = try installation.run("explain", id ?? "", "--json")
    let explanation = try Self.decode(explained.output)
    #expect((explanation["run"] as? [String: Any])?["reconstructed"] as? Bool == true)
    let rows = try #require(explanation["rows"] as? [[String: Any]])
    #expect(!rows.isEmpty)
    for row in rows {
      let sums = try #require((row["metrics"] as? [String: [String: Any]])?["deal_count"])
      #expect(sums["stored"] as? String == sums["now"] as? String && sums["difference"] as? String == "0")
    }
  }
}
