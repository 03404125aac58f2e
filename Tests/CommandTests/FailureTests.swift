import Foundation
import PostgreSQL
import Runs
import Testing
import TestingDatabase

/// Failures: their messages, and what they must not affect.
struct FailureTests {
  private static let broken = Installation.other.replacing(
    "period: monthly", with: "perod: monthly\n    period: never")

  @Test func badScheduleFileStopsOnlyItsTenant() throws {
    let installation = try Installation(files: ["acme.yaml": Installation.acme, "other.yaml": Self.broken])
    let result = try installation.tick()
    #expect(result.status == 3)
    let file = installation.schedules.path + "/other.yaml"
    #expect(result.errors.contains("\(file):7:5: "))
    #expect(result.errors.contains("did you mean `period`?"))
    #expect(result.errors.contains("\(file):8:"))
    #expect(try installation.publishedFiles()["tenant=acme/manifest.json"] != nil)
    #expect(try installation.publishedFiles().keys.allSatisfy { $0.hasPrefix("tenant=acme") })
    #expect(try installation.run("check").status == 78)
  }

  @Test func aPublishedRowThatCannotBeReadIsNamed() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try installation.database.load("UPDATE report_occurrence SET files = '{\"a\": 1}', failed_runs = NULL")
    let before = try installation.publishedFiles()
    let result = try installation.run("run", "--at", "2026-12-03T00:00:00Z")
    #expect(
      result.status == 1
        && result.errors.contains("row of monthly 2026-10, revision 1, cannot be read"), "\(result)")
    #expect(try installation.publishedFiles() == before)
    #expect(try installation.run("status").status == 0)
    let verified = try installation.run("verify")
    #expect(verified.status == 1 && verified.output.contains("monthly 2026-10, revision 1"), "\(verified)")
    // Nothing else says what was published.
    try FileManager.default.removeItem(
      atPath: installation.exports.path + "/tenant=acme/manifest/monthly-2026.json")
    let without = try installation.run("run", "--at", "2026-12-03T00:00:00Z")
    #expect(without.status == 73 && without.errors.contains("from a backup of the database"), "\(without)")
  }

  @Test func missingDatabaseIsReportedInOneLine() throws {
    let installation = try Installation()
    let result = try installation.run(
      "run", environment: ["DYNO_REPORTS_DATABASE_URL": "postgresql://reports@localhost:1/crm"])
    #expect(result.status == 69)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains("port 1, database crm, user reports"))
    #expect(result.output.isEmpty)
  }

  @Test func passwordInTheURLIsRefusedAndNotPrinted() throws {
    let result = try Installation().run(
      "run", "--database-url", "postgresql://reports:hunter2@localhost/crm")
    #expect(result.status == 64)
    #expect(!result.errors.contains("hunter2") && result.errors.contains(".pgpass"))
  }

  @Test func missingMigrationIsReportedWithTheCommand() throws {
    let installation = try Installation()
    try installation.database.load("DELETE FROM report_migration WHERE version > 1")
    let result = try installation.tick()
    #expect(result.status == 78)
    #expect(result.errors.contains("run `dyno-reports migrate`"))
  }

  @Test func usageErrorsExitWith64() throws {
    let installation = try Installation()
    for arguments in [
      ["run", "--jobs", "0"], ["run", "--at", "yesterday"], ["run", "--tenant", "nobody"], ["rum"],
    ] {
      let result = try installation.run(
        arguments[0], arguments.count > 1 ? arguments[1] : "--help-me",
        arguments.count > 2 ? arguments[2] : "x")
      #expect(result.status == 64, "\(arguments)")
    }
  }

  @Test func computingErrorFailsTheOccurrenceAndARetrySucceeds() throws {
    let installation = try Installation()
    try installation.breakCoverage()
    let result = try installation.tick()
    #expect(result.status == 1)
    #expect(result.errors.contains("acme monthly 2026-10: permission denied for table"))
    #expect(result.errors.contains("`dyno-reports migrate`, which grants what is needed"))
    #expect(try installation.states() == ["FAILED"])
    let headers = try installation.database.query(
      "SELECT report_type, status, error_message FROM report_run ORDER BY report_type")
    #expect(headers.map { $0[0] } == ["pipeline_coverage", "pipeline_overview"])
    #expect(headers.allSatisfy { $0[1] == "FAILED" && $0[2]?.contains("permission denied") == true })
    #expect(try installation.publishedFiles().isEmpty)

    try installation.mendCoverage()
    let plan = try installation.run("plan", "--at", Installation.at, "--retry")
    #expect(plan.output.contains("monthly 2026-10: retry"))
    #expect(try installation.tick("--retry").status == 0)
    #expect(try installation.states() == ["PUBLISHED"])
    // The history of the failed attempt stays. The manifest is about the successful one.
    #expect(try installation.count("report_run WHERE status = 'FAILED'") == 2)
    let manifest = try PublishedManifest(installation.publishedFiles())
    #expect(manifest.occurrences.flatMap(\.reports).allSatisfy { $0.complete && $0.runs?.failed ?? 0 == 0 })
  }

  /// What refuses the facts can refuse the headers of the failure as well.
  @Test func aFailureWithoutHeadersIsRecordedAllTheSame() throws {
    let installation = try Installation()
    try installation.database.load("REVOKE INSERT ON report_run FROM dyno_reports")
    let result = try installation.tick()
    #expect(result.status == 1 && result.errors.contains("run `dyno-reports migrate`"), "\(result)")
    let row = "SELECT state, failures, error_message IS NOT NULL FROM report_occurrence"
    #expect(try installation.database.query(row) == [["FAILED", "1", "t"]])
    #expect(try installation.tick("--verbose").output.contains("waiting"))
    // The way out that the message names.
    let owner = installation.database.runtimeURL.replacing("user=dyno_reports", with: "user=postgres")
    #expect(try installation.run("migrate", environment: ["DYNO_REPORTS_DATABASE_URL": owner]).status == 0)
    #expect(try installation.tick("--retry").status == 0)
  }

  @Test func failingTenantDoesNotStopOthers() throws {
    let installation = try Installation(files: [
      "acme.yaml": Installation.acme, "other.yaml": Installation.other,
    ])
    // Only acme has coverage.
    try installation.breakCoverage()
    let result = try installation.tick()
    #expect(result.status == 3)
    #expect(try installation.publishedFiles()["tenant=other/manifest.json"] != nil)
    #expect(try installation.publishedFiles()["tenant=acme/manifest.json"] == nil)
  }

  @Test func failureToWriteExportsLeavesTheOccurrenceComputed() throws {
    let installation = try Installation()
    // A file in place of the folder: not even root can write into it.
    let obstacle = installation.exports.path + "/.staging"
    try Data().write(to: URL(filePath: obstacle))
    let result = try installation.tick()
    #expect(result.status == 73)
    #expect(result.errors.contains(".staging"))
    #expect(try installation.states() == ["COMPUTED"])
    try FileManager.default.removeItem(atPath: obstacle)
    #expect(try installation.run("plan", "--at", Installation.at).output.contains("unpublished"))
    #expect(try installation.tick().status == 0)
    #expect(try installation.states() == ["PUBLISHED"])
  }

  @Test func anotherTenantsFolderIsNotOverwritten() throws {
    let installation = try Installation()
    let folder = installation.exports.path + "/tenant=acme"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let manifest = Data(#"{"tenant": {"id": "\#(SmallCRM.other)", "slug": "acme"}}"#.utf8)
    try manifest.write(to: URL(filePath: folder + "/manifest.json"))
    let result = try installation.tick()
    #expect(result.status == 78)
    #expect(result.errors.contains("another tenant's files"))
    #expect(try installation.publishedFiles() == ["tenant=acme/manifest.json": manifest])
  }

  @Test func damagedManifestIsReplaced() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let path = installation.exports.path + "/tenant=acme/manifest.json"
    let before = try installation.publishedFiles()
    try Data("{\"tena".utf8).write(to: URL(filePath: path))
    try installation.database.load("UPDATE report_occurrence SET state = 'COMPUTED'")
    #expect(try installation.tick().status == 0)
    #expect(try PublishedManifest(installation.publishedFiles()).occurrences.count == 1)
    #expect(try installation.publishedFiles().keys == before.keys)
    #expect(try installation.run("verify").status == 0)
  }

  @Test func computedPeriodIsPublishedAfterItsScheduleIsRemoved() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let before = try installation.publishedFiles()
    try installation.database.load("UPDATE report_occurrence SET state = 'COMPUTED'")
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme")
    let renamed = Installation.acme.replacing("name: monthly", with: "name: yearly")
      .replacing("period: monthly", with: "period: yearly")
    try Data(renamed.utf8).write(to: URL(filePath: installation.schedules.path + "/acme.yaml"))
    #expect(try installation.tick().status == 0)
    #expect(try installation.publishedFiles().keys.filter { $0.contains("monthly") }.count == 7)
    let path =
      "tenant=acme/csv/report=pipeline_overview/schedule=monthly/period=2026-10/pipeline_overview_acme_monthly_2026-10.csv.gz"
    #expect(try installation.publishedFiles()[path] == before[path])
  }

  @Test func filesOfAnUnknownTenantAreNotOverwritten() throws {
    let both = try Installation(files: ["acme.yaml": Installation.acme])
    #expect(try both.tick().status == 0)
    try FileManager.default.removeItem(atPath: both.exports.path + "/tenant=acme/manifest.json")
    let other = Installation.other.replacing("slug: other", with: "slug: acme")
    try Data(other.utf8).write(to: URL(filePath: both.schedules.path + "/acme.yaml"))
    let before = try both.publishedFiles()
    let result = try both.tick()
    #expect(result.status == 78 && result.errors.contains("files without a manifest"))
    #expect(try both.publishedFiles() == before)
  }

  @Test func longestNamesCanBePublished() throws {
    let name = String(repeating: "a", count: 63)
    let text = Installation.acme.replacing("slug: acme", with: "slug: \(name)")
      .replacing("name: monthly", with: "name: \(name)")
      .replacing("period: monthly", with: "period: {rolling: {days: 90}}")
    let installation = try Installation(files: ["acme.yaml": text])
    #expect(try installation.tick().status == 0)
    #expect(try installation.publishedFiles().count == 20)
  }

  @Test func failureToWriteOutputIsAnError() throws {
    let installation = try Installation()
    let command = "\"$1\" plan --offline --json > /dev/full"
    let result = try Shell.run(
      ["sh", "-c", command, "sh", Installation.program],
      environment: ["DYNO_REPORTS_SCHEDULES": installation.schedules.path])
    #expect(result.status == 1 && result.errors.contains("cannot write the output"))
  }

  @Test func unreportableDataFailsOnlyItsOwnRun() throws {
    let installation = try Installation()
    try installation.database.load(
      """
      UPDATE sales_target SET target_amount = 'NaN'
      WHERE tenant_id = '\(SmallCRM.acme)' AND principal_id = md5('user 5')::uuid AND period_start = '2026-10-01'
      """)
    let result = try installation.tick()
    #expect(result.status == 3)
    #expect(result.errors.contains("1 run could not be reported"))
    #expect(try installation.states() == ["PUBLISHED"])
    let failed = try installation.database.query(
      "SELECT error_message, input_params ->> 'principal_id' FROM report_run WHERE status = 'FAILED'")
    #expect(failed.count == 1 && failed[0][0]?.contains("not a number") == true)
    let facts = try installation.count("report_pipeline_coverage_fact")
    #expect(try installation.count("report_run WHERE report_type = 'pipeline_coverage'") == facts + 1)
    let manifest = try PublishedManifest(installation.publishedFiles())
    let reports = manifest.occurrences.flatMap(\.reports)
    #expect(reports.map(\.complete) == [true, false, true], "\(reports.map(\.report))")
    let listed = reports.compactMap(\.runs).flatMap(\.failedRuns)
    #expect(listed.map(\.dimensions["principal_id"]) == [failed[0][1]])
    #expect(listed.allSatisfy { $0.message.contains("not a number") })
    let runs =
      "tenant=acme/csv/report=report_run/schedule=monthly/period=2026-10/report_run_acme_monthly_2026-10.csv.gz"
    let lines = try Shell.output("gzip", "-dc", installation.exports.path + "/" + runs).split(separator: "\n")
    #expect(lines.count == facts + 3 && lines.count { $0.contains(",FAILED,") } == 1)
    // The period is final: corrected data needs `restate`.
    #expect(try installation.tick().status == 0)
  }

  @Test func occurrenceOfAnotherWorkerIsBusy() throws {
    let installation = try Installation()
    let connection = try installation.database.owner.connect()
    try connection.executeScript("SET search_path = \(installation.database.schema)")
    try connection.executeScript("BEGIN; LOCK TABLE sales_target IN ACCESS EXCLUSIVE MODE")
    let first = try installation.start()
    let observer = try installation.database.owner.connect()
    try waitUntil { try connection.waiters(observer) == 1 }
    let second = try installation.tick()
    #expect(second.status == 75)
    try connection.executeScript("ROLLBACK")
    #expect(first.wait().status == 0)
    #expect(try installation.states() == ["PUBLISHED"])
  }
}
