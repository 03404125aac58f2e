import Foundation
import Testing
import TestingDatabase

struct BackfillTests {
  private func backfill(_ installation: Installation, _ more: String...) throws -> Shell.Result {
    try installation.run(
      ["backfill", "--from", "2026-08-01", "--to", "2026-11-01", "--at", Installation.at] + more)
  }

  @Test func earlierPeriodsAreComputedAndPublishedOnesAreReported() throws {
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
        "acme monthly 2026-10: already published; to compute it again: dyno-reports restate --tenant acme "
          + "--schedule monthly --from 2026-10-01 --to 2026-11-01 --reason"))
    // October's data files are unchanged.
    let after = try installation.publishedFiles()
    for (path, bytes) in before where path.contains("period=2026-10") { #expect(after[path] == bytes) }
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED", "PUBLISHED"])
    // Everything is published already: this is not an error.
    let again = try backfill(installation)
    #expect(again.status == 0 && again.errors.contains("2026-08, 2026-09, 2026-10: already published"))
  }

  @Test func skippedPeriodCanBeBackfilled() throws {
    let installation = try Installation()
    #expect(try installation.run("run", "--at", "2026-09-03T00:00:00Z").status == 0)
    #expect(
      try installation.tick().errors.contains("acme monthly: skipped, further back than catch_up: 2026-09"))
    #expect(try installation.states() == ["PUBLISHED", "SKIPPED", "PUBLISHED"])
    #expect(try backfill(installation).status == 0)
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED", "PUBLISHED"])
    let status = try installation.run("status", "--at", Installation.at)
    #expect(!status.output.contains("skipped"))
  }

  @Test func dryRunChangesNothing() throws {
    let installation = try Installation()
    let result = try backfill(installation, "--dry-run")
    #expect(result.status == 0)
    for label in ["2026-08", "2026-09", "2026-10"] {
      #expect(result.output.contains("monthly \(label): backfill"))
    }
    #expect(try installation.count("report_occurrence") == 0)
    #expect(try installation.publishedFiles().isEmpty)
  }

  @Test func rangeWithoutACompletePeriodIsAnError() throws {
    let installation = try Installation()
    for more in [[], ["--dry-run"], ["--json"]] {
      let result = try installation.run(
        ["backfill", "--from", "2026-11-01", "--to", "2027-01-01", "--at", Installation.at] + more)
      #expect(result.status == 1 && result.errors.contains("no complete period lies between"))
    }
  }

  @Test func dryRunShowsPeriodsRecordedForTheNextRun() throws {
    let daily = Installation.acme.replacing("period: monthly", with: "period: daily")
    let installation = try Installation(files: ["acme.yaml": daily])
    #expect(try installation.run("run", "--at", "2026-10-11T00:00:00Z").status == 0)
    let arguments = [
      "backfill", "--from", "2026-10-01", "--to", "2026-10-02", "--at", "2026-10-21T12:00:00Z",
    ]
    let dry = try installation.run(arguments + ["--dry-run"])
    #expect(
      dry.output.contains("monthly 9 periods, 2026-10-11 to 2026-10-19: skipped; `backfill` would compute it")
    )
    #expect(dry.output.contains("monthly 2026-10-20: becomes due; the next run computes it"))
    #expect(try installation.run(arguments).status == 0)
    #expect(try installation.count("report_occurrence WHERE state = 'SKIPPED'") == 9)
    #expect(try installation.count("report_occurrence WHERE state = 'DUE'") == 1)
  }

  @Test func restateHintSelectsTheSameRollingPeriods() throws {
    let rolling = Installation.acme.replacing("period: monthly", with: "period: {rolling: {days: 30}}")
    let installation = try Installation(files: ["acme.yaml": rolling])
    let backfill = ["backfill", "--from", "2026-10-20", "--to", "2026-10-23", "--at", Installation.at]
    #expect(try installation.run(backfill).status == 0)
    let again = try installation.run(backfill)
    let hint = try #require(again.errors.firstRange(of: /--from \S+ --to \S+/)).lowerBound
    #expect(again.errors[hint...].hasPrefix("--from 2026-10-20 --to 2026-10-23 "))
  }

  @Test func periodsRecordedByMistakeCanBeSkipped() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try installation.breakCoverage()
    #expect(try backfill(installation).status == 1)
    let skipped = try installation.run("skip", "--from", "2026-01-01", "--to", "2027-01-01")
    #expect(skipped.status == 0)
    #expect(skipped.output == "acme monthly 2026-08: skipped\nacme monthly 2026-09: skipped\n")
    #expect(try installation.states() == ["SKIPPED", "SKIPPED", "PUBLISHED"])
    #expect(try installation.tick("--verbose").output == "Nothing is due.\n")
    #expect(try installation.run("skip", "--from", "2026-01-01", "--to", "2027-01-01").status == 1)
    // A skipped period can be backfilled.
    try installation.mendCoverage()
    #expect(try backfill(installation).status == 0)
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED", "PUBLISHED"])
  }

  @Test func concurrentRunAndBackfillsDoNotBlockEachOther() throws {
    let daily = Installation.acme.replacing("period: monthly", with: "period: daily\n    since: 2026-07-01")
      .replacing("\n      - type: pipeline_coverage", with: "")
    let installation = try Installation(files: ["acme.yaml": daily])
    let running = try (0..<4).map { number in
      try number == 0
        ? installation.start()
        : installation.start(
          ["backfill", "--from", "2026-0\(number + 3)-01", "--to", "2026-10-01", "--at", Installation.at])
    }
    for result in running.map({ $0.wait() }) {
      #expect([0, 75].contains(result.status), "\(result)")
      #expect(!result.errors.contains("error"), "\(result)")
    }
    #expect(try installation.tick().status == 0)
    #expect(Set(try installation.states()) == ["PUBLISHED"])
  }

  @Test func failedBackfillIsRetriedByTheNextRun() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try installation.breakCoverage()
    #expect(try backfill(installation).status == 1)
    #expect(try installation.states() == ["FAILED", "FAILED", "PUBLISHED"])
    try installation.mendCoverage()
    #expect(try installation.tick("--retry").status == 0)
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED", "PUBLISHED"])
  }

  @Test func statusShowsOpenPeriodsOfARemovedSchedule() throws {
    let installation = try Installation()
    try installation.breakCoverage()
    #expect(try installation.tick().status == 1)
    let renamed = Installation.acme.replacing("name: monthly", with: "name: months")
    try Data(renamed.utf8).write(to: URL(filePath: installation.schedules.path + "/acme.yaml"))
    let status = try installation.run("status", "--at", Installation.at)
    #expect(status.output.contains("monthly  last published never, no longer in the schedule file"))
    #expect(status.output.contains("2026-10: left open, failed:"))
  }
}
