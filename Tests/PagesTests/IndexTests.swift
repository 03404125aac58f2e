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
}
