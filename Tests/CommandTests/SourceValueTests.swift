import Foundation
import Testing
import TestingDatabase

/// Names, states and types that no report can take as they are: what fails, what is counted, and where it is said.
struct SourceValueTests {
  private static let funnel = Installation.acme.replacing("pipeline_coverage", with: "pipeline_stage_funnel")

  private static func pipeline(_ number: Int) -> String { "md5('pipeline \(number)')::uuid" }

  /// One stage of pipeline 0 that has deals.
  private static let stage = "tenant_id = '\(SmallCRM.acme)' AND id = md5('stage 0')::uuid"

  private static func warnings(_ installation: Installation, _ report: String) throws -> [[String: Int]] {
    try PublishedManifest(installation.publishedFiles()).occurrences.flatMap(\.reports)
      .filter { $0.report == report }.compactMap(\.runs?.warnings)
  }

  @Test(
    "A text that the fact table cannot hold fails the run of its pipeline alone",
    arguments: [
      ("name = NULL", "no name"), ("name = repeat('ü', 256)", "more than 255 characters"),
      ("stage_state = repeat('X', 21)", "more than 20 characters"),
    ])
  func badText(change: String, message: String) throws {
    let installation = try Installation(files: ["acme.yaml": Self.funnel])
    try installation.database.load(
      """
      ALTER TABLE pipeline_stage ALTER name DROP NOT NULL, ALTER name TYPE text, ALTER stage_state TYPE text;
      UPDATE pipeline_stage SET \(change) WHERE \(Self.stage);
      """)
    let result = try installation.tick()
    #expect(result.status == 3 && result.errors.contains("1 run could not be reported"), "\(result)")
    let failed = try installation.database.query(
      """
      SELECT report_type, (input_params ->> 'pipeline_id')::uuid = \(Self.pipeline(0)), error_message
      FROM report_run WHERE status = 'FAILED'
      """)
    #expect(failed.count == 1 && failed[0][0] == "pipeline_stage_funnel" && failed[0][1] == "t", "\(failed)")
    #expect(failed[0][2]?.contains(message) == true && failed[0][2]?.contains("restate") == true, "\(failed)")
    let pipelines = "SELECT DISTINCT pipeline_id = \(Self.pipeline(1)) FROM report_pipeline_stage_funnel_fact"
    #expect(try installation.database.query(pipelines) == [["t"]])
    #expect(try installation.count("report_pipeline_overview_fact") > 0)
    // A stage without a row does no harm.
    try installation.database.load("DELETE FROM deal WHERE stage_id = md5('stage 0')::uuid")
    let restated = try installation.run(
      "restate", "--from", "2026-10-01", "--to", "2026-11-01", "--reason", "mended")
    #expect(restated.status == 0, "\(restated)")
  }

  @Test(arguments: [true, false])
  func aStageWithoutAStateIsCountedAndNotInTheFunnel(includesClosed: Bool) throws {
    let file = Self.funnel + "\n        include_closed: \(includesClosed)"
    let installation = try Installation(files: ["acme.yaml": file])
    try installation.database.load(
      """
      ALTER TABLE pipeline_stage ALTER stage_state DROP NOT NULL;
      UPDATE pipeline_stage SET stage_state = NULL WHERE \(Self.stage);
      """)
    #expect(try installation.tick().status == 0)
    #expect(try Self.warnings(installation, "pipeline_stage_funnel") == [["stages_without_state": 1]])
    #expect(try Self.warnings(installation, "pipeline_overview") == [["stages_without_state": 1]])
    let stages = "report_pipeline_stage_funnel_fact WHERE stage_id = md5('stage 0')::uuid"
    #expect(try installation.count(stages) == 0)
    #expect(try installation.count("report_pipeline_stage_funnel_fact") > 0)
  }

  @Test func targetsOfUnknownTypeAreAWarningOfThePeriod() throws {
    let installation = try Installation()
    try installation.database.load(
      """
      ALTER TABLE sales_target ALTER principal_type DROP NOT NULL;
      UPDATE sales_target SET principal_type = CASE WHEN period_start = '2026-10-01' THEN 'user' END
      WHERE tenant_id = '\(SmallCRM.acme)' AND principal_id = md5('user 5')::uuid
      """)
    let result = try installation.tick("--json")
    // Those of all four periods: a principal is looked for in all of them as well.
    let warning = #""warnings":{"targets_of_unknown_type":4}"#
    #expect(result.status == 0 && result.output.withoutBlanks.contains(warning), "\(result)")
    let manifest = try PublishedManifest(installation.publishedFiles())
    #expect(manifest.occurrences.map(\.warnings) == [["targets_of_unknown_type": 4]])
    #expect(try Self.warnings(installation, "pipeline_coverage") == [[:]])
    let id = try #require(try installation.database.query("SELECT run_id FROM report_run LIMIT 1")[0][0])
    let json = try installation.run("runs", "show", id, "--json").output.withoutBlanks
    #expect(json.contains(#""occurrence_warnings":{"targets_of_unknown_type":4}"#), "\(json)")
    #expect(try installation.run("runs", "show", id).output.contains("targets_of_unknown_type: 4"))
    let report = try installation.run(
      "report", "pipeline_coverage", "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(report.output.contains("warning: targets_of_unknown_type: 4"), "\(report)")
  }

  /// A schedule whose reports look for no principal says nothing about targets.
  @Test func targetsDoNotMatterWithoutPrincipals() throws {
    let installation = try Installation(files: ["acme.yaml": Self.funnel])
    try installation.database.load("UPDATE sales_target SET principal_type = 'TEAM'")
    #expect(try installation.tick().status == 0)
    #expect(try PublishedManifest(installation.publishedFiles()).occurrences.map(\.warnings) == [nil])
  }

  @Test func listedIdsThatTheCRMLacksAreWarnings() throws {
    let nobody = "00000000-0000-4000-8000-000000000000"
    let known = try TestDatabase().query("SELECT md5('user 1')::uuid, \(Self.pipeline(0))")[0].compactMap(
      \.self)
    let pipelines = "\n        pipelines: [\(known[1]), \(nobody)]"
    let file =
      Installation.acme + pipelines
      + "\n        principals: [{type: user, id: \(known[0])}, {type: user, id: \(nobody)}]"
      + "\n      - type: pipeline_stage_funnel" + pipelines
    let installation = try Installation(files: ["acme.yaml": file])
    let result = try installation.tick()
    #expect(result.status == 0, "\(result)")
    // Two principals, each with two pipelines.
    let expected = ["principals_unknown": 2, "pipelines_without_stages": 2]
    #expect(try Self.warnings(installation, "pipeline_coverage") == [expected])
    #expect(try Self.warnings(installation, "pipeline_stage_funnel") == [["pipelines_without_stages": 1]])
    // It has a row all the same.
    #expect(
      try installation.count(
        "report_pipeline_coverage_fact WHERE open_amount = 0 AND principal_id = '\(nobody)'") == 2)
  }
}

extension String {
  fileprivate var withoutBlanks: String { filter { !$0.isWhitespace } }
}
