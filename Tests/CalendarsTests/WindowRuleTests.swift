import Foundation
import Testing
import TestingRepository

@testable import Calendars

struct WindowRuleTests {
  private func calendar(_ zone: String, weekStart: Weekday = .monday, fiscalYearStart: Int = 1) throws
    -> ReportingCalendar
  {
    ReportingCalendar(
      zone: try Tzdata.rules(zone), weekStart: weekStart, fiscalYearStart: fiscalYearStart)
  }

  private func period(_ period: Period, endingOn end: CivilDate, _ calendar: ReportingCalendar) throws
    -> Window
  {
    let window = try #require(calendar.latestComplete(period, at: calendar.zone.beginning(of: end)))
    try #require(window.endDate == end)
    return window
  }

  /// At a turn, `to_date` still looks at the unit that ends, and `current` at the one that begins.
  @Test(
    arguments: [
      (.daily, "2026-11-21", 1, .toDate(.monthly), "2026-11", "2026-11-01", "2026-12-01"),
      (.daily, "2026-12-01", 1, .toDate(.monthly), "2026-11", "2026-11-01", "2026-12-01"),
      (.daily, "2026-12-01", 1, .current(.monthly), "2026-12", "2026-12-01", "2027-01-01"),
      (.daily, "2026-12-01", 1, .next(.monthly), "2027-01", "2027-01-01", "2027-02-01"),
      (.weekly, "2026-11-16", 1, .current(.quarterly), "2026-Q4", "2026-10-01", "2027-01-01"),
      (.weekly, "2026-11-16", 1, .next(.quarterly), "2027-Q1", "2027-01-01", "2027-04-01"),
      (.weekly, "2026-11-16", 1, .toDate(.weekly), "2026-W46", "2026-11-09", "2026-11-16"),
      (.weekly, "2026-11-16", 1, .current(.weekly), "2026-W47", "2026-11-16", "2026-11-23"),
      (.weekly, "2026-11-16", 1, .next(.weekly), "2026-W48", "2026-11-23", "2026-11-30"),
      // The week ends in another quarter than it began in.
      (.weekly, "2026-10-05", 1, .toDate(.quarterly), "2026-Q4", "2026-10-01", "2027-01-01"),
      (.quarterly, "2026-10-01", 1, .toDate(.quarterly), "2026-Q3", "2026-07-01", "2026-10-01"),
      (.quarterly, "2026-10-01", 1, .current(.quarterly), "2026-Q4", "2026-10-01", "2027-01-01"),
      (.yearly, "2026-01-01", 1, .current(.monthly), "2026-01", "2026-01-01", "2026-02-01"),
      (.monthly, "2026-04-01", 4, .toDate(.yearly), "FY2026", "2025-04-01", "2026-04-01"),
      (.monthly, "2026-04-01", 4, .current(.yearly), "FY2027", "2026-04-01", "2027-04-01"),
      (.monthly, "2026-04-01", 4, .next(.yearly), "FY2028", "2027-04-01", "2028-04-01"),
      (.monthly, "2026-02-01", 2, .toDate(.quarterly), "FY2026-Q4", "2025-11-01", "2026-02-01"),
      (.monthly, "2026-02-01", 2, .current(.quarterly), "FY2027-Q1", "2026-02-01", "2026-05-01"),
      (.monthly, "2026-12-01", 12, .toDate(.yearly), "FY2026", "2025-12-01", "2026-12-01"),
      (.monthly, "2026-12-01", 12, .current(.quarterly), "FY2027-Q1", "2026-12-01", "2027-03-01"),
      (.rolling(days: 90), "2027-01-01", 1, .toDate(.yearly), "2026", "2026-01-01", "2027-01-01"),
      (.rolling(days: 90), "2027-01-01", 1, .current(.yearly), "2027", "2027-01-01", "2028-01-01"),
      (.rolling(days: 7), "2026-03-01", 1, .toDate(.monthly), "2026-02", "2026-02-01", "2026-03-01"),
    ] as [(Period, CivilDate, Int, WindowRule, String, CivilDate, CivilDate)])
  func looksAtAUnit(
    _ kind: Period, end: CivilDate, fiscalYearStart: Int, rule: WindowRule, label: String, first: CivilDate,
    last: CivilDate
  ) throws {
    for zone in ["UTC", "Europe/Berlin", "America/Havana", "Pacific/Auckland"] {
      let calendar = try calendar(zone, fiscalYearStart: fiscalYearStart)
      let window = calendar.window(rule, for: try period(kind, endingOn: end, calendar))
      let comment = Comment(rawValue: "\(zone) \(rule)")
      #expect(window.label == label, comment)
      #expect(window.kind == rule.unit?.kind, comment)
      #expect(window.startDate == first && window.endDate == last, comment)
      #expect(window.start == calendar.zone.beginning(of: first), comment)
      #expect(window.end == calendar.zone.beginning(of: last), comment)
    }
  }

  @Test func completedIsThePeriodItself() throws {
    let calendar = try calendar("Europe/Berlin", fiscalYearStart: 4)
    for kind in [Period.daily, .weekly, .monthly, .quarterly, .yearly, .rolling(days: 90), .allTime] {
      let period = try #require(calendar.latestComplete(kind, at: "2026-11-21T12:00:00Z"))
      #expect(calendar.window(.completed, for: period) == period)
    }
  }

  @Test func weeksBeginWhereTheTenantSays() throws {
    let calendar = try calendar("America/New_York", weekStart: .sunday)
    let day = try period(.daily, endingOn: "2026-11-22", calendar)
    #expect(calendar.window(.toDate(.weekly), for: day).startDate == "2026-11-15")
    #expect(calendar.window(.current(.weekly), for: day).startDate == "2026-11-22")
    #expect(calendar.window(.current(.weekly), for: day).label == "2026-11-22")
  }

  /// Clocks that go forward at midnight: the date begins at one, and the month with it.
  @Test(
    arguments: [
      ("America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"),
      ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"),
      ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z"),
    ] as [(String, CivilDate, Instant)])
  func zonesWithoutMidnight(zone: String, date: CivilDate, begins: Instant) throws {
    let calendar = try calendar(zone, weekStart: date.weekday)
    let day = try period(.daily, endingOn: date, calendar)
    #expect(day.end == begins)
    #expect(calendar.window(.current(.weekly), for: day).startDate == date)
    #expect(calendar.window(.current(.weekly), for: day).start == begins)
    #expect(calendar.window(.toDate(.weekly), for: day).end == begins)
    #expect(calendar.window(.next(.weekly), for: day).startDate == date.adding(days: 7))
  }

  /// 30 December 2011 did not exist in Samoa, nor 21 August 1993 on Kwajalein. A period that ends on such a date is
  /// followed by the next date, and one that ends after it has the date as its last one.
  @Test(
    arguments: [("Pacific/Apia", "2011-12-30"), ("Pacific/Kwajalein", "1993-08-21")] as [(String, CivilDate)])
  func zonesThatSkippedADate(zone: String, skipped: CivilDate) throws {
    let following = skipped.adding(days: 1)
    let calendar = try calendar(zone, weekStart: following.weekday)
    #expect(calendar.zone.skips(skipped))
    let before = try #require(
      calendar.completed(
        .daily, endingAfter: skipped.adding(days: -1), at: calendar.zone.beginning(of: following)
      ).first)
    #expect(before.endDate == skipped)
    #expect(calendar.window(.toDate(.weekly), for: before).endDate == following)
    #expect(calendar.window(.current(.weekly), for: before).startDate == following)
    #expect(calendar.window(.next(.weekly), for: before).startDate == following.adding(days: 7))

    let rolling = try period(.rolling(days: 3), endingOn: following, calendar)
    #expect(calendar.window(.toDate(.weekly), for: rolling).endDate == following)
    #expect(calendar.window(.current(.weekly), for: rolling).startDate == following)
  }

  @Test func rulesAreNamedAsInParameters() {
    #expect("\(WindowRule.completed)" == "completed")
    #expect("\(WindowRule.toDate(.monthly))" == "to_date monthly")
    #expect("\(WindowRule.current(.quarterly))" == "current quarterly")
    #expect("\(WindowRule.next(.yearly))" == "next yearly")
  }

  // MARK: Compared with Python

  private static let zones = [
    "UTC", "Europe/Berlin", "America/Havana", "Africa/Cairo", "Asia/Beirut", "America/Sao_Paulo",
    "Pacific/Apia", "Pacific/Kwajalein", "America/St_Johns", "Asia/Gaza", "Australia/Lord_Howe",
    "Africa/Casablanca", "Pacific/Kiritimati",
  ]

  private struct RandomCase {
    let calendar: ReportingCalendar
    let rule: WindowRule
    let period: Window

    init(using random: inout SeededGenerator) throws {
      let zone = Self.random(WindowRuleTests.zones, &random)
      calendar = ReportingCalendar(
        zone: try Tzdata.rules(zone), weekStart: Self.random(Weekday.allCases, &random),
        fiscalYearStart: .random(in: 1...12, using: &random))
      let unit = Self.random(WindowUnit.allCases, &random)
      rule = Self.random([WindowRule.toDate(unit), .current(unit), .next(unit)], &random)
      let kind = Self.random(
        [Period.daily, .weekly, .monthly, .quarterly, .yearly, .rolling(days: 30)], &random)
      var at = Instant(secondsSinceEpoch: .random(in: 63_072_000..<2_500_000_000, using: &random))
      // Every fourth one is near a date that a zone skipped, or at a turn of its clock.
      if Bool.random(using: &random), Bool.random(using: &random) {
        let noon: Instant = Self.random(
          ["2011-12-30T12:00:00Z", "1993-08-21T12:00:00Z", "1995-01-01T12:00:00Z", "2026-04-24T12:00:00Z"],
          &random)
        at = noon.adding(seconds: .random(in: -259_200..<259_200, using: &random))
      }
      period = try #require(calendar.latestComplete(kind, at: at))
    }

    private static func random<Element>(_ elements: [Element], _ random: inout SeededGenerator) -> Element {
      elements[.random(in: elements.indices, using: &random)]
    }

    var line: String {
      [
        calendar.zone.name, "\(calendar.weekStart.rawValue)", "\(calendar.fiscalYearStart)", rule.name,
        rule.unit?.rawValue ?? "", "\(period.endDate)", "\(period.end.secondsSinceEpoch)",
      ].joined(separator: " ")
    }
  }

  @Test func windowsAreThoseThatPythonFinds() throws {
    var random = SeededGenerator()
    let cases = try (0..<3_000).map { _ in try RandomCase(using: &random) }
    let found = try Python.output(
      of: "windows.py", reading: cases.map { $0.line + "\n" }.joined()
    ).split(separator: "\n")
    try #require(found.count == cases.count)
    for (randomCase, line) in zip(cases, found) {
      let (calendar, window) = (
        randomCase.calendar, randomCase.calendar.window(randomCase.rule, for: randomCase.period)
      )
      let start = try #require(window.startDate)
      let isBeginning =
        window.start == calendar.zone.beginning(of: start)
        && window.end == calendar.zone.beginning(of: window.endDate)
      if "\(start) \(window.endDate)" != line || !isBeginning {
        Issue.record(
          "\(start) to \(window.endDate), but Python: \(line); \(randomCase.line), seed \(random.seed)")
      }
    }
  }
}
