import Foundation
import Testing
import TestingDatabase

/// What a page says of the periods before, and that it goes on saying it.
struct HistoryTests {
  private static let schedules = """
      - name: monthly
        period: monthly
        since: 2026-08-01
        reports: [{type: pipeline_overview}, {type: pipeline_stage_funnel}]
        exports: [csv, html]
      - name: quarter
        period: weekly
        window: {current: quarterly}
        since: 2026-10-12
        reports: [{type: pipeline_coverage}]
        exports: [csv, html]
    """

  private func history(_ published: PublishedPages) throws -> [[String?]] {
    try published.database.query(
      "SELECT period_label, revision, view_history FROM report_occurrence WHERE revision = 1 ORDER BY schedule, period_label"
    )
  }

  @Test func aPageComparesItselfWithThePeriodsBefore() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let totals = try ["2026-08", "2026-09", "2026-10"].map { month in
      try published.rows("pipeline_stage_funnel", "monthly", month).reduce(0) {
        $0 + $1.hundredths("total_amount")
      }
    }
    #expect(Set(totals).count == 3)
    func figure(_ month: String) throws -> PageElement {
      try #require(published.page("monthly", month).all("section", "figures").first?.all("li").first)
    }
    func change(_ from: Int, _ to: Int) -> String {
      (to > from ? "+" : "") + HandRounding.short(amountText(to - from)) + " in a month"
    }
    let (first, second, third) = (try figure("2026-08"), try figure("2026-09"), try figure("2026-10"))
    #expect(first.all("p", "change")[0].all("b").isEmpty && first.all("svg", "trend").isEmpty)
    #expect(second.all("p", "change")[0].all("b").map(\.text) == [change(totals[0], totals[1])])
    #expect(third.all("p", "change")[0].all("b").map(\.text) == [change(totals[1], totals[2])])
    for (figure, count) in [(second, 2), (third, 3)] {
      #expect(figure.all("p", "q").map(\.text) == ["\(HandRounding.short(amountText(totals[0]))) in 2026-08"])
      let points = figure.all("polyline", "spark").map {
        $0.attributes["points"]?.split(separator: " ").count
      }
      #expect(points == [count])
    }
    let dates = try #require(published.page("monthly", "2026-10").element(id: "origin")).all("dd").map(\.text)
    #expect(dates.contains { $0.hasPrefix("from the facts of 2026-08 to 2026-09, ") })
    // Within the quarter, everyone has a line of the weeks before.
    let weeks = try published.page("quarter", "2026-W44").all("div", "coverage")[0].all("svg", "weeks")
    #expect(weeks.count == 1 && weeks[0].text.contains("from 2026-W42"))
    #expect(
      weeks[0].all("polyline", "spark").allSatisfy {
        $0.attributes["points"]?.split(separator: " ").count == 3
      })
    #expect(!weeks[0].all("polyline", "spark").isEmpty)
  }

  /// A page is not part of what is final, but what it said of other periods stays what it was.
  @Test func aRestatedPeriodDoesNotChangeLaterPages() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let months = ["2026-08", "2026-09", "2026-10"]
    let before = try months.map { try published.text("monthly", $0) }
    let kept = try history(published)
    try published.database.load("UPDATE deal SET amount = coalesce(amount, 0) + 1.05")
    let result = try published.run(
      "restate", "--reason", "amounts <b>corrected</b> & checked", "--schedule", "monthly", "--from",
      "2026-08-01", "--to", "2026-09-01")
    try #require(result.status == 0, "\(result)")
    #expect(try published.text("monthly", "2026-08") != before[0])
    for month in months.dropFirst() {
      try FileManager.default.removeItem(atPath: published.path("monthly", month))
    }
    let export = try published.run("export", "--tenant", "acme")
    try #require(export.status == 0, "\(export)")
    #expect(try months.dropFirst().map { try published.text("monthly", $0) } == Array(before.dropFirst()))
    #expect(try history(published) == kept)
    #expect(try published.run("verify").status == 0)
    try expectRestatement(published)
  }

  /// What is gone of a period before is a gap, and stops nothing.
  @Test func missingFactsOfAnEarlierPeriodAreAGap() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try #require(published.run("run", "--at", "2026-10-03T00:00:00Z", "--schedule", "monthly").status == 0)
    // As an earlier program left it, which kept nothing for pages.
    try published.database.load(
      """
      DELETE FROM report_pipeline_stage_funnel_fact WHERE run_id IN (SELECT run_id FROM report_run WHERE period_end = '2026-08-31 22:00Z');
      UPDATE report_occurrence SET view_history = NULL WHERE period_label = '2026-08';
      """)
    try published.publish()
    let figure = try #require(
      published.page("monthly", "2026-10").all("section", "figures").first?.all("li").first)
    #expect(figure.all("p", "change")[0].all("b").count == 1)
    #expect(figure.all("p", "q").map { $0.text.hasSuffix("in 2026-09") } == [true])
  }

  private static let changing = """
      - name: monthly
        period: monthly
        since: 2026-08-01
        reports: [{type: pipeline_stage_funnel}, {type: weighted_pipeline}, {type: pipeline_overview}]
        exports: [csv, html]
    """

  /// Changes the schedule file between the periods that end in September and October.
  private func changed(_ text: String, _ replacement: String, crm: String = "") throws -> PublishedPages {
    let published = try PublishedPages(RichCRM.script + crm, Self.changing)
    try #require(published.run("run", "--at", "2026-10-03T00:00:00Z").status == 0)
    let file = published.schedules.path + "/acme.yaml"
    let schedule = try String(contentsOfFile: file, encoding: .utf8)
    try #require(schedule.contains(text))
    try schedule.replacing(text, with: replacement).write(toFile: file, atomically: true, encoding: .utf8)
    try published.publish()
    return published
  }

  private func figures(_ published: PublishedPages, _ month: String) throws -> [String: PageElement] {
    let items = try #require(published.page("monthly", month).all("section", "figures").first).all("li")
    return Dictionary(items.map { (String($0.all("h3")[0].text.prefix(8)), $0) }) { first, _ in first }
  }

  private func changes(_ figure: PageElement?) -> [String]? {
    figure.map { $0.all("p", "change")[0].all("b").map(\.text) + $0.all("p", "q").map(\.text) }
  }

  private func reason(_ figure: PageElement?) -> String? {
    figure?.all("p", "why").first?.text
  }

  @Test func anotherDefinitionIsNotCompared() throws {
    let published = try changed(
      "{type: pipeline_stage_funnel}", "{type: pipeline_stage_funnel, include_closed: true}")
    let october = try figures(published, "2026-10")
    #expect(changes(october["Open pip"]) == [])
    #expect(
      reason(october["Open pip"]) == "No change is shown: 2026-09 was computed by another definition.")
    // The forecast's is the same as the month before, but in August, it ended with September.
    let weighted = try #require(changes(october["Weighted"]))
    #expect(
      weighted.count == 2 && weighted[0].hasSuffix(" in a month") && weighted[1].hasSuffix(" in 2026-09"))
    let september = try figures(published, "2026-09")
    #expect(changes(september["Weighted"]) == [])
    #expect(reason(september["Weighted"]) == "No change is shown: 2026-08 looked ahead to another date.")
    #expect(changes(september["Open pip"])?.count == 2)
  }

  @Test func anotherCurrencyIsNotCompared() throws {
    let published = try changed(
      "timezone: Europe/Berlin", "timezone: Europe/Berlin\n  currency: EUR",
      crm:
        "ALTER TABLE deal ADD currency text; UPDATE deal SET currency = 'USD' WHERE id = md5('deal 8')::uuid;"
    )
    let october = try figures(published, "2026-10")
    for figure in ["Open pip", "Weighted", "Won"] {
      #expect(changes(october[figure]) == [], "\(figure)")
      #expect(reason(october[figure]) == "No change is shown: 2026-09 has another currency.")
    }
    let page = try published.page("monthly", "2026-10")
    #expect(
      page.all("p", "subtitle")[0].text
        == "The completed month. Amounts in EUR; those in other currencies are added as they are.")
    #expect(
      page.element(id: "origin")?.all("dd").map(\.text).contains(
        "EUR; amounts in other currencies are added as they are") == true)
  }

  /// A deal that passes two won stages counts twice in the rows of stage conversion.
  @Test func severalWonStagesLeaveWhatWasWonToTheOverview() throws {
    func won(_ crm: String) throws -> (link: String?, value: String, published: PublishedPages) {
      let published = try PublishedPages(
        RichCRM.script + crm,
        """
          - name: monthly
            period: monthly
            reports: [{type: pipeline_overview}, {type: stage_conversion}]
            exports: [csv, html]
        """)
      try published.publish()
      let figure = try #require(figures(published, "2026-10")["Won"])
      return (figure.all("a")[0].attributes["href"], figure.all("p", "value")[0].text, published)
    }
    let one = try won("")
    #expect(one.link == "#conversion")
    let two = try won(
      "UPDATE pipeline_stage SET stage_state = 'DONE_SUCCESS' WHERE id = md5('stage 2')::uuid;")
    let rows = try two.published.rows("pipeline_overview", "monthly", "2026-10").filter {
      $0["status"] == "WON"
    }
    #expect(two.link == "#overview" && two.value == HandRounding.short(rows.total("total_amount")))
  }

  /// The first value of the line of the last periods, with its label.
  private func beginning(_ published: PublishedPages) throws -> [String] {
    try #require(published.page("monthly", "2026-10").all("section", "figures").first?.all("li").first)
      .all("p", "q").map(\.text)
  }

  /// The ledger has the figures of periods before: their facts are not added up again.
  @Test func figuresOfPeriodsBeforeAreThoseThatTheLedgerKeeps() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try #require(published.run("run", "--at", "2026-10-03T00:00:00Z", "--schedule", "monthly").status == 0)
    try published.database.load(
      """
      DELETE FROM report_pipeline_stage_funnel_fact WHERE run_id IN (SELECT run_id FROM report_run WHERE period_end = '2026-08-31 22:00Z');
      UPDATE report_occurrence SET view_history = jsonb_set(view_history, '{own,open_amount}', '"123.00"')
      WHERE period_label = '2026-08';
      """)
    try published.publish()
    #expect(try beginning(published) == ["123 in 2026-08"])
  }

  /// What an earlier program published has facts alone.
  @Test(arguments: ["NULL", "'{\"own\": 7}'"])
  func withoutThemTheFactsAreRead(_ kept: String) throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try #require(published.run("run", "--at", "2026-10-03T00:00:00Z", "--schedule", "monthly").status == 0)
    let total = try published.rows("pipeline_stage_funnel", "monthly", "2026-08").reduce(0) {
      $0 + $1.hundredths("total_amount")
    }
    try published.database.load(
      "UPDATE report_occurrence SET view_history = \(kept) WHERE period_label = '2026-08'")
    try published.publish()
    #expect(try beginning(published) == ["\(HandRounding.short(amountText(total))) in 2026-08"])
  }

  /// The same quarter is one window, whatever it was called.
  @Test func windowsAreComparedByTheirDates() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try #require(published.run("run", "--at", "2026-10-27T00:00:00Z", "--schedule", "quarter").status == 0)
    try published.database.load(
      """
      UPDATE report_occurrence SET request = jsonb_set(request, '{window,label}', '"Q4"') WHERE period_label = '2026-W42';
      UPDATE report_occurrence SET request = jsonb_set(request, '{window,start_date}', '"2026-09-28"') WHERE period_label = '2026-W43';
      """)
    try published.publish()
    let kept = try published.database.query(
      "SELECT e ->> 'label', e ->> 'same_window', e ? 'multiples' FROM report_occurrence, jsonb_array_elements(view_history -> 'earlier') AS e WHERE period_label = '2026-W44'"
    )
    #expect(kept == [["2026-W42", "true", "t"], ["2026-W43", "false", "f"]])
  }

  @Test func aHistoryThatCannotBeReadStopsOnlyItsPeriod() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    try published.database.load(
      "UPDATE report_occurrence SET view_history = '7' WHERE period_label = '2026-09'")
    for month in ["2026-08", "2026-09"] {
      try FileManager.default.removeItem(atPath: published.path("monthly", month))
    }
    let result = try published.run("export", "--tenant", "acme")
    #expect(result.status != 0 && result.errors.contains("2026-09"), "\(result)")
    #expect(FileManager.default.fileExists(atPath: published.path("monthly", "2026-08")))
  }

  /// The note has the reason, and the totals of both revisions.
  private func expectRestatement(_ published: PublishedPages) throws {
    let page = try published.page("monthly", "2026-08")
    let notes = try #require(page.all("div", "notes").first)
    let note = try #require(notes.elements.first { $0.all("b").first?.text == "Restated." })
    #expect(note.classes.isEmpty && note.all("b").count == 1)
    var expected = "Restated. Revision 2 replaces revision 1. Reason: amounts <b>corrected</b> & checked."
    for report in ["pipeline_overview", "pipeline_stage_funnel"] {
      let old = try published.rows(
        at: "history/schedule=monthly/period=2026-08/r1/\(report)_acme_monthly_2026-08_r1.csv.gz"
      ).reduce(0) { $0 + $1.hundredths("total_amount") }
      let new = try published.rows(report, "monthly", "2026-08").reduce(0) {
        $0 + $1.hundredths("total_amount")
      }
      try #require(new > old)
      let (was, now, more) = (
        HandRounding.rounded(amountText(old), decimals: 2),
        HandRounding.rounded(amountText(new), decimals: 2),
        HandRounding.rounded(amountText(new - old), decimals: 2)
      )
      expected += " \(report) total_amount was \(was), is \(now) (+\(more))."
    }
    #expect(note.text == expected)
    #expect(page.all("dl", "facts")[0].text.contains("Revision2, no failed runs"))
    #expect(page.all("footer")[0].text.contains("revision 2"))
  }

  /// A page that is lost is made again from the facts, as it was.
  @Test func theSameFactsGiveTheSamePage() throws {
    let published = try PublishedPages(RichCRM.script, RichCRM.schedules)
    try published.publish()
    let before = try RichCRM.periods.map { try Data(contentsOf: URL(filePath: published.path($0, $1))) }
    for (schedule, period) in RichCRM.periods {
      try FileManager.default.removeItem(atPath: published.path(schedule, period))
    }
    let sums = try Data(contentsOf: URL(filePath: published.exports.path + "/tenant=acme/SHA256SUMS"))
    #expect(try published.run("verify").status != 0)
    try #require(published.run("export", "--tenant", "acme").status == 0)
    #expect(try RichCRM.periods.map { try Data(contentsOf: URL(filePath: published.path($0, $1))) } == before)
    #expect(try Data(contentsOf: URL(filePath: published.exports.path + "/tenant=acme/SHA256SUMS")) == sums)
    #expect(try published.run("verify").status == 0)
  }
}
