import Testing

@testable import Calendars

struct AdHocWindowTests {
  @Test(
    arguments: [
      ("2026-11-20", "2026-11-21", .daily, "2026-11-20"),
      ("2026-11-16", "2026-11-23", .weekly, "2026-W47"),
      ("2026-11-18", "2026-11-25", .weekly, "2026-11-18_2026-11-25"),
      ("2026-10-01", "2026-11-01", .monthly, "2026-10"),
      ("2026-01-15", "2026-02-15", .monthly, "2026-01-15_2026-02-15"),
      ("2026-01-31", "2026-02-28", .monthly, "2026-01-31_2026-02-28"),
      ("2024-01-30", "2024-02-29", .monthly, "2024-01-30_2024-02-29"),
      ("2026-02-28", "2026-03-28", .monthly, "2026-02-28_2026-03-28"),
      ("2026-02-28", "2026-03-31", .custom, "2026-02-28_2026-03-31"),
      ("2026-01-31", "2026-03-01", .custom, "2026-01-31_2026-03-01"),
      ("2026-10-01", "2027-01-01", .quarterly, "2026-Q4"),
      ("2026-11-30", "2027-02-28", .quarterly, "2026-11-30_2027-02-28"),
      ("2026-02-01", "2026-05-01", .quarterly, "2026-02-01_2026-05-01"),
      ("2026-01-01", "2027-01-01", .yearly, "2026"),
      ("2024-02-29", "2025-02-28", .yearly, "2024-02-29_2025-02-28"),
      ("2026-04-01", "2027-04-01", .yearly, "2026-04-01_2027-04-01"),
      ("2026-08-23", "2026-11-21", .custom, "2026-08-23_2026-11-21"),
      ("2026-01-01", "2026-03-01", .custom, "2026-01-01_2026-03-01"),
      ("2026-11-01", "2026-11-30", .custom, "2026-11-01_2026-11-30"),
    ] as [(CivilDate, CivilDate, WindowKind, String)])
  func kindAndLabel(start: CivilDate, end: CivilDate, kind: WindowKind, label: String) throws {
    let calendar = ReportingCalendar(zone: try Tzdata.rules("Europe/Berlin"))
    let window = try #require(calendar.window(from: start, to: end))
    #expect(calendar.kind(from: start, to: end) == kind)
    #expect(window.kind == kind)
    #expect(window.label == label)
    #expect(window.startDate == start)
    #expect(window.endDate == end)
    #expect(window.start == calendar.zone.beginning(of: start))
    #expect(window.end == calendar.zone.beginning(of: end))
  }

  @Test(
    arguments: [
      ("UTC", "2026-10-01", "2026-10-01"), ("UTC", "2026-10-02", "2026-10-01"),
      ("UTC", "2026-11-01", "2026-10-01"), ("Pacific/Apia", "2011-12-30", "2011-12-31"),
    ] as [(String, CivilDate, CivilDate)])
  func emptyAndReversedWindows(zone: String, start: CivilDate, end: CivilDate) throws {
    let calendar = ReportingCalendar(zone: try Tzdata.rules(zone))
    #expect(calendar.window(from: start, to: end) == nil)
  }

  /// An ad-hoc window with the dates of a scheduled one is equal to it.
  @Test func anAdHocWindowWithScheduledDatesEqualsTheScheduledOne() throws {
    let calendar = ReportingCalendar(
      zone: try Tzdata.rules("America/Havana"), weekStart: .sunday, fiscalYearStart: 4)
    for period: Period in [.daily, .weekly, .monthly, .quarterly, .yearly] {
      let scheduled = try #require(calendar.latestComplete(period, at: "2026-11-21T12:00:00Z"))
      let startDate = try #require(scheduled.startDate)
      #expect(calendar.window(from: startDate, to: scheduled.endDate) == scheduled)
    }
  }
}
