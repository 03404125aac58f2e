import Foundation
import Testing
import TestingDatabase

/// The page that lists a tenant's periods.
struct IndexTests {
  private static let schedules = """
      - name: monthly
        period: monthly
        since: 2026-08-01
        reports: [{type: pipeline_overview}, {type: pipeline_stage_funnel}]
        exports: [csv, html, xlsx]
      - name: quarter
        period: weekly
        window: {current: quarterly}
        since: 2026-10-12
        reports: [{type: pipeline_coverage}]
        exports: [csv, html]
      - name: files
        period: monthly
        reports: [{type: pipeline_overview}]
        exports: [csv]
    """

  private func index(_ published: PublishedPages) throws -> PageElement {
    try PageParser.parse(
      String(contentsOfFile: published.exports.path + "/tenant=acme/index.html", encoding: .utf8))
  }

  private func names(_ index: PageElement, _ schedule: String) throws -> [String] {
    let section = try #require(index.element(id: schedule))
    return section.all("tbody").flatMap { $0.all("tr") }.map { $0.all("th")[0].text }
  }

  @Test func allPeriodsAreListedNewestFirst() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let index = try index(published)
    #expect(index.all("section").compactMap { $0.attributes["id"] } == ["files", "monthly", "quarter"])
    #expect(
      try names(index, "monthly").map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        .map { $0.replacing("2026late:", with: "2026") } == ["October 2026", "September 2026", "August 2026"])
    #expect(try names(index, "quarter").map { $0.prefix(7) } == ["Week 44", "Week 43", "Week 42"])
    // Each link leads to a file, and each page to the index.
    let links = index.all("a").compactMap { $0.attributes["href"] }
    #expect(links.count > 9)
    for link in links {
      let path = published.exports.path + "/tenant=acme/" + link.split(separator: "#")[0]
      #expect(FileManager.default.fileExists(atPath: path), "\(link)")
    }
    #expect(try published.run("verify").status == 0)
  }

  @Test func figuresAreThoseOfThePages() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let open = try published.rows("pipeline_stage_funnel", "monthly", "2026-10").reduce(0) {
      $0 + $1.hundredths("total_amount")
    }
    let section = try #require(index(published).element(id: "monthly"))
    let heads = section.all("thead")[0].elements.flatMap(\.elements).map(\.text)
    let newest = section.all("tbody")[0].all("tr")[0].elements.map(\.text)
    let place = try #require(heads.firstIndex(of: "Open"))
    #expect(newest[place] == HandRounding.short(amountText(open)))
  }

  @Test func aRestatementIsSaidWithItsReason() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let result = try published.run(
      "restate", "--reason", "credit <notes>", "--schedule", "monthly", "--from", "2026-09-01", "--to",
      "2026-10-01")
    try #require(result.status == 0, "\(result)")
    let names = try names(index(published), "monthly")
    #expect(names[1].contains("revision 2: credit <notes>") && !names[0].contains("revision"))
    #expect(try published.run("verify").status == 0)
  }

  @Test func aDamagedIndexIsFoundAndMadeAgain() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let file = URL(filePath: published.exports.path + "/tenant=acme/index.html")
    let before = try Data(contentsOf: file)
    try Data("<h1>elsewhere</h1>".utf8).write(to: file)
    let damaged = try published.run("verify")
    #expect(damaged.status != 0 && (damaged.output + damaged.errors).contains("index.html"))
    try #require(published.run("export", "--tenant", "acme").status == 0)
    #expect(try Data(contentsOf: file) == before)
    #expect(try published.run("verify").status == 0)
  }

  @Test func aTenantWithoutPagesHasNoIndex() throws {
    let published = try PublishedPages(
      RichCRM.script,
      """
        - name: files
          period: monthly
          reports: [{type: pipeline_overview}]
          exports: [csv, xlsx]
      """)
    try published.publish()
    #expect(!FileManager.default.fileExists(atPath: published.exports.path + "/tenant=acme/index.html"))
    #expect(try published.run("verify").status == 0)
  }

  private func page(_ published: PublishedPages, _ name: String) throws -> PageElement {
    try PageParser.parse(
      String(contentsOfFile: published.exports.path + "/tenant=acme/" + name, encoding: .utf8))
  }

  private func replaceSchedules(_ published: PublishedPages, _ edit: (String) -> String) throws {
    let file = URL(filePath: published.schedules.path + "/acme.yaml")
    try Data(edit(String(contentsOf: file, encoding: .utf8)).utf8).write(to: file)
  }

  /// Above sixty periods, years have pages of their own, with links both ways.
  @Test func olderPeriodsAreOnThePagesOfTheirYears() throws {
    let published = try PublishedPages(
      RichCRM.script,
      """
        - name: monthly
          period: monthly
          since: 2026-09-01
          reports: [{type: pipeline_stage_funnel}]
          exports: [csv, html]
      """)
    try published.publish()
    let backfill = try published.run(
      "backfill", "--from", "2020-05-01", "--to", "2020-07-01", "--at", "2026-11-03T00:00:00Z")
    try #require(backfill.status == 0, "\(backfill)")
    // Given up: a line without a page.
    try published.database.load(
      """
      INSERT INTO report_occurrence (
        tenant_id, schedule, period_start, period_end, revision, period_kind, period_label, start_date, end_date, timezone, state,
        recorded_at)
      SELECT tenant_id, schedule, month::timestamp AT TIME ZONE timezone, (month + interval '1 month') AT TIME ZONE timezone, 1,
             'monthly', to_char(month, 'YYYY-MM'), month, month + interval '1 month', timezone, 'SKIPPED', recorded_at
      FROM (SELECT * FROM report_occurrence WHERE period_label = '2026-10') AS o,
           generate_series(timestamp '2020-07-01', '2026-08-01', '1 month') AS month
      """)
    try #require(published.run("export", "--tenant", "acme").status == 0)
    let index = try index(published)
    #expect(try names(index, "monthly").count == 60)
    let years = try #require(index.all("ul", "years").first).all("a").compactMap { $0.attributes["href"] }
    #expect(years == ["index-2021.html#monthly", "index-2020.html#monthly"])
    let year = try page(published, "index-2020.html")
    #expect(year.all("h1").map(\.text) == ["Reports of acme, 2020"])
    let rows = try names(year, "monthly")
    #expect(rows.count == 8 && rows[6].hasPrefix("June 2020") && rows[7].hasPrefix("May 2020"), "\(rows)")
    #expect(year.all("header")[0].all("a").compactMap { $0.attributes["href"] } == ["index.html"])
    let links = year.all("section")[0].all("a").compactMap { $0.attributes["href"] }
    #expect(links.filter { $0.hasPrefix("html/") }.count >= 2)
    for link in links {
      let path = published.exports.path + "/tenant=acme/" + link.split(separator: "#")[0]
      #expect(FileManager.default.fileExists(atPath: path), "\(link)")
    }
    // What is on a page of a year does not change with other publications.
    #expect(!year.all("footer")[0].text.contains("sequence"))
    #expect(try published.run("verify").status == 0)
  }

  /// The figures of older periods stay when a schedule's reports change.
  @Test func columnsAreThoseOfAllPeriodsShown() throws {
    let published = try PublishedPages(
      RichCRM.script,
      """
        - name: monthly
          period: monthly
          since: 2026-09-01
          reports: [{type: pipeline_stage_funnel}]
          exports: [csv, html]
      """)
    try #require(published.run("run", "--at", "2026-10-03T00:00:00Z").status == 0)
    try replaceSchedules(published) { $0.replacing("pipeline_stage_funnel", with: "stage_conversion") }
    try published.publish()
    let table = try #require(index(published).element(id: "monthly")).all("table")[0]
    let heads = table.all("thead")[0].elements.flatMap(\.elements).map(\.text)
    let rows = table.all("tbody")[0].all("tr").map { $0.elements.map(\.text) }
    let (won, open) = try (#require(heads.firstIndex(of: "Won")), #require(heads.firstIndex(of: "Open")))
    #expect(rows.count == 2 && rows[0][won] != "–" && rows[0][open] == "–")
    #expect(rows[1][won] == "–" && rows[1][open] != "–")
  }

  /// What reports looked at is told by its dates: a label can change with the calendar.
  @Test func aLabelAloneIsNoOtherWindow() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    try published.database.load(
      "UPDATE report_occurrence SET request = jsonb_set(request, '{window,label}', '\"elsewhere\"') WHERE schedule = 'monthly'"
    )
    let result = try published.run(
      "restate", "--reason", "again", "--schedule", "quarter", "--from", "2026-10-19", "--to", "2026-10-26")
    try #require(result.status == 0, "\(result)")
    let index = try index(published)
    #expect(try !#require(index.element(id: "monthly")).text.contains("elsewhere"))
    #expect(try #require(index.element(id: "quarter")).all("thead")[0].text.contains("Quarter"))
  }

  @Test func aReconstructedPeriodIsNotCalledLate() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let backfill = try published.run(
      "backfill", "--as-it-was", "--schedule", "monthly", "--from", "2026-07-01", "--to", "2026-08-01",
      "--at",
      "2026-11-03T00:00:00Z")
    try #require(backfill.status == 0, "\(backfill)")
    try #require(
      published.database.query(
        "SELECT request ->> 'late_snapshot' FROM report_occurrence WHERE period_label = '2026-07'") == [
          ["true"]
        ])
    let section = try #require(index(published).element(id: "monthly"))
    let july = try #require(section.all("tbody")[0].all("tr").last)
    #expect(july.all("div", "q").map(\.text) == ["reconstructed as of 1 Aug 2026"])
    let note = try #require(section.all("p", "q").first).text
    #expect(note.contains("amounts, currency, which deals there are, names, "))
    #expect(note.contains("pipeline_overview is left out: "))
    // The status page calls it the same.
    let file = published.schedules.path + "/status.html"
    try #require(published.run("status", "--at", "2026-11-03T00:00:00Z", "--html", file).status == 0)
    let status = try PageParser.parse(String(contentsOfFile: file, encoding: .utf8))
    let marks = try #require(status.element(id: "all")).all("tbody")[0].all("svg").compactMap {
      $0.attributes["aria-label"]
    }
    #expect(marks.contains { $0.hasPrefix("reconstructed, late, ") }, "\(marks)")
  }
}
