import Foundation
import Testing
import TestingDatabase

/// The page for the operator.
struct StatusPageTests {
  private static let schedules = """
      - name: monthly
        period: monthly
        since: 2026-08-01
        reports: [{type: pipeline_overview}, {type: pipeline_coverage, principals: users}]
        exports: [csv]
      - name: weekly
        period: weekly
        reports: [{type: pipeline_stage_funnel}]
        exports: [csv]
    """

  private func page(_ published: PublishedPages, at instant: String) throws -> PageElement {
    let file = published.schedules.path + "/status.html"
    let result = try published.run("status", "--at", instant, "--html", file)
    try #require(result.status == 0, "\(result)")
    return try PageParser.parse(String(contentsOfFile: file, encoding: .utf8))
  }

  @Test func theVerdictStandsFirst() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let page = try page(published, at: "2026-11-03T00:00:00Z")
    #expect(page.all("h1").map(\.text) == ["acme is as it should be"])
    #expect(page.element(id: "failed") == nil)
    let all = try #require(page.element(id: "all"))
    #expect(all.all("tbody")[0].all("tr").count == 2)
    let marks = all.all("tbody")[0].all("svg").compactMap { $0.attributes["aria-label"] }
    // Whether the newest was read late depends on the clock.
    #expect(marks.map { $0.split(separator: ", ").count } == [3, 1])
    #expect(marks[0].hasPrefix("late, late, "))
    // A mark for each word, each of another shape than the others.
    let legend = all.all("ul", "legend")[0].all("li")
    #expect(Set(legend.map { "\($0.all("svg")[0].elements.map(\.attributes))" }).count == legend.count)
  }

  @Test func whatFailedStandsWithTheCommandToRun() throws {
    let published = try PublishedPages(
      RichCRM.script + "UPDATE deal SET amount = 'NaN' WHERE id = md5('deal 48')::uuid;", Self.schedules)
    try published.publish(status: 3)
    let page = try page(published, at: "2026-11-03T00:00:00Z")
    #expect(page.all("h1").map(\.text) == ["1 of 1 tenant needs someone"])
    let failed = try #require(page.element(id: "failed"))
    let commands = failed.all("code").map(\.text)
    #expect(
      commands.contains(
        "dyno-reports restate --tenant acme --schedule monthly --from 2026-10-01 --to 2026-11-01 --reason \"…\""
      ))
    // The command is one that the program takes.
    let words = try #require(commands.first { $0.contains("restate") }).split(separator: " ").dropFirst().map(
      String.init)
    let tried = try published.run(words.dropLast() + ["tried", "--dry-run"])
    #expect(tried.status == 0, "\(tried)")
  }

  @Test func aPeriodThatIsDueWaits() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let page = try page(published, at: "2026-11-10T00:00:00Z")
    let waiting = try #require(page.element(id: "waiting"))
    #expect(waiting.all("tbody")[0].text.contains("weekly 2026-W45"))
    #expect(page.all("h1").map(\.text) == ["acme is as it should be"])
  }

  @Test func aFileThatCannotBeWrittenIsNamed() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let result = try published.run("status", "--html", "/nowhere/status.html")
    #expect(result.status == 73 && result.errors.contains("cannot write /nowhere/status.html"))
  }

  /// What failed is named: whom it is about, of which report, and why.
  @Test func failedRunsAreNamedAndCounted() throws {
    let published = try PublishedPages(
      RichCRM.script + "UPDATE deal SET amount = 'NaN' WHERE id = md5('deal 48')::uuid;", Self.schedules)
    try published.publish(status: 3)
    let failed = try published.database.query(
      """
      SELECT r.report_type, l.name, r.error_message FROM report_run r JOIN report_label l ON l.id = (r.input_params ->> 'principal_id')::uuid
      WHERE r.status = 'FAILED' AND r.report_type = 'pipeline_coverage' AND r.period_start = '2026-09-30 22:00Z'
      """)
    try #require(!failed.isEmpty)
    let items = try #require(page(published, at: "2026-11-03T00:00:00Z").element(id: "failed")).all("li")
      .map(\.text)
    for run in failed {
      #expect(
        items.contains { item in
          item.hasPrefix("pipeline coverage, ") && run.dropFirst().allSatisfy { item.contains($0 ?? "") }
        }, "\(run) in \(items)")
    }
  }

  /// A page can be opened whatever has happened.
  /// No option can name a schedule that is not in its file.
  @Test func commandsForARemovedScheduleCanBeRun() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    try published.database.load(
      "UPDATE report_occurrence SET failed_runs = 1 WHERE schedule = 'monthly' AND period_label = '2026-10'")
    let file = published.schedules.path + "/acme.yaml"
    try String(contentsOfFile: file, encoding: .utf8).replacing("name: monthly", with: "name: other")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let failed = try #require(page(published, at: "2026-11-03T00:00:00Z").element(id: "failed"))
    #expect(failed.text.contains("put the schedule back into its file and restate"))
    #expect(!failed.text.contains("--schedule monthly"))
  }

  @Test func manyFailuresMakeNoLargePage() throws {
    let published = try PublishedPages(
      RichCRM.script + "UPDATE deal SET amount = 'NaN' WHERE id = md5('deal 48')::uuid;", Self.schedules)
    try published.publish(status: 3)
    try published.database.load(
      """
      UPDATE report_occurrence SET failed_runs = 2350 WHERE period_label = '2026-10';
      INSERT INTO report_occurrence (
        tenant_id, schedule, period_start, period_end, revision, period_kind, period_label, start_date, end_date,
        timezone, state, request, as_of, tzdata_version, recorded_at, snapshot_at, files, failed_runs, published_at)
      SELECT tenant_id, schedule, month AT TIME ZONE timezone, (month + interval '1 month') AT TIME ZONE timezone, 1, period_kind,
             to_char(month, 'YYYY-MM'), month, month + interval '1 month', timezone,
             state, request, as_of, tzdata_version, recorded_at, snapshot_at, files, failed_runs, published_at
      FROM (SELECT * FROM report_occurrence WHERE period_label = '2026-10') AS o,
           generate_series(timestamp '1900-01-01', '2026-07-01', '1 month') AS month;
      """)
    let page = try page(published, at: "2026-11-03T00:00:00Z")
    let failed = try #require(page.element(id: "failed"))
    let rows = failed.all("tbody")[0].all("tr").filter { $0.text.hasPrefix("acmemonthly") }
    #expect(rows.count == 11)
    let shown = rows[0].all("li").count
    #expect(
      rows[0].text.contains(
        "and \(HandRounding.rounded("\(2350 - shown)")) more: dyno-reports runs --failed --tenant acme"))
    #expect(
      rows[10].text.contains("1900-01 to ") && rows[10].text.contains("more periods of which runs failed"))
    for code in failed.all("code").map(\.text) where code.contains(" runs ") {
      let words = code.split(separator: " ").dropFirst().map(String.init)
      #expect(try published.run(words).status == 0, "\(code)")
    }
  }

  /// The words of the ledger's states are not shown to people.
  @Test(arguments: [
    ("state = 'RUNNING'", "being computed", "A worker has it."),
    ("state = 'COMPUTED'", "computed, not published", "The next run publishes it."),
  ])
  func whatAPeriodWaitsForIsSaid(change: String, state: String, next: String) throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    try published.database.load(
      "UPDATE report_occurrence SET \(change), published_at = NULL, files = NULL WHERE schedule = 'weekly'")
    let page = try page(published, at: "2026-11-03T00:00:00Z")
    let row = try #require(page.element(id: "waiting")).all("tbody")[0].text
    #expect(row.contains(state) && row.contains(next))
    let all = try #require(page.element(id: "all")).all("tbody")[0].all("tr")[1]
    #expect(all.all("td").last?.text == state && all.all("svg")[0].attributes["aria-label"] == state)
    #expect(!page.text.contains("RUNNING") && !page.text.contains("COMPUTED"))
  }

  /// Twelve windows of the schedule: also those that were never recorded.
  @Test func theMarksAreThoseOfTheLastTwelveWindows() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let backfill = try published.run(
      "backfill", "--schedule", "monthly", "--from", "2025-09-01", "--to", "2026-05-01", "--at",
      "2026-11-03T00:00:00Z")
    try #require(backfill.status == 0, "\(backfill)")
    let page = try page(published, at: "2026-11-03T00:00:00Z")
    let marks = try #require(page.element(id: "all")).all("tbody")[0].all("svg")[0]
    let words = (marks.attributes["aria-label"] ?? "").split(separator: ", ").map(String.init)
    // November to April, May to July, August to October.
    #expect(words.count == 12 && words[6...8] == ["missing", "missing", "missing"], "\(words)")
    let failed = try #require(page.element(id: "failed"))
    #expect(
      failed.all("tbody")[0].all("tr").map(\.text).contains { $0.contains("2026-05 to 2026-07missing") })
    let command = try #require(failed.all("code").map(\.text).first { $0.contains("backfill") })
    #expect(command.hasSuffix("--from 2026-05-01 --to 2026-08-01"))
  }

  @Test func aRestatementIsNewsForSevenDays() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let result = try published.run(
      "restate", "--reason", "credit notes", "--schedule", "monthly", "--from", "2026-09-01", "--to",
      "2026-10-01")
    try #require(result.status == 0, "\(result)")
    let restated = try #require(page(published, at: "2026-11-03T00:00:00Z").element(id: "restated"))
    #expect(restated.all("tbody")[0].text.contains("2026-09") && restated.text.contains("credit notes"))
    try published.database.load(
      "UPDATE report_occurrence SET published_at = published_at - interval '7 days'")
    #expect(try page(published, at: "2026-11-03T00:00:00Z").element(id: "restated") == nil)
  }

  /// A link stays a link, and a descriptor is written to, not replaced.
  @Test func thePageGoesToWhatIsThere() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let (link, file) = (published.schedules.path + "/link.html", published.schedules.path + "/real.html")
    try Data("old".utf8).write(to: URL(filePath: file))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.html")
    let at = "2026-11-03T00:00:00Z"
    try #require(published.run("status", "--at", at, "--html", link).status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.html")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(try PageParser.parse(text).all("h1").count == 1)
    let printed = try published.run("status", "--at", at, "--html", "/dev/stdout")
    #expect(printed.status == 0 && printed.output == text)
    #expect(
      try FileManager.default.attributesOfItem(atPath: "/dev/stdout")[.type] as? FileAttributeType
        == .typeSymbolicLink)
  }
}
