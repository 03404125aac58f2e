import Calendars
import Reports
import Schedules
import Testing

@testable import Runs

/// After a zone or a week start was edited, hours can lie in no period or in two.
struct BoundaryShiftTests {
  private static let zones = Result { try TimeZoneDatabase() }

  private func calendar(_ zone: String, _ weekStart: Weekday = .monday) throws -> ReportingCalendar {
    ReportingCalendar(zone: try Self.zones.get().rules(for: zone), weekStart: weekStart)
  }

  /// The shifts after the periods up to an instant were recorded with one calendar, and the other is used now.
  private func shifts(
    _ period: Period, _ recorded: ReportingCalendar, _ now: ReportingCalendar,
    days: ClosedRange<Int> = 30...60,
    leavingOut missing: Int? = nil
  ) throws -> [String] {
    let schedule = Schedule(name: "s", period: period, reports: [ReportRequest(.pipelineOverview)])
    let first = try #require(CivilDate(iso: "2026-08-01"))
    var windows = recorded.completed(
      period, startingFrom: first.adding(days: days.lowerBound),
      at: recorded.zone.beginning(of: first.adding(days: days.upperBound)))
    if let missing { windows.remove(at: missing) }
    return BoundaryShift.all(of: schedule, recorded: windows, now).map {
      "\($0.kind) \($0.start) \($0.end) \($0.before.label) \($0.after.label)"
    }
  }

  @Test(arguments: [Period.daily, .weekly, .monthly, .quarterly, .yearly])
  func anUneditedCalendarHasNone(period: Period) throws {
    for zone in ["UTC", "Europe/Berlin", "America/Havana", "Pacific/Apia"] {
      let calendar = try calendar(zone)
      #expect(try shifts(period, calendar, calendar, days: 0...400).isEmpty)
    }
  }

  @Test func aZoneFurtherWestLeavesHoursInNoPeriod() throws {
    #expect(
      try shifts(.weekly, calendar("Europe/Berlin"), calendar("America/New_York")) == [
        "uncovered 2026-09-27T22:00:00Z 2026-09-28T04:00:00Z 2026-W39 2026-W40"
      ])
  }

  @Test func aZoneFurtherEastPutsHoursIntoTwoPeriods() throws {
    #expect(
      try shifts(.monthly, calendar("America/New_York"), calendar("Europe/Berlin"), days: 0...62) == [
        "overlapping 2026-09-30T22:00:00Z 2026-10-01T04:00:00Z 2026-09 2026-10"
      ])
  }

  @Test func anEditedWeekStartPutsDaysIntoTwoPeriods() throws {
    #expect(
      try shifts(.weekly, calendar("UTC"), calendar("UTC", .sunday)) == [
        "overlapping 2026-09-27T00:00:00Z 2026-09-28T00:00:00Z 2026-W39 2026-09-27"
      ])
    #expect(
      try shifts(.weekly, calendar("UTC", .sunday), calendar("UTC", .saturday)).first?.hasPrefix(
        "overlapping 2026-09-26T00:00:00Z 2026-09-27T00:00:00Z") == true)
  }

  @Test func aZoneWithTheSameHoursHasNone() throws {
    #expect(try shifts(.weekly, calendar("Europe/Berlin"), calendar("Europe/Paris")).isEmpty)
  }

  @Test func missingPeriodsAreNotHoursInNoPeriod() throws {
    let calendar = try calendar("Europe/Berlin")
    #expect(try shifts(.weekly, calendar, calendar, days: 0...90, leavingOut: 3).isEmpty)
    #expect(try shifts(.daily, calendar, calendar, days: 0...90, leavingOut: 3).isEmpty)
  }

  @Test func rollingPeriodsHaveNone() throws {
    #expect(try shifts(.rolling(days: 7), calendar("Europe/Berlin"), calendar("America/New_York")).isEmpty)
    #expect(try shifts(.allTime, calendar("Europe/Berlin"), calendar("America/New_York")).isEmpty)
  }

  @Test func anEditedPeriodPutsDaysIntoTwoPeriods() throws {
    // From a monthly to a weekly schedule of the same name.
    let utc = try calendar("UTC")
    let schedule = Schedule(name: "s", period: .weekly, reports: [ReportRequest(.pipelineOverview)])
    let october = utc.completed(
      .monthly, startingFrom: try #require(CivilDate(iso: "2026-10-01")),
      at: try #require(Instant(iso8601: "2026-11-01T00:00:00Z")))
    let found = BoundaryShift.all(of: schedule, recorded: october, utc)
    #expect(found.map(\.start.description) == ["2026-10-26T00:00:00Z"])
    #expect(found.map(\.end.description) == ["2026-11-01T00:00:00Z"])
  }
}
