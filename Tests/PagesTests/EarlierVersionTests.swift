import Testing

/// A page of facts that an earlier version of a report computed shows what there is of them, and concludes nothing from the rest.
struct EarlierVersionTests {
  @Test(arguments: [true, false]) func whatTheFirstVersionOfCoverageDoesNotSayIsMissing(isQuarter: Bool)
    throws
  {
    let published = try PublishedCoverage()
    try published.publish("10", people: 9, isQuarter: isQuarter, version: 1)
    let page = try PageParser.parse(published.page("10"))
    let section = try #require(page.element(id: "coverage"))
    #expect(
      section.all("p", "finding").map(\.text) == [
        "6 of 9 people have a target. Version 1 of the report does not say what was won of it."
      ])
    #expect(section.all("div", "chart").isEmpty && section.all("ul", "counts").isEmpty)
    let table = try PageTable(page, section: "coverage")
    try #require(table.rows.count == 9)
    for row in table.rows {
      let cells = row.split(separator: " | ")
      // Won, left, and open by left.
      #expect(cells[3] == "–" && cells[4] == "–" && cells[7] == "–" && cells[5] != "–", "\(row)")
    }
    let main = section.all("div", "main")[0].text
    #expect(!main.contains("0 won") && !main.contains("%"))
    // Nobody is counted as short, or as having reached something.
    #expect(!page.all("section", "figures").contains { $0.text.contains("target") })
  }
}
