import Foundation
import Testing
import TestingDatabase

/// The pause after a failure, as `run`, `plan`, `status` and `backfill` handle it.
struct PausedRetryTests {
  private let installation: Installation

  init() throws {
    installation = try Installation()
    try installation.breakCoverage()
    #expect(try installation.tick().status == 1)
  }

  private func row(_ columns: String) throws -> [String?] {
    try installation.database.query("SELECT \(columns) FROM report_occurrence")[0]
  }

  @Test func runThatOnlyWaitsPrintsNothingAndTriesNothing() throws {
    let waiting = try installation.tick()
    #expect(waiting.status == 0 && waiting.output.isEmpty && waiting.errors.isEmpty, "\(waiting)")
    #expect(try row("state, attempt, failures") == ["FAILED", "1", "1"])
    let said = try installation.tick("--verbose")
    #expect(said.output.hasPrefix("acme monthly 2026-10: waiting, not tried again before 2"), "\(said)")
    let json = try installation.tick("--json")
    #expect(json.output.contains("\"waiting\"") && json.output.contains("\"until\""))
  }

  @Test func planAndStatusShowTheEndOfThePause() throws {
    let until = try #require(
      row(
        "to_char(date_trunc('second', failed_at) + interval '5 minutes', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")[
          0])
    let plan = try installation.run("plan", "--at", Installation.at)
    #expect(
      plan.status == 0
        && plan.output.contains("monthly 2026-10: waiting, not tried again before \(until); failed once: "))
    #expect(plan.output.contains("Nothing would be computed."))
    let status = try installation.run("status", "--at", Installation.at)
    #expect(status.output.contains("2026-10: retry, not before \(until), failed: "), "\(status)")
    let json = try installation.run("status", "--at", Installation.at, "--json")
    #expect(json.output.contains("\"waits_until\" : \"\(until)\""))
  }

  @Test func pauseGrowsWithEachFailure() throws {
    for failures in 2...3 {
      #expect(try installation.tick("--retry").status == 1)
      #expect(try row("failures") == ["\(failures)"])
    }
    let plan = try installation.run("plan", "--at", Installation.at)
    #expect(plan.output.contains("failed 3 times: "))
    try installation.database.load(
      "UPDATE report_occurrence SET failed_at = failed_at - interval '19 minutes'")
    #expect(try installation.tick().status == 0)
    try installation.database.load("UPDATE report_occurrence SET failed_at = failed_at - interval '1 minute'")
    #expect(try installation.tick().status == 1)
  }

  @Test func failedPeriodIsRetriedAfterThePause() throws {
    try installation.mendCoverage()
    try installation.database.load(
      "UPDATE report_occurrence SET failed_at = failed_at - interval '5 minutes'")
    #expect(try installation.tick().status == 0)
    #expect(try row("state, attempt") == ["PUBLISHED", "2"])
  }

  @Test func backfillDoesNotWaitForThePause() throws {
    try installation.mendCoverage()
    let result = try installation.run(
      "backfill", "--from", "2026-10-01", "--to", "2026-11-01", "--at", Installation.at)
    #expect(result.status == 0)
    #expect(try row("state") == ["PUBLISHED"])
  }
}
