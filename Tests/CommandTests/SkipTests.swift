import Foundation
import PostgreSQL
import Runs
import Testing
import TestingDatabase

/// `skip` gives up periods that were never published, whatever their state.
struct SkipTests {
  private let installation: Installation

  init() throws { installation = try Installation() }

  private func skip(_ more: String...) throws -> Shell.Result {
    try installation.run(["skip", "--from", "2026-10-01", "--to", "2026-11-01"] + more)
  }

  private func restate() throws -> Shell.Result {
    try installation.run("restate", "--reason", "again", "--from", "2026-10-01", "--to", "2026-11-01")
  }

  private func compute() throws {
    let obstacle = installation.exports.path + "/.staging"
    try Data().write(to: URL(filePath: obstacle))
    #expect(try installation.tick().status == 73)
    try FileManager.default.removeItem(atPath: obstacle)
    #expect(try installation.states() == ["COMPUTED"])
  }

  @Test func skippedPeriodLosesItsRunsAndFactsAndCanBeBackfilled() throws {
    try compute()
    let ids = try installation.database.query("SELECT run_id FROM report_run ORDER BY run_id")
    #expect(!ids.isEmpty)
    #expect(try skip("--dry-run").output == "acme monthly 2026-10: would be skipped\n")
    #expect(try installation.states() == ["COMPUTED"])
    let result = try skip()
    #expect(result.status == 0 && result.output == "acme monthly 2026-10: skipped\n", "\(result)")
    #expect(try installation.states() == ["SKIPPED"])
    #expect(try installation.count("report_run") == 0)
    #expect(try installation.count("report_pipeline_coverage_fact") == 0)
    #expect(try installation.tick("--verbose").output == "Nothing is due.\n")
    // No run key is left that would prevent a backfill.
    let backfill = try installation.run(
      "backfill", "--from", "2026-10-01", "--to", "2026-11-01", "--at", Installation.at)
    #expect(backfill.status == 0, "\(backfill)")
    #expect(try installation.database.query("SELECT run_id FROM report_run ORDER BY run_id") == ids)
    #expect(try installation.run("verify").status == 0)
  }

  @Test func skipKeepsHeadersOfOtherTenantsAndPeriods() throws {
    let both = try Installation(files: ["acme.yaml": Installation.acme, "other.yaml": Installation.other])
    #expect(try both.tick().status == 0)
    try both.breakCoverage()
    #expect(try both.run("run", "--at", "2026-12-03T00:00:00Z", "--tenant", "acme").status == 1)
    let before = try both.count("report_run WHERE status = 'SUCCEEDED'")
    #expect(try both.count("report_run WHERE status = 'FAILED'") == 2)
    #expect(try both.run("skip", "--from", "2026-11-01", "--to", "2026-12-01").status == 0)
    #expect(try both.count("report_run WHERE status = 'FAILED'") == 0)
    #expect(try both.count("report_run WHERE status = 'SUCCEEDED'") == before)
    #expect(try both.run("verify").status == 0)
  }

  @Test func skipDetectsAPublicationWithoutCommit() throws {
    #expect(try installation.tick().status == 0)
    let before = try installation.dataFiles()
    // Its transaction was rolled back, but the renamed files are in place.
    try installation.database.load("UPDATE report_occurrence SET state = 'COMPUTED', files = NULL")
    for arguments in [["--dry-run"], []] {
      let result = try installation.run(["skip", "--from", "2026-10-01", "--to", "2026-11-01"] + arguments)
      #expect(
        result.status == 1 && result.errors.contains("some of its files are already published"), "\(result)")
    }
    #expect(try installation.states() == ["COMPUTED"])
    #expect(try installation.tick().status == 0)
    #expect(try installation.dataFiles() == before)
  }

  @Test func skipRefusesAMissingExportsFolder() throws {
    try compute()
    let result = try skip("--exports", installation.exports.path + "/elsewhere")
    #expect(result.status == 73 && result.errors.contains("is the folder mounted?"))
    #expect(try installation.states() == ["COMPUTED"])
  }

  @Test func skipRefusesAnEmptyFolderIfTheTenantHasPublishedBefore() throws {
    #expect(try installation.tick().status == 0)
    try installation.database.load("UPDATE report_occurrence SET state = 'COMPUTED', files = NULL")
    let mountPoint = TemporaryFolder()
    let result = try skip("--exports", mountPoint.path)
    #expect(result.status == 73 && result.errors.contains("is the folder mounted?"), "\(result)")
    #expect(try installation.states() == ["COMPUTED"])
  }

  @Test(arguments: [true, false])
  func skipDetectsAPartialPublication(isRestated: Bool) throws {
    #expect(try installation.tick().status == 0)
    if isRestated {
      try installation.database.load("UPDATE deal SET amount = coalesce(amount, 0) + 1")
      #expect(try restate().status == 0)
    }
    let whole = try installation.dataFiles()
    // The data files are in place, but the manifest is still the previous one.
    let revision = isRestated ? 2 : 1
    try installation.database.load(
      "UPDATE report_occurrence SET state = 'COMPUTED', files = NULL WHERE revision = \(revision)")
    let manifest = URL(filePath: installation.exports.path + "/tenant=acme/manifest.json")
    var before = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: manifest)) as? [String: Any])
    before["parts"] = []
    try JSONSerialization.data(withJSONObject: before).write(to: manifest)
    let result = try skip()
    #expect(result.status == 1 && result.errors.contains("`run` completes it"), "\(result)")
    #expect(try installation.tick().status == 0)
    #expect(try installation.dataFiles() == whole)
  }

  @Test func failureOfOneTenantDoesNotStopOthers() throws {
    let both = try Installation(files: ["acme.yaml": Installation.acme, "other.yaml": Installation.other])
    try Data().write(to: URL(filePath: both.exports.path + "/.staging"))
    #expect(try both.tick().status == 73)
    try FileManager.default.createDirectory(
      atPath: both.exports.path + "/tenant=acme", withIntermediateDirectories: true)
    try Data("{".utf8).write(to: URL(filePath: both.exports.path + "/tenant=acme/manifest.json"))
    let result = try both.run("skip", "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(result.status == 3 && result.errors.contains("acme: "), "\(result)")
    #expect(result.output == "other monthly 2026-10: skipped\n")
  }

  @Test func backfillOfASkippedPeriodResetsItsFailures() throws {
    try installation.breakCoverage()
    for _ in 0..<3 { #expect(try installation.tick("--retry").status == 1) }
    #expect(try skip().status == 0)
    let backfill = try installation.run(
      "backfill", "--from", "2026-10-01", "--to", "2026-11-01", "--at", Installation.at)
    #expect(backfill.status == 1)
    #expect(try installation.database.query("SELECT failures FROM report_occurrence") == [["1"]])
  }

  @Test func skippedRestatementDoesNotReuseItsNumber() throws {
    #expect(try installation.tick().status == 0)
    try installation.breakCoverage()
    #expect(try restate().status == 1)
    let skipped = try skip()
    #expect(skipped.output == "acme monthly 2026-10, revision 2: skipped\n")
    #expect(try installation.states() == ["PUBLISHED", "SKIPPED"])
    let status = try installation.run("status", "--at", Installation.at)
    #expect(status.output.contains("last published 2026-10") && !status.output.contains("skipped"))
    #expect(try installation.tick("--verbose").output == "Nothing is due.\n")
    try installation.mendCoverage()
    #expect(try restate().status == 0)
    let manifest = try PublishedManifest(installation.publishedFiles())
    #expect(manifest.occurrences.map(\.revision) == [3] && manifest.occurrences.map(\.supersedes) == [1])
    #expect(manifest.history.map(\.revision) == [1])
    #expect(try installation.run("verify").status == 0)
    let diff = try installation.run("diff", "2026-10", "--report", "pipeline_overview")
    #expect(diff.status == 0 && diff.output.contains("2026-10@1 and 2026-10@3"), "\(diff)")
    #expect(try skip().status == 1)
  }

  @Test func periodThatAWorkerComputesIsNotSkipped() throws {
    let blocker = try installation.database.owner.connect()
    try blocker.executeScript("SET search_path = \(installation.database.schema)")
    try blocker.executeScript("BEGIN; LOCK TABLE sales_target IN ACCESS EXCLUSIVE MODE")
    let running = try installation.start()
    try waitUntil { try installation.database.isAwaited("sales_target") }
    #expect(try skip().status == 1)
    try blocker.executeScript("ROLLBACK")
    #expect(running.wait().status == 0)
    #expect(try installation.states() == ["PUBLISHED"])
  }
}
