import Foundation
import Testing
import TestingDatabase
import TestingRepository

@testable import DynoReports

/// What every command prints with `--json`, when it succeeds and when it fails: one document on stdout, lines of JSON on
/// stderr, and all of it by the JSON Schemas.
@Suite(.enabled(if: PrintedJSON.python != nil, "NO PYTHON: what commands print with --json is not validated"))
struct JSONOutputTests {
  private static let crm = SmallCRM.ordered + SmallCRM.probabilities
  private static let october = ["--from", "2026-10-01", "--to", "2026-11-01"]
  private static let at = ["--at", Installation.at]
  private static let unknownRun = "00000000-0000-4000-8000-000000000000"

  private static let acme = """
    tenant:
      id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11
      slug: acme
      timezone: Europe/Berlin
    schedules:
      - name: monthly
        period: monthly
        exports: [csv, xml]
        reports:
          - type: pipeline_overview
          - type: pipeline_coverage
          - type: pipeline_stage_funnel
          - type: stage_conversion
      - name: weekly
        period: weekly
        window: {current: quarterly}
        reports:
          - type: weighted_pipeline
    """

  private let printed = PrintedJSON()

  /// Runs a command with `--json`, and keeps what it prints.
  @discardableResult
  private func run(
    _ installation: Installation, _ command: [String], _ schema: DocumentSchema?, status: Int32 = 0,
    environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Shell.Result {
    let result = try installation.run(command + ["--json"], environment: environment)
    try printed.add(result, of: command, schema, status: status, sourceLocation: sourceLocation)
    return result
  }

  private func runID(_ installation: Installation, _ condition: String) throws -> String {
    try #require(
      installation.database.query("SELECT run_id FROM report_run WHERE \(condition) LIMIT 1").first?[0])
  }

  private func ownersURL(_ database: TestDatabase) -> [String: String] {
    ["DYNO_REPORTS_DATABASE_URL": database.runtimeURL.replacing("user=dyno_reports", with: "user=postgres")]
  }

  @Test func everyDocumentIsValid() throws {
    let installation = try Installation(
      Self.crm, files: ["acme.yaml": Self.acme, "other.yaml": Installation.other])
    try run(installation, ["check"], .check)
    try run(installation, ["plan", "--offline"] + Self.at, .plan)
    try run(installation, ["plan"] + Self.at, .plan)
    try run(installation, ["doctor"], .doctor)
    try run(installation, ["status"] + Self.at, .status)
    try run(installation, ["run"] + Self.at, .run)
    try run(installation, ["runs", "--limit", "100"], .runsList)
    let id = try runID(installation, "report_type = 'pipeline_coverage' AND tenant_id = '\(SmallCRM.acme)'")
    try run(installation, ["runs", "show", id], .runsShow)
    try run(installation, ["explain", id], .explain)
    try run(installation, ["verify"], .verify)
    try run(installation, ["export"], .export)
    for tool in [["pandas"], ["duckdb", "--incremental"]] {
      try run(installation, ["recipes"] + tool, .recipes)
    }
    let report = ["report", "pipeline_coverage", "--tenant", "acme"] + Self.october
    try run(installation, report, .report)
    try run(installation, ["report", "pipeline_overview", "--tenant", "other"], .report)
    try run(installation, ["schema"], .schema)

    let earlier =
      ["backfill", "--from", "2026-08-01", "--to", "2026-10-01", "--schedule", "monthly"] + Self.at
    try run(installation, earlier + ["--dry-run"], .plan)
    try run(installation, earlier, .run)
    let asItWas = ["backfill", "--as-it-was", "--from", "2026-07-01", "--to", "2026-08-01"] + Self.at
    try run(installation, asItWas + ["--tenant", "acme", "--schedule", "monthly"], .run)
    let coverage = ["--tenant", "acme", "--schedule", "monthly", "--report", "pipeline_coverage"]
    try run(installation, ["diff", "2026-09", "2026-10"] + coverage, .diff)
    try run(installation, ["trend"] + coverage, .trend)
    try installation.database.load("UPDATE deal SET amount = amount + 1 WHERE tenant_id = '\(SmallCRM.acme)'")
    try run(installation, ["diff", "2026-10", "--now"] + coverage, .diff)
    let again = ["restate", "--reason", "again", "--tenant", "acme", "--schedule", "monthly"] + Self.october
    try run(installation, again + ["--dry-run"], .plan)
    try run(installation, again, .run)
    try run(installation, ["diff", "2026-10"] + coverage, .diff)
    try run(installation, ["export", "--exports", installation.exports.path + "/copy"], .export)
    try run(installation, ["status"] + Self.at, .status)
    try installation.database.load("DELETE FROM report_run; UPDATE report_tenant SET tree_files = NULL")
    try run(installation, ["adopt", "--dry-run"], .adopt)
    try run(installation, ["adopt"], .adopt)

    try run(installation, ["migrate"], .migrate, environment: ownersURL(installation.database))
    let script = ["migrate", "--print-distribution"]
    try run(installation, script, .migrate, environment: ownersURL(installation.database))
    let fresh = try Installation(in: TestDatabase(migrated: false), "", files: [:])
    let migrated = try run(fresh, ["migrate"], .migrate, environment: ownersURL(fresh.database))
    #expect(migrated.errors.contains(#"{"note":{"message":"applied 1 ledger_and_runs"}}"#), "\(migrated)")
    try run(try demo(), .demo)

    try printed.expectValid()
    #expect(printed.schemas == Set(DocumentSchema.allCases).subtracting([.skip]))
  }

  private func demo() throws -> (command: [String], result: Shell.Result) {
    let (state, exports) = (TemporaryFolder(), TemporaryFolder())
    defer {
      // The server's data can be elsewhere.
      if let folder = try? String(contentsOfFile: state.path + "/server-location", encoding: .utf8) {
        try? FileManager.default.removeItem(atPath: folder.trimmingCharacters(in: .newlines))
      }
    }
    let command = ["demo", "--deals", "400", "--principals", "12", "--at", "2026-11-21T03:00:00Z"]
    let result = try Shell.run(
      [Installation.program] + command + ["--json"],
      environment: [
        "DYNO_REPORTS_STATE": state.path, "DYNO_REPORTS_EXPORTS": exports.path,
        "DYNO_REPORTS_SCHEDULES": Repository.path("schedules"),
      ])
    return (command, result)
  }

  private func run(_ done: (command: [String], result: Shell.Result), _ schema: DocumentSchema) throws {
    try printed.add(done.result, of: done.command, schema)
  }

  /// What fails beside a result is in it, and the last line of stderr says what the exit code means.
  @Test func failuresBesideAResultAreValid() throws {
    let installation = try Installation(Self.crm, files: ["acme.yaml": Self.acme])
    try run(installation, ["skip"] + Self.october, .skip, status: 1)
    try installation.breakCoverage()
    try run(installation, ["run"] + Self.at, .run, status: 3)
    try run(installation, ["run"] + Self.at, .run)
    try run(installation, ["run", "--retry"] + Self.at, .run, status: 1)
    try run(installation, ["status"] + Self.at, .status)
    try run(installation, ["plan"] + Self.at, .plan)
    try run(installation, ["skip", "--dry-run"] + Self.october, .skip)
    try installation.mendCoverage()
    try run(installation, ["run", "--retry"] + Self.at, .run)

    try installation.database.load("UPDATE deal SET amount = 'NaN' WHERE id = md5('deal 40')::uuid")
    let failed = try run(installation, ["report", "pipeline_overview"], .report, status: 1)
    #expect(failed.errors.contains("the document on stdout says what"), "\(failed)")
    let again = ["restate", "--reason", "again", "--schedule", "monthly"] + Self.october
    try run(installation, again, .run, status: 3)
    let id = try runID(installation, "status = 'FAILED' ORDER BY generated_at DESC")
    try run(installation, ["runs", "show", id], .runsShow)
    try run(installation, ["explain", id], .explain)
    try run(installation, ["runs", "--failed"], .runsList)
    try run(installation, ["trend", "--schedule", "monthly", "--report", "pipeline_overview"], .trend)
    try run(installation, ["status"] + Self.at, .status)

    let file = try #require(installation.dataFiles().keys.sorted().first)
    try Data("x".utf8).write(to: URL(filePath: installation.exports.path + "/" + file))
    try Data("x".utf8).write(to: URL(filePath: installation.exports.path + "/tenant=acme/mine"))
    try run(installation, ["verify"], .verify, status: 1)
    try run(installation, ["export"], .export)
    try FileManager.default.createDirectory(
      atPath: installation.exports.path + "/tenant=broken", withIntermediateDirectories: true)
    try Data("{}".utf8).write(to: URL(filePath: installation.exports.path + "/tenant=broken/manifest.json"))
    try run(installation, ["recipes", "pandas"], .recipes, status: 3)

    try Data("tenant: {slug: Other}\n".utf8).write(
      to: URL(filePath: installation.schedules.path + "/bad.yaml"))
    let checked = try run(installation, ["check"], .check, status: 78)
    #expect(checked.errors.contains(#""message":""#) && checked.errors.contains("problems in schedule files"))
    let listed = try run(installation, ["status"] + Self.at, .status, status: 78)
    #expect(listed.errors.contains(#""failure":{"column":"#), "\(listed)")
    try run(installation, ["plan"] + Self.at, .plan, status: 78)
    try run(installation, ["doctor"], .doctor, status: 78)
    try run(
      installation, ["migrate"], .migrate, status: 78,
      environment: [
        "DYNO_REPORTS_SCHEMA": "nowhere"
      ])
    try run(
      installation, ["doctor"], .doctor, status: 69,
      environment: [
        "DYNO_REPORTS_DATABASE_URL": "host=/nowhere", "DYNO_REPORTS_SCHEDULES": Self.goodSchedules,
      ])
    try printed.expectValid()
  }

  private static let goodSchedules = Repository.path("schedules")

  /// Without a result, stdout is empty.
  @Test func failuresWithoutAResultAreValid() throws {
    let installation = try Installation(Self.crm, files: ["acme.yaml": Installation.acme])
    let unreachable = ["DYNO_REPORTS_DATABASE_URL": "host=/nowhere user=dyno_reports"]
    let range = Self.october
    let commands = [
      ["plan"], ["run"], ["backfill"] + range, ["restate", "--reason", "r"] + range, ["skip"] + range,
      ["status"],
      ["runs"], ["runs", "show", Self.unknownRun], ["explain", Self.unknownRun],
      ["diff", "2026-10", "--report", "pipeline_overview"], ["trend", "--report", "pipeline_overview"],
      ["report", "pipeline_overview"], ["verify"], ["export"], ["migrate"],
    ]
    for command in commands {
      let result = try run(installation, command, nil, status: 69, environment: unreachable)
      #expect(result.errors.contains(#""name":"database_unavailable""#), "\(result)")
      #expect(result.errors.contains("psql"), "\(command): \(result)")
    }
    for command in commands + [["check"], ["recipes", "pandas"], ["doctor"], ["demo"], ["schema"]] {
      let result = try run(installation, command + ["--nonsense"], nil, status: 64)
      #expect(result.errors.contains("--nonsense") && result.errors.contains(" --help\""), "\(result)")
    }
    try run(installation, ["runs", "show", Self.unknownRun], nil, status: 1)
    try run(installation, ["explain", Self.unknownRun], nil, status: 1)
    try run(installation, ["explain", "x"], nil, status: 64)
    try run(installation, ["trend", "--report", "pipeline_overview"], nil, status: 1)
    try run(installation, ["recipes", "pandas"], nil, status: 64)
    try run(installation, ["report", "pipeline_coverage"], nil, status: 64)
    try run(installation, ["status", "--tenant", "nobody"], nil, status: 64)
    try run(installation, ["schema", "nothing"], nil, status: 64)
    let secret = "postgresql://dyno_reports:hunter2@localhost/crm"
    let refused = try run(
      installation, ["status"], nil, status: 64, environment: ["DYNO_REPORTS_DATABASE_URL": secret])
    #expect(!refused.errors.contains("hunter2"), "\(refused)")
    let empty = TemporaryFolder()
    try run(
      installation, ["report", "pipeline_overview"], nil, status: 78,
      environment: ["DYNO_REPORTS_SCHEDULES": empty.path])
    try installation.database.load("REVOKE SELECT ON pipeline_stage FROM dyno_reports")
    try run(installation, ["run"] + Self.at, nil, status: 78)
    try printed.expectValid()
  }

  @Test func aDocumentThatCannotBeWrittenIsAFailure() throws {
    let installation = try Installation(Self.crm, files: ["acme.yaml": Installation.acme])
    let result = try Shell.run(
      ["sh", "-c", "\"$0\" check --json > /dev/full", Installation.program],
      environment: installation.environment)
    try printed.add(result, of: ["check"], nil, status: 1)
    #expect(result.errors.contains("cannot write the output"), "\(result)")
    try printed.expectValid()
  }

  /// A validator that finds nothing wrong proves nothing.
  @Test func whatIsWrongIsFound() throws {
    let wrong = [
      #"{"schemas":[{"command":"run"}]}"#, #"{"schemas":[],"more":1}"#, #"{"schemas":[]}{"schemas":[]}"#,
      #"{"schemas":[],"schemas":[]}"#, "",
    ]
    for text in wrong {
      let printed = PrintedJSON()
      printed.add(text, of: "schema", .schema)
      #expect(try printed.problems().hasPrefix("schema: schema: "), "\(text)")
    }
  }
}
