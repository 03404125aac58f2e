import Foundation
import Testing
import TestingDatabase

/// Schedules that look at another window than the completed period.
struct WindowTests {
  static func acme(_ schedule: String, zone: String = "Europe/Berlin", fiscalYearStart: Int = 1)
    -> String
  {
    """
    tenant:
      id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11
      slug: acme
      timezone: \(zone)
      fiscal_year_start: \(fiscalYearStart)
    schedules:
      - name: outlook
    \(schedule)
    """
  }

  /// Every Monday, this quarter: the weeks that end on 28 September and on 5, 12 and 19 October.
  static let thisQuarter = acme(
    """
        period: weekly
        since: 2026-09-21
        window: {current: quarterly}
        reports:
          - type: pipeline_coverage
          - type: pipeline_overview
    """)
  static let at = "2026-10-20T00:00:00Z"
  static let labels = ["2026-W39", "2026-W40", "2026-W41", "2026-W42"]
  static let quarterTargets = """

    INSERT INTO sales_target (
      tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
    SELECT tenant_id, 'USER', principal_id, NULL, '2026-10-01', '2027-01-01', 90000
    FROM sales_target WHERE period_start = '2026-08-01';
    """

  func published() throws -> Installation {
    let installation = try Installation(
      SmallCRM.script + Self.quarterTargets, files: ["acme.yaml": Self.thisQuarter])
    let result = try installation.run("run", "--at", Self.at)
    #expect(result.status == 0, "\(result.errors)")
    return installation
  }

  struct Entry: Decodable {
    struct Period: Decodable, Equatable {
      let label: String
      let kind: String
      let start: String?
      let end: String
      let startDate: String?
      let endDate: String
    }
    let period: Period
    let window: Period?
    let lateSnapshot: Bool?
    let readsTodaysCrm: Bool?
    let asOf: String?
  }

  func decode<Value: Decodable>(_: Value.Type, _ json: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: Data(json.utf8))
  }

  /// The entries of the published parts.
  func entries(_ installation: Installation) throws -> [Entry] {
    struct Part: Decodable { let occurrences: [Entry] }
    return try installation.publishedFiles().filter { $0.key.hasPrefix("tenant=acme/manifest/") }
      .sorted { $0.key < $1.key }
      .flatMap { try decode(Part.self, String(decoding: $0.value, as: UTF8.self)).occurrences }
  }

  static let quarter = Entry.Period(
    label: "2026-Q4", kind: "quarterly", start: "2026-09-30T22:00:00Z", end: "2026-12-31T23:00:00Z",
    startDate: "2026-10-01", endDate: "2027-01-01")

  @Test func periodsThatShareAWindowHaveTheirOwnRuns() throws {
    let installation = try published()
    let runs = try installation.database.query(
      """
      SELECT o.period_label, count(*), count(DISTINCT r.run_id),
             min(to_char(r.period_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24')),
             min(r.input_params ->> 'window'), min(r.input_params ->> 'start_date'), min(r.input_params ->> 'period_kind'),
             bool_and((r.input_params ->> 'occurrence_end')::timestamptz = o.period_end
               AND (r.input_params ->> 'as_of')::timestamptz = o.period_end)
      FROM report_occurrence o JOIN report_run r
        ON r.occurrence_end = o.period_end AND r.occurrence_start = o.period_start AND r.fence = o.fence
      GROUP BY o.period_label ORDER BY o.period_label
      """)
    #expect(runs.map { $0[0] } == Self.labels)
    #expect(runs.map { $0[3] } == ["2026-06-30T22"] + Array(repeating: "2026-09-30T22", count: 3))
    for run in runs {
      #expect(run[1] == runs[0][1] && run[1] == run[2])
      #expect(run[4] == "current quarterly" && run[6] == "quarterly" && run[7] == "t")
    }
    #expect(runs[1][5] == "2026-10-01")
    #expect(
      try installation.database.query("SELECT count(*) FROM report_run")[0][0]
        == installation.database.query("SELECT count(DISTINCT run_id) FROM report_run")[0][0])
    // Each file has the rows of its own period.
    for label in Self.labels {
      let file =
        "tenant=acme/csv/report=pipeline_coverage/schedule=outlook/period=\(label)/"
        + "pipeline_coverage_acme_outlook_\(label).csv.gz"
      let rows = try Shell.output("gzip", "-dc", installation.exports.path + "/" + file).split(
        separator: "\n"
      )
      .dropFirst()
      let ids = try installation.database.query(
        """
        SELECT f.run_id FROM report_pipeline_coverage_fact f JOIN report_run r USING (tenant_id, run_id)
        JOIN report_occurrence o ON r.occurrence_end = o.period_end WHERE o.period_label = '\(label)'
        """)
      #expect(Set(rows.map { String($0.prefix(36)) }) == Set(ids.compactMap { $0[0] }) && !ids.isEmpty)
    }
    // The targets are those of the quarter.
    let targets = try installation.database.query(
      """
      SELECT DISTINCT o.period_label, f.target_amount, f.period_start
      FROM report_pipeline_coverage_fact f JOIN report_run r USING (tenant_id, run_id)
      JOIN report_occurrence o ON r.occurrence_end = o.period_end
      WHERE f.target_amount IS NOT NULL ORDER BY 1
      """)
    #expect(targets == Self.labels.dropFirst().map { [$0, "90000.00", "2026-10-01"] })
    // Deals count as open once they are created.
    let open = try installation.database.query(
      """
      SELECT o.period_label, sum(f.open_amount), (
        SELECT sum(coalesce(d.amount, 0))
        FROM deal d JOIN pipeline_stage s ON s.tenant_id = d.tenant_id AND s.id = d.stage_id
        CROSS JOIN LATERAL (
          SELECT DISTINCT principal FROM unnest(ARRAY[
            'u' || d.owned_by_user_id, 'u' || d.assigned_user_id, 'g' || d.owned_by_group_id, 'g' || d.assigned_group_id])
            AS principal
          WHERE principal IS NOT NULL) AS p
        WHERE d.tenant_id = o.tenant_id AND s.stage_state = 'OPEN' AND d.expected_close_date >= '2026-10-01'
          AND d.expected_close_date < '2027-01-01' AND d.created_at < o.period_end)
      FROM report_occurrence o JOIN report_run r ON r.occurrence_end = o.period_end
      JOIN report_pipeline_coverage_fact f ON f.tenant_id = r.tenant_id AND f.run_id = r.run_id
      WHERE o.period_label <> '2026-W39' GROUP BY o.tenant_id, o.period_label, o.period_end ORDER BY 1
      """)
    #expect(
      open.map { $0[0] } == Array(Self.labels.dropFirst()) && open.allSatisfy { $0[1] == $0[2] }, "\(open)")
    #expect(Set(open.map { $0[1] }).count > 1)
    #expect(try installation.run("verify").status == 0)
  }

  @Test func filesOfSharedWindowsAreWrittenAgainByteForByte() throws {
    let installation = try published()
    let before = try installation.publishedFiles()
    let data = try installation.dataFiles()
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme/csv")
    #expect(try installation.run("export").status == 0)
    #expect(try installation.dataFiles() == data)
    // What is computed is published as it was computed, whatever the schedule file says now.
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme")
    try installation.database.load("UPDATE report_occurrence SET state = 'COMPUTED'")
    try installation.replaceSchedule(
      Self.thisQuarter.replacing("current: quarterly", with: "to_date: monthly"))
    let plan = try installation.run("plan", "--at", Self.at, "--json").output
    #expect(plan.contains("2026-Q4") && !plan.contains("\"monthly\""))
    #expect(try installation.run("run", "--at", Self.at).status == 0)
    #expect(try installation.dataFiles() == data)
    #expect(try entries(installation).map(\.window?.label) == ["2026-Q3", "2026-Q4", "2026-Q4", "2026-Q4"])
    #expect(try installation.publishedFiles().count == before.count)
  }

  @Test func aRestatedPeriodLeavesThoseWithTheSameWindowAlone() throws {
    let installation = try published()
    let before = try installation.dataFiles()
    try installation.database.load("UPDATE deal SET amount = coalesce(amount, 0) + 1")
    let result = try installation.run(
      "restate", "--reason", "corrected", "--from", "2026-10-05", "--to", "2026-10-12")
    #expect(result.status == 0, "\(result.errors)")
    let after = try installation.dataFiles()
    let changed = before.filter { after[$0.key] != $0.value }.keys
    #expect(!changed.isEmpty && changed.allSatisfy { $0.contains("period=2026-W41/") })
    let history = after.filter { $0.key.contains("/history/") }
    #expect(!history.isEmpty && history.keys.allSatisfy { $0.contains("period=2026-W41/r1/") })
    #expect(try installation.run("verify").status == 0)
    let entries = try entries(installation)
    #expect(entries.map(\.window?.label) == ["2026-Q3", "2026-Q4", "2026-Q4", "2026-Q4"])
    #expect(entries.map(\.asOf) == entries.map(\.period.end))

    // Restated with today's schedule file.
    try installation.replaceSchedule(
      Self.thisQuarter.replacing("current: quarterly", with: "to_date: monthly"))
    #expect(
      try installation.run(
        "restate", "--reason", "months", "--from", "2026-10-05", "--to", "2026-10-12"
      ).status == 0)
    #expect(
      try self.entries(installation).map(\.window?.label) == ["2026-Q3", "2026-Q4", "2026-10", "2026-Q4"])
    #expect(try installation.run("verify").status == 0)
  }

  @Test func skippingAPeriodDeletesItsOwnHeadersOnly() throws {
    let installation = try Installation(files: ["acme.yaml": Self.thisQuarter])
    #expect(try installation.run("run", "--at", "2026-10-13T00:00:00Z").status == 0)
    let runs = try installation.count("report_run")
    try installation.breakCoverage()
    #expect(try installation.run("run", "--at", Self.at).status == 1)
    #expect(try installation.count("report_run") > runs)
    let skip = try installation.run(
      "skip", "--schedule", "outlook", "--from", "2026-10-12", "--to", "2026-10-19")
    #expect(skip.status == 0, "\(skip.errors)")
    #expect(try installation.count("report_run") == runs)
    try installation.mendCoverage()
    let backfill = try installation.run(
      "backfill", "--from", "2026-10-12", "--to", "2026-10-19", "--at", Self.at)
    #expect(backfill.status == 0, "\(backfill.errors)")
    #expect(try entries(installation).map(\.period.label) == Self.labels)
    #expect(try installation.run("verify").status == 0)
  }

  @Test func theWindowOfACompletedPeriodIsThePeriod() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let entries = try entries(installation)
    #expect(!entries.isEmpty && entries.allSatisfy { $0.window == $0.period })
    // Earlier programs recorded none.
    try installation.database.load("UPDATE report_occurrence SET request = request - 'window'")
    let before = try installation.dataFiles()
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme")
    try installation.database.load("UPDATE report_occurrence SET state = 'COMPUTED'")
    #expect(try installation.tick().status == 0)
    #expect(try installation.dataFiles() == before)
    #expect(try self.entries(installation).allSatisfy { $0.window == $0.period })
    #expect(
      try installation.database.query("SELECT count(*) FROM report_run WHERE input_params ? 'window'") == [
        ["0"]
      ])
  }

  /// Daily periods around 1 April, where the fiscal year turns.
  @Test(arguments: [
    ("{to_date: yearly}", ["FY2026", "FY2026", "FY2027"]),
    ("{current: yearly}", ["FY2026", "FY2027", "FY2027"]),
    ("{to_date: quarterly}", ["FY2026-Q4", "FY2026-Q4", "FY2027-Q1"]),
    ("{next: quarterly}", ["FY2027-Q1", "FY2027-Q2", "FY2027-Q2"]),
  ])
  func windowsTurnWithTheFiscalYear(window: String, labels: [String]) throws {
    let file = Self.acme(
      """
          period: daily
          window: \(window)
          reports:
            - type: pipeline_coverage
      """, fiscalYearStart: 4)
    let installation = try Installation(files: ["acme.yaml": file])
    let result = try installation.run(
      "backfill", "--from", "2026-03-30", "--to", "2026-04-02", "--at", "2026-04-02T12:00:00Z")
    #expect(result.status == 0, "\(result.errors)")
    let entries = try entries(installation)
    #expect(entries.map(\.period.label).sorted() == ["2026-03-30", "2026-03-31", "2026-04-01"])
    #expect(
      entries.sorted { $0.period.label < $1.period.label }.map(\.window?.label) == labels)
    #expect(try installation.run("verify").status == 0)
  }

  /// A zone that is edited while a period waits for its retry.
  @Test func windowsAreCountedInTheZoneOfThePeriod() throws {
    let installation = try Installation(files: ["acme.yaml": Self.thisQuarter])
    try installation.breakCoverage()
    #expect(try installation.run("run", "--at", "2026-09-29T00:00:00Z").status == 1)
    let retry = ["plan", "--at", "2026-09-29T00:00:00Z", "--retry"]
    #expect(try installation.run(retry).output.contains("  outlook: reads the CRM as it is now"))
    #expect(try installation.run(retry + ["--json"]).output.contains("\"reads_todays_crm\" : true"))
    try installation.mendCoverage()
    try installation.replaceSchedule(
      Self.thisQuarter.replacing("Europe/Berlin", with: "Pacific/Auckland")
        .replacing("current: quarterly", with: "next: quarterly")
        .replacing("      - type: pipeline_overview", with: ""))
    let result = try installation.run("run", "--at", "2026-09-29T00:00:00Z", "--retry")
    #expect(result.status == 0, "\(result.errors)")
    let entries = try entries(installation)
    #expect(entries.map(\.window) == [Self.quarter])
    #expect(
      try installation.database.query(
        "SELECT DISTINCT input_params ->> 'timezone' FROM report_run WHERE status = 'SUCCEEDED'")
        == [["Europe/Berlin"]])
  }

  @Test func aZoneThatIsGoneFailsThePeriodAndSaysWhatToDo() throws {
    let installation = try Installation(files: ["acme.yaml": Self.thisQuarter])
    try installation.breakCoverage()
    #expect(try installation.run("run", "--at", "2026-09-29T00:00:00Z").status == 1)
    try installation.mendCoverage()
    try installation.database.load("UPDATE report_occurrence SET timezone = 'Europe/Nowhere'")
    let result = try installation.run("run", "--at", "2026-09-29T00:00:00Z", "--retry")
    #expect(result.status == 1 && result.errors.contains("Europe/Nowhere") && result.errors.contains("skip"))
    #expect(try installation.run("status", "--at", "2026-09-29T00:00:00Z").status == 0)
  }
}
