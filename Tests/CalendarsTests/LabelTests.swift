import Testing

@testable import Calendars

struct LabelTests {
  /// The ISO year of a week is that of its Thursday.
  @Test(
    arguments: [
      ("2026-11-16", "2026-W47"), ("2025-12-29", "2026-W01"), ("2024-12-30", "2025-W01"),
      ("2026-12-28", "2026-W53"), ("2020-12-28", "2020-W53"), ("2021-01-04", "2021-W01"),
      ("2022-12-26", "2022-W52"), ("2023-01-02", "2023-W01"), ("2027-01-04", "2027-W01"),
      ("1969-12-29", "1970-W01"),
    ] as [(CivilDate, String)])
  func isoWeeks(monday: CivilDate, label: String) throws {
    let calendar = ReportingCalendar(zone: try Tzdata.rules("UTC"))
    #expect(calendar.label(kind: .weekly, from: monday, to: monday.adding(days: 7)) == label)
  }

  /// A fiscal year is named after the calendar year in which it ends.
  @Test(
    arguments: [
      (1, "2026-01-01", "2026-Q1", "2026"), (1, "2026-12-31", "2026-Q4", "2026"),
      (2, "2026-01-31", "FY2026-Q4", "FY2026"), (2, "2026-02-01", "FY2027-Q1", "FY2027"),
      (10, "2026-09-30", "FY2026-Q4", "FY2026"), (10, "2026-10-01", "FY2027-Q1", "FY2027"),
      (10, "2027-01-01", "FY2027-Q2", "FY2027"), (7, "2026-12-31", "FY2027-Q2", "FY2027"),
      (12, "2026-12-01", "FY2027-Q1", "FY2027"), (12, "2026-11-30", "FY2026-Q4", "FY2026"),
    ] as [(Int, CivilDate, String, String)])
  func fiscalYears(start: Int, date: CivilDate, quarter: String, year: String) throws {
    let calendar = ReportingCalendar(zone: try Tzdata.rules("UTC"), fiscalYearStart: start)
    for (kind, label) in [(WindowKind.quarterly, quarter), (.yearly, year)] {
      let dates = try #require(calendar.dates(of: kind, around: date))
      #expect(calendar.label(kind: kind, from: dates.lowerBound, to: dates.upperBound) == label)
    }
  }

  @Test(
    arguments: [
      (.daily, "2026-11-20", "2026-11-21", "2026-11-20"),
      (.weekly, "2026-11-15", "2026-11-22", "2026-11-15"),
      (.weekly, "2026-11-16", "2026-11-23", "2026-11-16_2026-11-23"),
      (.monthly, "2026-10-01", "2026-11-01", "2026-10"),
      (.monthly, "2026-10-02", "2026-11-02", "2026-10-02_2026-11-02"),
      (.rolling, "2026-10-01", "2026-11-01", "2026-10-01_2026-11-01"),
      (.rolling, "2026-11-20", "2026-11-21", "2026-11-20_2026-11-21"),
      (.custom, "2026-10-01", "2026-11-01", "2026-10-01_2026-11-01"),
      (.custom, "2026-11-01", "2026-10-01", "2026-11-01_2026-10-01"),
      (.allTime, nil, "2026-11-21", "all_2026-11-21"),
    ] as [(WindowKind, CivilDate?, CivilDate, String)])
  func labelsWithWeeksFromSunday(kind: WindowKind, start: CivilDate?, end: CivilDate, label: String) throws {
    let calendar = ReportingCalendar(zone: try Tzdata.rules("UTC"), weekStart: .sunday)
    #expect(calendar.label(kind: kind, from: start, to: end) == label)
  }
}
