import Foundation
import Runs
import Testing
import TestingDatabase

/// The tree of the first release has no parameters and no headers: the schedule file must reproduce the ids.
struct FirstReleaseAdoptionTests {
  private let installation: Installation
  private let before: [String: Data]

  init() throws {
    installation = try Installation(.f0e1412)
    before = try installation.publishedFiles()
    _ = try Migrator(installation.database.owner).migrate()
  }

  /// Everything but the versions, which those files do not have, and what each run's warnings were.
  private func runs() throws -> [[String?]] {
    try installation.database.query(
      """
      SELECT r.run_id, r.report_type, r.status, r.error_message, r.input_params, r.generated_at, r.period_start, r.period_end
      FROM report_run r JOIN report_occurrence o ON o.state = 'PUBLISHED' AND o.schedule = r.schedule
        AND o.revision = r.revision AND o.snapshot_at = r.generated_at
      ORDER BY 1
      """)
  }

  private func facts() throws -> [[String?]] {
    try ["overview", "stage_funnel", "coverage"].flatMap { name in
      try installation.database.query(
        "SELECT to_jsonb(f) FROM report_pipeline_\(name)_fact f JOIN report_run r USING (tenant_id, run_id) "
          + "JOIN report_occurrence o ON o.state = 'PUBLISHED' AND o.schedule = r.schedule AND o.revision = r.revision "
          + "AND o.snapshot_at = r.generated_at ORDER BY 1")
    } + installation.database.query("SELECT to_jsonb(f) FROM report_rep_performance_fact f ORDER BY 1")
  }

  private func forget() throws {
    try installation.database.load(
      "DELETE FROM report_run; DELETE FROM report_change; DELETE FROM report_occurrence; DELETE FROM report_tenant"
    )
  }

  @Test func itIsTakenOver() throws {
    let known = (try runs(), try facts())
    try forget()
    let result = try installation.run("adopt", "--verbose")
    #expect(result.status == 0, "\(result)")
    let again = (try runs(), try facts())
    #expect(again.0 == known.0 && again.0.contains { $0[2] == "FAILED" })
    #expect(again.1 == known.1 && !again.1.isEmpty)
    for arguments in [["verify"], ["verify", "--offline"]] {
      let verified = try installation.run(arguments)
      #expect(verified.status == 0, "\(verified)")
    }
    #expect(try installation.publishedFiles() == before)
    // Twice is once.
    let twice = try installation.run("adopt", "--verbose")
    #expect(twice.status == 0 && twice.output.contains("acme: 0 taken over"), "\(twice)")
    // The next publication takes the tree over.
    let run = try installation.run("run", "--at", "2026-11-10T00:00:00Z")
    #expect(run.status == 0, "\(run)")
    let verified = try installation.run("verify")
    #expect(verified.status == 0, "\(verified)")
    let old = before.filter { $0.key.hasSuffix(".gz") && !$0.key.contains("/history/") }
    #expect(try installation.dataFiles().filter { old.keys.contains($0.key) } == old)
  }

  @Test func anotherScheduleFileProvesNothing() throws {
    try forget()
    let schedule = try UpgradeFixture.f0e1412.schedule
    try installation.replaceSchedule(
      schedule.replacing("include_closed: true", with: "include_closed: false"))
    let result = try installation.run("adopt")
    #expect(
      result.status == 3 && result.errors.contains("do not follow from the schedule file")
        && result.errors.contains("--without-facts"), "\(result)")
    try FileManager.default.removeItem(atPath: installation.schedules.path + "/acme.yaml")
    let none = try installation.run("adopt")
    #expect(none.status == 1 && none.errors.contains("no schedule file has them"), "\(none)")
    // Put back, it is proved.
    try installation.replaceSchedule(schedule)
    #expect(try installation.run("adopt").status == 0)
    #expect(try installation.run("verify").status == 0)
  }

  /// Final bytes: checked by their hashes, kept by a restatement, never written anew.
  @Test func whatCannotBeProvedIsTakenOverWithoutFacts() throws {
    try forget()
    try FileManager.default.removeItem(atPath: installation.schedules.path + "/acme.yaml")
    let result = try installation.run("adopt", "--without-facts", "--verbose")
    #expect(result.status == 0 && result.output.contains("taken over without its facts"), "\(result)")
    #expect(try installation.count("report_run") == 0)
    try installation.replaceSchedule(UpgradeFixture.f0e1412.schedule)
    #expect(try installation.run("verify").status == 0)
    #expect(try installation.run("export").status == 0)
    let old = before.filter { $0.key.hasSuffix(".gz") && !$0.key.contains("/history/") }
    #expect(try installation.dataFiles().filter { old.keys.contains($0.key) } == old)
    // What has no facts is not compared as if it were empty.
    let diff = try installation.run(
      "diff", "2026-07", "2026-09", "--schedule", "monthly", "--report", "pipeline_overview")
    #expect(diff.status == 1 && diff.errors.contains("was taken over without its facts"), "\(diff)")
    let trend = try installation.run("trend", "--schedule", "monthly", "--report", "pipeline_overview")
    #expect(trend.errors.contains("2026-07 is left out"), "\(trend)")

    let restated = try installation.run(
      "restate", "--schedule", "monthly", "--reason", "x", "--from", "2026-07-01", "--to", "2026-08-01")
    #expect(restated.status == 0, "\(restated)")
    let csv =
      "tenant=acme/csv/report=pipeline_overview/schedule=monthly/period=2026-07/pipeline_overview_acme_monthly_2026-07.csv.gz"
    let kept =
      "tenant=acme/history/schedule=monthly/period=2026-07/r1/pipeline_overview_acme_monthly_2026-07_r1.csv.gz"
    #expect(try installation.publishedFiles()[kept] == before[csv])
    let verified = try installation.run("verify")
    #expect(verified.status == 0, "\(verified)")

    // As after a kill between the renames of that restatement: the ledger has the first revision as current, and its files are in
    // the history alone.
    try installation.database.load(
      """
      DELETE FROM report_run WHERE revision = 2 AND schedule = 'monthly' AND period_end < '2026-08-02';
      DELETE FROM report_change WHERE sequence = (SELECT max(sequence) FROM report_change);
      DELETE FROM report_occurrence WHERE revision = 2 AND schedule = 'monthly' AND period_label = '2026-07';
      UPDATE report_occurrence
      SET files = regexp_replace(
        replace(files::text, '_r1.', '.'), 'history/schedule=monthly/period=2026-07/r1/([a-z_]+)_acme_monthly_2026-07.(csv|xml)',
        '\\2/report=\\1/schedule=monthly/period=2026-07/\\1_acme_monthly_2026-07.\\2', 'g')::jsonb
      WHERE schedule = 'monthly' AND period_label = '2026-07' AND revision = 1;
      UPDATE report_tenant SET tree_files = NULL
      """)
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme/manifest.json")
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme/manifest")
    #expect(try installation.run("export").status == 0)
    #expect(try installation.publishedFiles()[csv] == before[csv])
    #expect(try installation.run("verify").status == 0)
    let again = try installation.run(
      "restate", "--schedule", "monthly", "--reason", "x", "--from", "2026-07-01", "--to", "2026-08-01")
    #expect(again.status == 0, "\(again)")
    #expect(try installation.publishedFiles()[kept] == before[csv])

    // Nothing can write it again.
    try FileManager.default.removeItem(atPath: installation.exports.path + "/" + kept)
    let export = try installation.run("export")
    #expect(export.status == 73 && export.errors.contains("was taken over without its facts"), "\(export)")
    #expect(try installation.run("verify").status == 1)
    try before[csv]?.write(to: URL(filePath: installation.exports.path + "/" + kept))
    #expect(try installation.run("verify").status == 0)
    // Put the facts back, as soon as they can be proved.
    #expect(try installation.run("adopt").status == 0)
    #expect(try installation.count("report_run") > 0)
    // Now the parts say with which versions they were computed.
    #expect(try installation.run("export").status == 0)
    #expect(try installation.run("verify").status == 0)
  }
}
