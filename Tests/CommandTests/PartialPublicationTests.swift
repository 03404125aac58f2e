import Foundation
import Testing
import TestingDatabase

/// A period that cannot be published does not prevent the publication of others.
struct PartialPublicationTests {
  private static let twoSchedules =
    Installation.acme + "\n" + """
        - name: weekly
          period: weekly
          reports:
            - type: pipeline_overview
      """

  /// Facts of many other periods. In a table with few rows, PostgreSQL would read all of them to find those of a run.
  private static let history = """
    INSERT INTO report_run (
      tenant_id, run_id, report_type, generated_at, period_start, period_end, input_params, status, run_key, schedule,
      revision, software_version, methodology_version, tzdata_version, occurrence_start, occurrence_end, fence)
    SELECT '\(SmallCRM.acme)', md5('run ' || i)::uuid, 'pipeline_overview', day, day, day + interval '1 day', '{}', 'SUCCEEDED',
           sha256(int8send(i)), 'history', 1, '0', '1', '2026f', day, day + interval '1 day', 1
    FROM generate_series(1, 2000) AS i, LATERAL (SELECT timestamptz '2020-01-01' + i * interval '1 day' AS day) AS d;
    INSERT INTO report_pipeline_overview_fact (run_id, tenant_id, status, deal_count, total_amount)
    SELECT run_id, tenant_id, 'WON', 1, 1 FROM report_run WHERE schedule = 'history';
    ANALYZE report_run, report_pipeline_overview_fact;
    """

  /// Reading the overview's facts of the weekly schedule raises an error.
  private static let damage = """
    \(history)
    CREATE POLICY damaged ON report_pipeline_overview_fact AS RESTRICTIVE FOR SELECT USING (
      CASE WHEN (SELECT r.schedule FROM report_run r WHERE r.tenant_id = report_pipeline_overview_fact.tenant_id
                   AND r.run_id = report_pipeline_overview_fact.run_id) = 'weekly'
           THEN 1 / (deal_count - deal_count) > 0 ELSE true END);
    """

  private let installation: Installation

  init() throws { installation = try Installation(files: ["acme.yaml": Self.twoSchedules]) }

  private func states() throws -> [String?] {
    try installation.database.query("SELECT state FROM report_occurrence ORDER BY schedule, revision").map {
      $0[0]
    }
  }

  @Test func otherPeriodsArePublishedAndTheBadOneIsReported() throws {
    try installation.database.load(Self.damage)
    let result = try installation.tick("--verbose")
    #expect(result.status == 3)
    #expect(
      result.errors.contains(
        "error: acme weekly 2026-W44 pipeline_overview: a value could not be processed (SQLSTATE 22012)"),
      "\(result)")
    #expect(result.output.contains("acme monthly 2026-10: "))
    #expect(try states() == ["PUBLISHED", "COMPUTED"])
    let manifest = try PublishedManifest(installation.publishedFiles())
    #expect(manifest.occurrences.map(\.schedule) == ["monthly"])
    #expect(try installation.publishedFiles().keys.filter { $0.contains("schedule=weekly") }.isEmpty)
    #expect(try installation.run("verify").status == 0)
    // Nothing else is left to publish.
    #expect(try installation.tick().status == 1)
    #expect(try installation.tick("--json").output.contains("\"report\" : \"pipeline_overview\""))
    try installation.database.load("DROP POLICY damaged ON report_pipeline_overview_fact")
    #expect(try installation.tick().status == 0)
    #expect(try states() == ["PUBLISHED", "PUBLISHED"])
    #expect(try installation.run("verify").status == 0)
  }

  @Test func unreadableLedgerRowIsReportedAndLeftOut() throws {
    let obstacle = installation.exports.path + "/.staging"
    try Data().write(to: URL(filePath: obstacle))
    #expect(try installation.tick().status == 73)
    try FileManager.default.removeItem(atPath: obstacle)
    try installation.database.load(
      "UPDATE report_occurrence SET request = '{\"reports\": 7}' WHERE schedule = 'weekly'")
    let result = try installation.tick()
    #expect(result.status == 3 && result.errors.contains("acme weekly 2026-W44: "), "\(result)")
    #expect(try states() == ["PUBLISHED", "COMPUTED"])
    #expect(try installation.run("verify").status == 0)
    #expect(try installation.run("skip", "--from", "2026-10-01", "--to", "2026-11-10").status == 0)
    #expect(try installation.tick().status == 0)
  }

  @Test func fileOfANewerUnpublishedRevisionIsReplaced() throws {
    #expect(try installation.tick().status == 0)
    let before = try installation.publishedFiles()
    let path =
      "/tenant=acme/csv/report=pipeline_overview/schedule=weekly/period=2026-W44/"
      + "pipeline_overview_acme_weekly_2026-W44.csv.gz"
    // A publisher that was killed after its first rename leaves this.
    try Data("newer".utf8).write(to: URL(filePath: installation.exports.path + path))
    try installation.database.load(
      """
      \(Self.history)
      CREATE POLICY damaged ON report_pipeline_overview_fact AS RESTRICTIVE FOR SELECT USING (
        CASE WHEN (SELECT r.revision FROM report_run r WHERE r.tenant_id = report_pipeline_overview_fact.tenant_id
                     AND r.run_id = report_pipeline_overview_fact.run_id) = 2
             THEN 1 / (deal_count - deal_count) > 0 ELSE true END);
      """)
    let restated = try installation.run(
      "restate", "--reason", "again", "--schedule", "weekly", "--from", "2026-10-01", "--to", "2026-11-10")
    #expect(restated.status == 1, "\(restated)")
    #expect(
      try installation.publishedFiles().filter { $0.key.hasSuffix(".gz") }
        == before.filter { $0.key.hasSuffix(".gz") })
    #expect(try installation.run("verify").status == 0)
  }

  @Test func restatementIsNotPublishedIfTheOldRevisionHasChanged() throws {
    #expect(try installation.tick().status == 0)
    let before = try installation.publishedFiles()
    // The files of revision 1 can no longer be written as they were published.
    try installation.database.load(
      """
      UPDATE report_pipeline_overview_fact f SET total_amount = total_amount + 1
      FROM report_run r WHERE r.run_id = f.run_id AND r.schedule = 'weekly'
      """)
    let restated = try installation.run(
      "restate", "--reason", "again", "--schedule", "weekly", "--from", "2026-10-01", "--to", "2026-11-10")
    #expect(
      restated.status == 1 && restated.errors.contains("are not those that were published"), "\(restated)")
    #expect(try states() == ["PUBLISHED", "PUBLISHED", "COMPUTED"])
    #expect(try installation.publishedFiles() == before)
    // A later period of the tenant is still published.
    let next = try installation.run("run", "--at", "2026-11-10T00:00:00Z", "--verbose")
    #expect(next.status == 3 && next.output.contains("acme weekly 2026-W45: "), "\(next)")
    // `skip` resolves the problem.
    #expect(try installation.run("skip", "--from", "2026-10-01", "--to", "2026-11-03").status == 0)
    #expect(try installation.run("run", "--at", "2026-11-10T00:00:00Z").status == 0)
  }

  /// A published file is lost, and cannot be written again as it was.
  @Test func lostFileIsNamedUntilItIsBack() throws {
    #expect(try installation.tick().status == 0)
    let path =
      installation.exports.path + "/tenant=acme/csv/report=pipeline_overview/schedule=weekly/period=2026-W44/"
      + "pipeline_overview_acme_weekly_2026-W44.csv.gz"
    let lost = try Data(contentsOf: URL(filePath: path))
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme/manifest.json")
    try installation.database.load(
      """
      UPDATE report_pipeline_overview_fact f SET total_amount = total_amount + 1
      FROM report_run r WHERE r.run_id = f.run_id AND r.schedule = 'weekly'
      """)
    for (instant, label) in [("2026-11-10", "2026-W45"), ("2026-11-17", "2026-W46")] {
      let result = try installation.run("run", "--at", instant + "T00:00:00Z", "--verbose")
      #expect(result.status == 3 && result.output.contains("acme weekly \(label): "), "\(result)")
      #expect(
        result.errors.contains("acme weekly 2026-W44 pipeline_overview: ")
          && result.errors.contains("put it back from a backup"), "\(result)")
    }
    try lost.write(to: URL(filePath: path))
    #expect(try installation.run("run", "--at", "2026-11-24T00:00:00Z").status == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: installation.exports.path + "/.staging/acme") == [])
    #expect(try installation.run("verify", "--offline").status == 0)
  }

  @Test func tooLongNameFailsOnlyItsPeriod() throws {
    let name = String(repeating: "w", count: 63)
    try installation.replaceSchedule(Self.twoSchedules.replacing("name: weekly", with: "name: \(name)"))
    // So deep that a path of 4,096 bytes has room for the shorter name but not for the longer one.
    let file = "/tenant=acme/csv/report=pipeline_overview/schedule=monthly/period=2026-10/"
    var deep = installation.exports.path
    while deep.utf8.count + file.utf8.count + 150 < 4_095 {
      deep += "/" + String(repeating: "d", count: min(200, 4_095 - deep.utf8.count - file.utf8.count - 150))
    }
    let make = try Shell.run(["mkdir", "-p", deep])
    #expect(make.status == 0, "\(make)")
    let result = try installation.run("run", "--at", Installation.at, "--exports", deep)
    #expect(result.status == 3, "\(result.status) \(result.errors.suffix(300))")
    #expect(result.errors.contains("\(name) 2026-W44 pipeline_overview: cannot look at"))
    #expect(try Set(states()) == ["PUBLISHED", "COMPUTED"])
  }

  @Test func fileSystemFailureEndsTheWholePublication() throws {
    let obstacle = installation.exports.path + "/.staging"
    try Data().write(to: URL(filePath: obstacle))
    #expect(try installation.tick().status == 73)
    #expect(try states() == ["COMPUTED", "COMPUTED"])
  }
}
