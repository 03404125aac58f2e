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
}
