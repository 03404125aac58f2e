import Testing

/// Pages of many people can be opened by a browser.
struct SizeTests {
  private static let budget = 2_000_000

  @Test func fiveThousandPeopleAreInTheBudget() throws {
    let published = try PublishedCoverage()
    try published.publish("10", people: 5_000, isQuarter: true)
    try published.publish("11", people: 5_000, isQuarter: true)
    let text = try published.page("11")
    #expect(text.utf8.count < Self.budget)
    let page = try PageParser.parse(text)
    let table = try PageTable(page, section: "coverage")
    #expect(table.rows.count == 5_000 && table.rest.isEmpty)
    #expect(table.summary == "All 5,000 rows with exact amounts and run ids")
    // Of those with a target, two of three, the chart shows the first and the last.
    let chart = try PageChart(page, "coverage")
    let names = chart.rows("name").map { $0[0] }
    #expect(names.count == 1 + 12 + 1 + 8)
    let multiples = table.rows.compactMap { Double($0.split(separator: " | ")[7]) }.sorted()
    let middle = multiples[12..<multiples.count - 8]
    #expect(names[13] == "\(HandRounding.rounded("\(middle.count)")) between; median")
    // The ledger keeps the numbers of what the chart shows, not of all.
    #expect(chart.labels("weeks").count == 1)
    #expect(try published.history("11").utf8.count < 5_000)
    #expect(page.all("details", "long").count == 1)
  }

  /// Two tables of people are the longest that a page has; a row of the file is not left out of them.
  @Test func fiveReportsAboutFiveThousandPeopleAreInTheBudget() throws {
    let published = try PublishedPages(RichCRM.script + ManyPeople.script(4_990), ManyPeople.schedules)
    try published.publish()
    let text = try published.text("monthly", "2026-10")
    #expect(text.utf8.count < Self.budget)
    let page = try PageParser.parse(text)
    for (section, report) in [("coverage", "pipeline_coverage"), ("performance", "rep_performance")] {
      let table = try PageTable(page, section: section)
      let runs = try published.rows(report, "monthly", "2026-10").compactMap { $0["run_id"] }
      try #require(runs.count > 4_990)
      #expect(table.rows.map { String($0.suffix(36)) }.sorted() == runs.sorted())
    }
    for section in ["forecast", "stages", "conversion"] {
      #expect(try PageTable(page, section: section).summary.hasPrefix("All "))
    }
    // Charts of so many have some of them.
    #expect(text.ranges(of: "<svg").count < 200 && text.ranges(of: "<text").count < 3_000)
  }

  @Test func aLongerTableHasItsBeginningAndItsEnd() throws {
    let published = try PublishedCoverage()
    try published.publish("10", people: 6_000, isQuarter: false)
    let text = try published.page("10")
    #expect(text.utf8.count < Self.budget)
    let table = try PageTable(PageParser.parse(text), section: "coverage")
    let runs = try published.runs("10")
    try #require(runs.count == 6_000)
    #expect(table.rows.map { String($0.suffix(36)) } == runs.prefix(2_500) + runs.suffix(2_500))
    #expect(table.summary == "5,000 of 6,000 rows with exact amounts and run ids")
    #expect(
      table.rest
        == "1,000 rows in the middle are left out here. All are in csv/report=pipeline_coverage/schedule=monthly/period=2026-10/"
        + "pipeline_coverage_acme_monthly_2026-10.csv.gz.")
  }
}
