import Calendars
import Foundation
import PostgreSQL
import Testing
import TestingDatabase

@testable import Exports
@testable import Runs

/// A made-up page that lists what it is given.
private struct Listing: ViewRenderer {
  let format = "html"
  let version = "1"

  func render(_ source: ViewSource, to write: @escaping (RawSpan) throws -> Void) throws {
    try unsafe write(Array("\(source.occurrence.key.revision)\n".utf8).span.bytes)
  }

  func render(_ index: TenantIndex) -> [UInt8]? {
    let lines = index.schedules.flatMap { schedule in
      schedule.periods.map { "\(schedule.name) \($0.period.label) r\($0.revision)" }
        + ["also \(schedule.earlierYears)"]
    }
    return Array(lines.joined(separator: "\n").utf8)
  }
}

/// The pages of an index: the first lists the newest periods, and a year has its own if it has others.
struct IndexTreeTests {
  private let formats = #"["csv", "html"]"#

  private func month(_ number: Int) -> String {
    let month = number % 12 + 1
    return "\(2019 + number / 12)-\(month < 10 ? "0" : "")\(month)"
  }

  /// January 2019 to December 2024, of which the last 60 are the newest.
  private func sixYears() throws -> PublishedFacts {
    let acme = try PublishedFacts(views: [Listing()])
    for number in 0..<72 { try acme.compute(month(number), formats: formats) }
    try acme.publish()
    return acme
  }

  private func lines(_ acme: PublishedFacts, _ name: String) throws -> [String] {
    try String(contentsOfFile: acme.tree + "/" + name, encoding: .utf8).split(separator: "\n").map(
      String.init)
  }

  private func pages(_ acme: PublishedFacts) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: acme.tree).filter { $0.hasPrefix("index") }.sorted()
  }

  private func year(_ year: Int) -> [String] {
    (1...12).reversed().map { "monthly \(year)-\($0 < 10 ? "0" : "")\($0) r1" } + ["also []"]
  }

  @Test func aLongHistoryIsInPagesOfYears() throws {
    let acme = try sixYears()
    #expect(try pages(acme) == ["index-2019.html", "index.html"])
    let newest = (12..<72).reversed().map { "monthly \(month($0)) r1" }
    #expect(try lines(acme, "index.html") == newest + [#"also ["2019"]"#])
    #expect(try lines(acme, "index-2019.html") == year(2019))
    #expect(try acme.problems() == [])
    let before = try acme.inodes()
    // The oldest of the newest becomes one of the others.
    try acme.compute("2025-01", formats: formats)
    try acme.publish()
    #expect(try pages(acme) == ["index-2019.html", "index-2020.html", "index.html"])
    #expect(try lines(acme, "index.html").last == #"also ["2020", "2019"]"#)
    #expect(try lines(acme, "index-2020.html") == year(2020))
    #expect(try acme.problems() == [])
    let after = try acme.inodes()
    #expect(before["tenant=acme/index-2019.html"] == after["tenant=acme/index-2019.html"])
    #expect(before["tenant=acme/index.html"] != after["tenant=acme/index.html"])
  }

  @Test func onlyTheYearsThatChangeAreWrittenAnew() throws {
    let acme = try sixYears()
    try acme.compute("2025-01", formats: formats)
    try acme.publish()
    let before = try acme.inodes()
    try acme.compute("2019-05", revision: 2, formats: formats)
    try acme.publish()
    #expect(
      try lines(acme, "index-2019.html")
        == year(2019).map { $0 == "monthly 2019-05 r1" ? "monthly 2019-05 r2" : $0 })
    let after = try acme.inodes()
    #expect(before["tenant=acme/index-2019.html"] != after["tenant=acme/index-2019.html"])
    #expect(before["tenant=acme/index-2020.html"] == after["tenant=acme/index-2020.html"])
    #expect(try acme.problems() == [])
  }

  @Test func aPageOfAYearIsCheckedAndMadeAgain() throws {
    let acme = try sixYears()
    let before = try acme.exports.files()
    try Data("elsewhere".utf8).write(to: URL(filePath: acme.tree + "/index-2019.html"))
    #expect(try acme.problems().contains { $0.hasPrefix("index-2019.html") })
    try acme.export()
    #expect(try acme.exports.files() == before)
    // The whole tree is lost.
    try FileManager.default.removeItem(atPath: acme.tree)
    try acme.export()
    #expect(try acme.exports.files() == before)
    #expect(try acme.problems() == [])
  }

  @Test func aPageThatNothingListsDoesNotStay() throws {
    let acme = try sixYears()
    try Data("left".utf8).write(to: URL(filePath: acme.tree + "/index-2018.html"))
    try FileManager.default.removeItem(atPath: acme.tree + "/manifest.json")
    try acme.compute("2025-01", formats: formats)
    try acme.publish()
    #expect(try pages(acme) == ["index-2019.html", "index-2020.html", "index.html"])
    #expect(try acme.problems() == [])
    // Without a period that has a page, there is no index.
    for number in 0..<73 { try acme.compute(month(number), revision: 2) }
    try acme.publish()
    #expect(try pages(acme).isEmpty)
    #expect(try acme.problems() == [])
  }

  /// Earlier programs had one page with all periods.
  @Test func theYearsOfAnEarlierTreeGetTheirPages() throws {
    let acme = try sixYears()
    try acme.database.load(
      "UPDATE report_tenant SET tree_files = tree_files #- '{others,index-2019.html}'")
    try FileManager.default.removeItem(atPath: acme.tree + "/index-2019.html")
    #expect(try acme.problems() == [])
    try acme.compute("2025-01", formats: formats)
    try acme.publish()
    #expect(try lines(acme, "index-2019.html") == year(2019))
    #expect(try acme.problems() == [])
  }

  /// However long the history is, what a publication asks for is found by the index of dates. Workers that look beside each other
  /// read somewhat more than is asked for.
  @Test(arguments: ["index_periods", "index_years", "earlier_occurrences"])
  func theHistoryIsNotRead(_ name: String) throws {
    let acme = try PublishedFacts(views: [Listing()])
    try acme.compute("2024-12", formats: formats)
    try acme.publish()
    try acme.database.load(
      """
      INSERT INTO report_occurrence (
        tenant_id, schedule, period_start, period_end, revision, period_kind, period_label, start_date, end_date,
        timezone, state, request, as_of, tzdata_version, recorded_at, snapshot_at, files, views, published_at)
      SELECT tenant_id, schedule, day, day + interval '1 day', 1, 'monthly', to_char(day, 'YYYY-MM-DD'), day, day + 1, timezone,
             state, request, as_of, tzdata_version, recorded_at, snapshot_at, files, views, published_at
      FROM (SELECT * FROM report_occurrence LIMIT 1) AS o,
           (SELECT '2024-11-30'::date - n AS day FROM generate_series(1, 10000) AS n) AS days;
      ANALYZE report_occurrence;
      """)
    let statement =
      switch name {
      case "index_periods": NamedStatement(Exports.SQLFile.index_periods)
      case "index_years": NamedStatement(Exports.SQLFile.index_years)
      default: LedgerStatement.earlierOccurrences
      }
    let values = [
      "tenant_id": acme.tenant.uuidString, "schedule": "monthly", "published": "PUBLISHED",
      "skipped": "SKIPPED",
      "after": "-infinity", "until": "infinity", "count": "60", "period_kind": "monthly",
      "period_end": "2024-12-01T00:00:00Z", "end_date": "2024-12-01",
    ]
    let rows = try acme.database.query(
      "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF) " + statement.sql,
      statement.parameters.map { values[$0] })
    let plan = rows.compactMap { $0[0] }
    let counts = plan.compactMap { $0.firstMatch(of: /actual rows=(\d+)/).flatMap { Int($0.1) } }
    #expect(counts.count > 2 && counts.allSatisfy { $0 < 2_000 }, "\(plan.joined(separator: "\n"))")
  }
}
