import Foundation
import Testing
import TestingDatabase

/// Where the CRM's tables are a copy, a period waits until the copy has caught up.
struct FreshnessRunTests {
  private let installation: Installation

  init() throws { installation = try Installation() }

  private func completeUntil(_ instant: String) throws {
    try installation.database.load(
      """
      CREATE OR REPLACE VIEW report_source_freshness AS SELECT '\(instant)'::timestamptz AS complete_until;
      GRANT SELECT ON report_source_freshness TO dyno_reports
      """)
  }

  @Test func aRunWaitsForTheCopyAndSaysSo() throws {
    // October ends at 23:00Z in Berlin.
    try completeUntil("2026-10-31T22:59:59Z")
    let text =
      "monthly 2026-10: waiting, it needs a CRM that is complete until 2026-10-31T23:00:00Z, and "
      + "report_source_freshness says that it is complete until 2026-10-31T22:59:59Z"
    let plan = try installation.run("plan", "--at", Installation.at)
    #expect(plan.status == 0 && plan.output.contains(text), "\(plan)")
    let waiting = try installation.tick()
    #expect(waiting.status == 75 && waiting.output.isEmpty, "\(waiting)")
    #expect(waiting.errors == "dyno-reports: warning: acme \(text)\n")
    #expect(try installation.states() == ["DUE"] && installation.count("report_run") == 0)
    let json = try installation.tick("--json")
    #expect(json.output.contains(#""needs_source_until" : "2026-10-31T23:00:00Z""#), "\(json)")
    #expect(json.output.contains(#""source_complete_until" : "2026-10-31T22:59:59Z""#))

    try completeUntil("2026-10-31T23:00:00Z")
    #expect(try installation.tick().status == 0)
    #expect(try installation.states() == ["PUBLISHED"])
  }

  @Test func aRestatementWaitsToo() throws {
    #expect(try installation.tick().status == 0)
    try completeUntil("2026-10-01T00:00:00Z")
    let restating = ["restate", "--reason", "r", "--from", "2026-10-01", "--to", "2026-11-01"]
    let dry = try installation.run(restating + ["--dry-run"])
    #expect(dry.status == 0 && dry.output.contains("2026-10: waiting, it needs a CRM"), "\(dry)")
    #expect(try installation.run(restating).status == 75)
    #expect(try installation.states() == ["PUBLISHED", "DUE"])
    // A later run computes it.
    try completeUntil("infinity")
    #expect(try installation.tick().status == 0)
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED"])
  }

  /// Nothing that fell due is forgotten meanwhile, and what was computed is published.
  @Test func aViewThatCannotBeReadStopsOnlyComputing() throws {
    #expect(try installation.tick().status == 0)
    try installation.database.load(
      """
      UPDATE report_occurrence SET state = 'COMPUTED';
      CREATE OR REPLACE VIEW report_source_freshness AS SELECT (1 / 0 || ' s')::interval + now() AS complete_until
      """)
    let later = "2026-12-03T00:00:00Z"
    let plan = try installation.run("plan", "--at", later)
    #expect(plan.output.contains("2026-11: waiting") && plan.errors.contains("while the view"), "\(plan)")
    let run = try installation.run("run", "--at", later)
    #expect(
      run.status != 0 && run.errors.contains("while the view report_source_freshness was read"), "\(run)")
    #expect(try installation.states() == ["PUBLISHED", "DUE"])
  }

  @Test func doctorNamesAViewThatCannotBeUsed() throws {
    try installation.database.load(
      "DROP VIEW report_source_freshness; CREATE VIEW report_source_freshness AS SELECT now()::date AS complete_until"
    )
    let doctor = try installation.run("doctor")
    #expect(
      doctor.status == 78 && doctor.output.contains("report_source_freshness.complete_until is date"),
      "\(doctor)")
    try installation.database.load("DROP VIEW report_source_freshness")
    let missing = try installation.run("doctor")
    #expect(
      missing.status == 78 && missing.output.contains("report_source_freshness does not exist"), "\(missing)")
    try completeUntil("2026-10-01T00:00:00Z")
    let behind = try installation.run("doctor")
    #expect(behind.output.contains("complete until 2026-10-01T00:00:00Z"), "\(behind)")
    try installation.database.load(
      "CREATE OR REPLACE VIEW report_source_freshness AS SELECT NULL::timestamptz AS complete_until")
    let unknown = try installation.run("doctor")
    #expect(unknown.status == 78 && unknown.output.contains("says no instant"), "\(unknown)")
  }

  @Test func commandsThatReadTheCRMNowSayThatItIsACopy() throws {
    #expect(try installation.tick().status == 0)
    try completeUntil("2026-11-05T00:00:00Z")
    let run = try #require(try installation.database.query("SELECT run_id FROM report_run LIMIT 1")[0][0])
    for command in [
      ["report", "pipeline_overview"], ["diff", "2026-10", "--now", "--report", "pipeline_overview"],
      ["explain", run],
    ] {
      let result = try installation.run(command)
      #expect(
        result.status == 0
          && result.errors.contains("copy: report_source_freshness says that it is complete until 2026-11-05"),
        "\(result)")
    }
  }
}
