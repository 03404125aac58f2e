import Foundation
import Testing
import TestingDatabase

/// What is not reconstructed, and what takes the place of what.
extension ReconstructionTests {
  /// Nothing that is refused is recorded: the next `run` would compute it from the CRM as it is.
  @Test(arguments: [
    (
      "2026-03-01", "2026-05-01", 78,
      "2026-03 to 2026-04: the tenant's history of stages begins at 2026-07-04", 0
    ),
    ("2026-06-01", "2026-08-01", 3, "2026-06: the tenant's history of stages begins at 2026-07-04", 1),
  ])
  func periodsBeforeTheFirstVisitAreRefused(
    from: String, to: String, status: Int, message: String, count: Int
  ) throws {
    let installation = try installation()
    let dryRun = try installation.run(Self.backfill(from, to) + ["--dry-run"])
    #expect(dryRun.errors.contains(message) && dryRun.status == status, "\(dryRun.errors)")
    let result = try installation.run(Self.backfill(from, to))
    #expect(result.status == status && result.errors.contains(message), "\(result.errors)")
    let reconstructed = try installation.database.query(
      "SELECT count(*) FROM report_occurrence WHERE reconstructed")
    #expect(reconstructed == [["\(count)"]])
    #expect(
      try installation.database.query(
        "SELECT count(*) FROM report_occurrence WHERE end_date <= '2026-07-01'") == [["0"]])
  }

  @Test(arguments: [
    ("    reports: [{type: pipeline_overview}]", "pipeline_overview: it takes deals by"),
    (
      "    window: {next: quarterly}\n    reports: [{type: weighted_pipeline}]",
      "it looks at what was to come"
    ),
  ])
  func schedulesWithoutSuchReportsAreRefused(schedule: String, message: String) throws {
    let installation = try installation()
    let kept = Self.file.split(separator: "    exports", maxSplits: 1)[0]
    try installation.replaceSchedule(kept + schedule + "\n")
    let result = try installation.run(Self.backfill())
    #expect(result.status == 78 && result.errors.contains(message), "\(result.errors)")
    #expect(try installation.count("report_occurrence") == 0)
    let json = try Self.decode(installation.run(Self.backfill() + ["--dry-run", "--json"]).output)
    let refused = try #require(json["refused"] as? [[String: Any]])
    #expect((refused.first?["reason"] as? String)?.contains(message) == true)
  }

  /// A late snapshot gives way to a reconstruction. Neither one that was in time does, nor a reconstruction to a late snapshot.
  @Test func aRestatementKeepsTheBetterSource() throws {
    let installation = try installation()
    #expect(try installation.run("backfill", "--from", "2026-09-01", "--to", "2026-11-01").status == 0)
    try installation.database.load(
      "UPDATE report_occurrence SET request = request - 'late_snapshot' WHERE period_label = '2026-10'")
    func restate(_ more: String...) throws -> Shell.Result {
      try installation.run(
        ["restate", "--reason", "history", "--from", "2026-09-01", "--to", "2026-11-01"] + more)
    }
    let first = try restate("--as-it-was")
    #expect(
      first.status == 3 && first.errors.contains("2026-10: read from the CRM in time"), "\(first.errors)")
    let revisions =
      "SELECT period_label, revision, reconstructed FROM report_occurrence ORDER BY period_label, revision"
    let expected = [["2026-09", "1", nil], ["2026-09", "2", "t"], ["2026-10", "1", nil]]
    #expect(try installation.database.query(revisions) == expected)
    let plain = try restate()
    #expect(
      plain.status == 3 && plain.errors.contains("2026-09: reconstructed from the history of stages"),
      "\(plain.errors)")
    #expect(try restate("--as-it-was").status == 3)
    #expect(
      try installation.database.query(revisions)
        == expected.prefix(2) + [["2026-09", "3", "t"], ["2026-10", "1", nil], ["2026-10", "2", nil]])
    #expect(try installation.run("verify").status == 0)
  }

  /// A reconstruction that was interrupted ends as one, and the reports that it leaves out stay out.
  @Test func theNextRunTakesAReconstructionOver() throws {
    let installation = try installation()
    try installation.database.load("REVOKE INSERT ON report_stage_conversion_fact FROM dyno_reports")
    #expect(try installation.run(Self.backfill()).status != 0)
    #expect(
      try installation.database.query(
        "SELECT state, reconstructed FROM report_occurrence WHERE reconstructed")
        == [["FAILED", "t"]])
    let plan = try installation.run("plan", "--at", Installation.at, "--retry")
    #expect(plan.output.contains("monthly 2026-09: retry, reconstructed\n"), "\(plan.output)")
    try installation.database.load("GRANT INSERT ON report_stage_conversion_fact TO dyno_reports")
    // The pause has begun.
    #expect(
      try installation.run("plan").output.contains("monthly 2026-09: waiting, reconstructed, not tried"))
    let run = try installation.run("run", "--at", Installation.at, "--retry")
    #expect(run.status == 0, "\(run.errors)")
    let runs = try installation.database.query(
      """
      SELECT DISTINCT report_type, reconstructed FROM report_run
      WHERE occurrence_end = '2026-10-01 00:00Z' AND status = 'SUCCEEDED' ORDER BY 1
      """)
    #expect(runs == ["pipeline_stage_funnel", "stage_conversion", "weighted_pipeline"].map { [$0, "t"] })
    // The period of the ordinary run is as before.
    let ordinary = try installation.database.query(
      "SELECT count(*) FILTER (WHERE reconstructed), count(*) > 0 FROM report_run WHERE occurrence_end > '2026-10-01 00:00Z'"
    )
    #expect(ordinary == [["0", "t"]])
  }

  /// `plan` prints the command where the CRM would be read late, and the command does what it says.
  @Test func planSuggestsReconstructions() throws {
    let installation = try installation()
    try installation.replaceSchedule(
      Self.file.replacing("    period: monthly\n", with: "    period: monthly\n    since: 2026-06-01\n"))
    let plan = try installation.run("plan", "--at", Installation.at)
    let line = try #require(plan.output.split(separator: "\n").first { $0.contains("--as-it-was") })
    // The history begins in July, and October is read in time.
    #expect(line.contains("monthly 2026-07, 2026-08, 2026-09: read late"), "\(line)")
    #expect(
      plan.output.contains("monthly 2026-06: ended before the history of stages begins"), "\(plan.output)")
    let entries = try Self.decode(installation.run("plan", "--at", Installation.at, "--json").output)[
      "occurrences"]
    let marked = (entries as? [[String: Any]])?.filter { $0["could_be_reconstructed"] as? Bool == true }
    #expect(marked?.count == 3)
    let command = try #require(line.split(separator: "dyno-reports ").last)
    let result = try installation.run(
      command.split(separator: " ").map(String.init) + ["--at", Installation.at])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      try installation.database.query(
        "SELECT period_label FROM report_occurrence WHERE reconstructed ORDER BY 1")
        == [["2026-07"], ["2026-08"], ["2026-09"]])
    #expect(try !installation.run("plan", "--at", Installation.at).output.contains("--as-it-was"))
  }

  /// Without a visit, nothing is known, and nothing is suggested.
  @Test func aTenantWithoutHistoryIsRefused() throws {
    let installation = try installation()
    try installation.database.load(
      "DELETE FROM deal_pipeline_stage_state WHERE tenant_id = '\(SmallCRM.acme)'")
    try installation.replaceSchedule(
      Self.file.replacing("    period: monthly\n", with: "    period: monthly\n    since: 2026-08-01\n"))
    #expect(try !installation.run("plan", "--at", Installation.at).output.contains("--as-it-was"))
    let result = try installation.run(Self.backfill())
    #expect(
      result.status == 78 && result.errors.contains("the tenant has no history of stages"), "\(result.errors)"
    )
    let recorded = try installation.database.query(
      "SELECT count(*) FROM report_occurrence WHERE reconstructed OR period_label = '2026-09'")
    #expect(recorded == [["0"]])
  }

  /// A period that is computed already is published as it is, and the command says so.
  @Test func whatIsComputedIsPublishedAsItIs() throws {
    let installation = try installation()
    let obstacle = installation.exports.path + "/.staging"
    try Data().write(to: URL(filePath: obstacle))
    #expect(try installation.run("backfill", "--from", "2026-09-01", "--to", "2026-10-01").status == 73)
    try FileManager.default.removeItem(atPath: obstacle)
    let result = try installation.run(Self.backfill("2026-08-01"))
    #expect(result.status == 3, "\(result.errors)")
    #expect(result.errors.contains("2026-09: computed from the CRM as it is before this was asked for"))
    let rows = try installation.database.query(
      "SELECT period_label, state, reconstructed FROM report_occurrence WHERE end_date < '2026-10-02' ORDER BY 1"
    )
    #expect(rows == [["2026-08", "PUBLISHED", "t"], ["2026-09", "PUBLISHED", nil]])
  }

  /// An edited schedule cannot make a reconstruction of what has none.
  @Test(arguments: [
    ("    reports: [{type: pipeline_overview}]", "pipeline_overview: it takes deals by"),
    (
      "    window: {next: quarterly}\n    reports: [{type: weighted_pipeline}]",
      "it looks at what was to come"
    ),
  ])
  func aScheduleThatWasEditedSinceIsRefused(schedule: String, message: String) throws {
    let installation = try installation()
    try installation.database.load("REVOKE INSERT ON report_stage_conversion_fact FROM dyno_reports")
    #expect(try installation.run(Self.backfill()).status != 0)
    let kept = Self.file.split(separator: "    exports", maxSplits: 1)[0]
    try installation.replaceSchedule(kept + schedule + "\n")
    let run = try installation.run("run", "--at", Installation.at, "--retry")
    #expect(run.errors.contains(message) && run.errors.contains("`dyno-reports skip`"), "\(run.errors)")
    let published = try installation.database.query(
      "SELECT count(*) FROM report_occurrence WHERE reconstructed AND state = 'PUBLISHED'")
    #expect(published == [["0"]])
  }

  /// Given up, a period can be computed from the other source.
  @Test func aSkippedPeriodCanBeComputedOtherwise() throws {
    let installation = try installation()
    let september = ["--from", "2026-09-01", "--to", "2026-10-01"]
    for asItWas in [true, false, true] {
      try installation.database.load("REVOKE INSERT ON report_stage_conversion_fact FROM dyno_reports")
      #expect(try installation.run(["backfill"] + september + (asItWas ? ["--as-it-was"] : [])).status != 0)
      let recorded = try installation.database.query(
        "SELECT state, coalesce(reconstructed, false) FROM report_occurrence WHERE period_label = '2026-09'")
      #expect(recorded == [["FAILED", asItWas ? "t" : "f"]])
      try installation.database.load("GRANT INSERT ON report_stage_conversion_fact TO dyno_reports")
      if asItWas { #expect(try installation.run(["skip"] + september).status == 0) }
    }
    // Over a failed attempt from the other source, without `skip`.
    try installation.database.load("REVOKE INSERT ON report_stage_conversion_fact FROM dyno_reports")
    #expect(try installation.run(Self.backfill()).status != 0)
    try installation.database.load("GRANT INSERT ON report_stage_conversion_fact TO dyno_reports")
    let plain = try installation.run(["backfill"] + september)
    #expect(plain.status == 0, "\(plain.errors)")
    let runs =
      "SELECT DISTINCT reconstructed FROM report_run WHERE occurrence_end = '2026-10-01 00:00Z' AND status = 'SUCCEEDED'"
    #expect(try installation.database.query(runs) == [[nil]])
    #expect(try installation.run("verify").status == 0)
  }

  /// What a restatement takes away is said before, with the reason.
  @Test func theDryRunNamesReportsThatCannotBeReconstructed() throws {
    let installation = try installation()
    #expect(try installation.run("backfill", "--from", "2026-09-01", "--to", "2026-10-01").status == 0)
    let restate = [
      "restate", "--as-it-was", "--reason", "history", "--from", "2026-09-01", "--to", "2026-10-01",
    ]
    let dryRun = try installation.run(restate + ["--dry-run"])
    #expect(
      dryRun.output.contains("pipeline_overview: it cannot be reconstructed, as it takes deals by"),
      "\(dryRun.output)")
    #expect(try installation.run(restate).status == 0)
    let files = try installation.dataFiles().keys.filter { !$0.contains("/history/") }
    #expect(!files.contains { $0.contains("report=pipeline_overview") })
    // A report that is not there has no sum of 0.
    let diff = try installation.run("diff", "2026-09", "--report", "pipeline_overview").output
    #expect(diff.contains("no numbers: it was reconstructed, and this report cannot be"), "\(diff)")
    #expect(!diff.contains("of all rows") && !diff.contains("RECONSTRUCTED"), "\(diff)")
  }

  /// Files of an earlier version stay beside those that have the mark.
  @Test func whatAnEarlierVersionComputedStaysValid() throws {
    let installation = try installation()
    let obstacle = installation.exports.path + "/.staging"
    try Data().write(to: URL(filePath: obstacle))
    #expect(try installation.tick().status == 73)
    try FileManager.default.removeItem(atPath: obstacle)
    try installation.database.load(
      """
      UPDATE report_occurrence SET request = request || '{"versions": {
        "pipeline_stage_funnel": 2, "pipeline_overview": 2, "stage_conversion": 1, "weighted_pipeline": 1}}'
      """)
    #expect(try installation.tick().status == 0)
    #expect(try installation.run(Self.backfill()).status == 0)
    let schemas = try installation.publishedFiles().keys.filter { $0.hasSuffix(".xsd") }.map {
      $0.split(separator: "/").last ?? ""
    }
    for name in [
      "pipeline_stage_funnel-v2", "pipeline_stage_funnel-v3", "weighted_pipeline-v1", "weighted_pipeline-v2",
    ] {
      #expect(schemas.contains("\(name).xsd"), "\(schemas)")
    }
    #expect(try installation.run("verify").status == 0)
    let files = try installation.dataFiles()
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme")
    #expect(try installation.run("export").status == 0)
    #expect(try installation.dataFiles() == files)
  }
}
