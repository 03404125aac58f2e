import Foundation
import Testing
import TestingDatabase

struct BackfillTests {
  private func backfill(_ installation: Installation, _ more: String...) throws -> Shell.Result {
    try installation.run(
      ["backfill", "--from", "2026-08-01", "--to", "2026-11-01", "--at", Installation.at] + more)
  }

  @Test func periodsBeforeTheFirstAreComputedAndPublishedOnesAreNamed() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let before = try installation.publishedFiles()
    let result = try backfill(installation, "--verbose")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output.split(separator: "\n").map { $0.prefix(20) } == [
        "acme monthly 2026-08", "acme monthly 2026-09",
      ])
    #expect(
      result.errors.contains(
        "acme monthly 2026-10: published already; to compute again: dyno-reports restate --tenant acme "
          + "--schedule monthly --from 2026-10-01 --to 2026-11-01 --reason"))
    // October's data files are as they were.
    let after = try installation.publishedFiles()
    for (path, bytes) in before where path.contains("period=2026-10") { #expect(after[path] == bytes) }
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED", "PUBLISHED"])
    // All of it is there: no failure, nothing to do.
    let again = try backfill(installation)
    #expect(again.status == 0 && again.errors.contains("2026-08, 2026-09, 2026-10: published already"))
  }

  @Test func aPeriodThatWasSkippedIsMadeUpFor() throws {
    let installation = try Installation()
    #expect(try installation.run("run", "--at", "2026-09-03T00:00:00Z").status == 0)
    #expect(try installation.tick().errors.contains("acme monthly: skipped as too far back: 2026-09"))
    #expect(try installation.states() == ["PUBLISHED", "SKIPPED", "PUBLISHED"])
    #expect(try backfill(installation).status == 0)
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED", "PUBLISHED"])
    let status = try installation.run("status", "--at", Installation.at)
    #expect(!status.output.contains("skipped"))
  }

  @Test func aDryRunTouchesNothing() throws {
    let installation = try Installation()
    let result = try backfill(installation, "--dry-run")
    #expect(result.status == 0)
    for label in ["2026-08", "2026-09", "2026-10"] {
      #expect(result.output.contains("monthly \(label): backfill"))
    }
    #expect(try installation.count("report_occurrence") == 0)
    #expect(try installation.publishedFiles().isEmpty)
  }

  @Test func aRangeWithoutACompletePeriodIsAnError() throws {
    let installation = try Installation()
    let result = try installation.run(
      "backfill", "--from", "2026-11-01", "--to", "2027-01-01", "--at", Installation.at)
    #expect(result.status == 1 && result.errors.contains("no complete period lies between"))
  }

  @Test func aFailingPeriodOfABackfillIsRetriedByTheNextRun() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try installation.database.load("ALTER TABLE sales_target RENAME COLUMN target_amount TO goal")
    #expect(try backfill(installation).status == 1)
    #expect(try installation.states() == ["FAILED", "FAILED", "PUBLISHED"])
    try installation.database.load("ALTER TABLE sales_target RENAME COLUMN goal TO target_amount")
    #expect(try installation.tick().status == 0)
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED", "PUBLISHED"])
  }

  @Test func statusShowsWhatARemovedScheduleLeftOpen() throws {
    let installation = try Installation()
    try installation.database.load("ALTER TABLE sales_target RENAME COLUMN target_amount TO goal")
    #expect(try installation.tick().status == 1)
    let renamed = Installation.acme.replacing("name: monthly", with: "name: months")
    try Data(renamed.utf8).write(to: URL(filePath: installation.schedules.path + "/acme.yaml"))
    let status = try installation.run("status", "--at", Installation.at)
    #expect(status.output.contains("monthly  last published nothing, no longer in the schedule file"))
    #expect(status.output.contains("2026-10: left open, failed:"))
  }
}
