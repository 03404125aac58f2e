import Foundation
import Runs
import Testing
import TestingDatabase

/// `diff --now` and `restate --dry-run` say what a restatement changes, before it does.
struct LiveComparisonTests {
  private struct Diff: Decodable, Equatable {
    struct Point: Decodable, Equatable {
      let revision: Int?
      let state: String
    }
    struct Metric: Decodable, Equatable {
      let before: String?
      let after: String?
      let change: String?
    }
    struct Row: Decodable, Equatable {
      let status: String
      let dimensions: [String: String?]
      let metrics: [String: Metric]
      let beforeRunId: String?
    }
    struct Change: Decodable, Equatable { let parameter: String }
    struct Failure: Decodable, Equatable { let error: String }
    let report: String
    let before: Point
    let after: Point
    let definitionChanges: [Change]
    let same: Int
    let rows: [Row]
    let sums: [String: Metric]
    let failures: [Failure]?
  }

  private struct Preview: Decodable { let changes: [Diff]? }

  private static let range = ["--from", "2026-10-01", "--to", "2026-11-01"]
  private static let reports = ["pipeline_overview", "pipeline_coverage"]

  /// What people do to a CRM between two snapshots: a corrected amount, a closed deal, a deal that is gone, one that changes
  /// hands, and a quota that was changed later.
  private static let changes = """
    UPDATE deal SET amount = amount + 100.01 WHERE id = md5('deal 45')::uuid;
    UPDATE deal SET stage_id = md5('stage 4')::uuid WHERE id = md5('deal 48')::uuid;
    UPDATE deal_pipeline_stage_state SET pipeline_stage_id = md5('stage 4')::uuid WHERE deal_id = md5('deal 48')::uuid;
    DELETE FROM deal_pipeline_stage_state WHERE deal_id = md5('deal 49')::uuid;
    DELETE FROM deal WHERE id = md5('deal 49')::uuid;
    UPDATE deal SET owned_by_user_id = md5('user 9')::uuid WHERE id = md5('deal 50')::uuid;
    UPDATE sales_target SET target_amount = 60000 WHERE principal_id = md5('user 1')::uuid;
    """

  private func installation(_ schedule: String = Installation.acme) throws -> Installation {
    let installation = try Installation(files: ["acme.yaml": schedule])
    #expect(try installation.tick().status == 0)
    return installation
  }

  private func decode<Value: Decodable>(_: Value.Type, _ result: Shell.Result) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    #expect(result.status == 0, "\(result.errors)")
    return try decoder.decode(Value.self, from: Data(result.output.utf8))
  }

  private func diff(_ installation: Installation, _ report: String, _ periods: String...) throws -> Diff {
    try decode(Diff.self, installation.run(["diff"] + periods + ["--report", report, "--json"]))
  }

  private func preview(_ installation: Installation) throws -> [Diff] {
    let result = try installation.run(["restate", "--reason", "r", "--dry-run", "--json"] + Self.range)
    return try #require(decode(Preview.self, result).changes)
  }

  @Test("Both show what the restatement then changes")
  func equalsTheRestatement() throws {
    let installation = try installation()
    try installation.database.load(Self.changes)
    let stored = try installation.count("report_run")
    let files = try installation.publishedFiles()
    let now = try Self.reports.map { try diff(installation, $0, "2026-10", "--now") }
    let preview = try preview(installation)
    #expect(try installation.count("report_run") == stored && installation.publishedFiles() == files)
    #expect(try installation.run(["restate", "--reason", "r"] + Self.range).status == 0)
    let done = try Self.reports.map { try diff(installation, $0, "2026-10@1", "2026-10@2") }
    for (report, (now, done)) in zip(Self.reports, zip(now, done)) {
      #expect(!now.rows.isEmpty && now.rows == done.rows && now.sums == done.sums && now.same == done.same)
      #expect(now.after.state == "NOW" && now.after.revision == nil && now.failures == [])
      let restated = try #require(preview.first { $0.report == report })
      #expect(restated.rows == done.rows && restated.sums == done.sums && restated.definitionChanges == [])
    }
    #expect(now[1].rows.contains { $0.metrics["target_amount"]?.change == "10000.00" })
    #expect(now[1].rows.contains { $0.status == "added" && $0.beforeRunId == nil })
    // What was restated is what the CRM gives.
    #expect(try diff(installation, "pipeline_coverage", "2026-10", "--now").rows.isEmpty)
  }

  @Test("The sums are to the cent, and the commands that list the deals are printed")
  func text() throws {
    let installation = try installation()
    try installation.database.load("UPDATE deal SET amount = amount + 100.01 WHERE id = md5('deal 45')::uuid")
    let rows = try diff(installation, "pipeline_overview", "2026-10", "--now").rows
    let row = try #require(rows.first)
    #expect(rows.count == 1)
    let result = try installation.run("diff", "2026-10", "--now", "--report", "pipeline_overview")
    #expect(
      result.output.contains(
        "2026-10 as published, and as the CRM would give it now\n1 changed, 0 only in 2026-10, 0 only now, "))
    #expect(result.output.contains(", net +100.01\n"))
    let run = try #require(row.beforeRunId)
    let options = try ["pipeline_id", "status"].map {
      try "--row \($0)=\(#require(row.dimensions[$0] ?? nil))"
    }
    #expect(result.output.contains("\n  dyno-reports explain \(run) \(options.joined(separator: " "))"))
    let dry = try installation.run(["restate", "--reason", "r", "--dry-run"] + Self.range)
    #expect(
      dry.output.contains("monthly 2026-10: restate, revision 2 (r)")
        && dry.output.contains(", net +100.01\n"))
  }

  @Test("A recorded option stays, and an edited schedule file shows as a changed definition")
  func editedSchedule() throws {
    let installation = try installation()
    try installation.replaceSchedule(
      Installation.acme.replacing(
        "pipeline_overview", with: "pipeline_overview\n        include_inactive: false"))
    #expect(try diff(installation, "pipeline_overview", "2026-10", "--now").rows.isEmpty)
    let overview = try #require(preview(installation).first { $0.report == "pipeline_overview" })
    #expect(overview.definitionChanges.map(\.parameter) == ["include_inactive"])
    #expect(!overview.rows.isEmpty && overview.rows.allSatisfy { $0.status == "removed" })
  }

  @Test("A run that would fail now is named with its reason")
  func failures() throws {
    let installation = try installation()
    try installation.database.load("UPDATE deal SET amount = 'NaN' WHERE id = md5('deal 45')::uuid")
    let now = try diff(installation, "pipeline_overview", "2026-10", "--now")
    #expect(now.failures?.count == 1 && now.rows.allSatisfy { $0.status == "removed" })
    let text = try installation.run("diff", "2026-10", "--now", "--report", "pipeline_overview").output
    #expect(
      text.contains("now: 1 run could not be reported")
        && text.contains("now: The amount of at least one deal"))
  }

  @Test("What an older program published is compared where both have the column")
  func olderVersion() throws {
    let installation = try Installation(.f0e1412)
    _ = try Migrator(installation.database.owner).migrate()
    let found = try installation.database.query(
      """
      SELECT o.schedule, o.period_label, r.report_type
      FROM report_occurrence o JOIN report_run r ON r.schedule = o.schedule AND r.period_end = o.period_end
      WHERE o.state = 'PUBLISHED' AND r.revision = o.revision AND r.status = 'SUCCEEDED'
      GROUP BY 1, 2, 3
      """)
    #expect(found.count > 3)
    for values in found {
      let names = values.compactMap(\.self)
      let result = try installation.run(
        "diff", names[1], "--now", "--schedule", names[0], "--report", names[2])
      #expect(
        result.status == 0 && result.output.contains("as the CRM would give it now"), "\(names) \(result)")
      let isWithoutColumns = names[2] == "rep_performance" || names[2] == "pipeline_coverage"
      #expect(result.output.contains("NOT COMPARED: ") || !isWithoutColumns)
    }
  }

  @Test func twoPeriodsAreRefused() throws {
    let result = try Installation().run(
      "diff", "2026-09", "2026-10", "--now", "--report", "pipeline_overview")
    #expect(result.status == 64 && result.errors.contains("--now compares a single period"))
  }
}
