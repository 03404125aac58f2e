import Testing

@testable import Calendars

struct CompletionTests {
  private func calendar(_ zone: String, weekStart: Weekday = .monday, fiscalYearStart: Int = 1) throws
    -> ReportingCalendar
  {
    ReportingCalendar(
      zone: try Tzdata.rules(zone), weekStart: weekStart, fiscalYearStart: fiscalYearStart)
  }

  @Test(
    arguments: [
      (.daily, "2026-11-20", "2026-11-20", "2026-11-21"), (.weekly, "2026-W46", "2026-11-09", "2026-11-16"),
      (.monthly, "2026-10", "2026-10-01", "2026-11-01"), (.quarterly, "2026-Q3", "2026-07-01", "2026-10-01"),
      (.yearly, "2025", "2025-01-01", "2026-01-01"),
      (.rolling(days: 90), "2026-08-23_2026-11-21", "2026-08-23", "2026-11-21"),
      (.allTime, "all_2026-11-21", nil, "2026-11-21"),
    ] as [(Period, String, CivilDate?, CivilDate)])
  func latestComplete(period: Period, label: String, start: CivilDate?, end: CivilDate) throws {
    let calendar = try calendar("Europe/Berlin")
    let window = try #require(calendar.latestComplete(period, at: "2026-11-21T12:00:00Z"))
    #expect(window.kind.rawValue == period.name)
    #expect(window.label == label)
    #expect(window.startDate == start)
    #expect(window.endDate == end)
    #expect(window.start == start.map(calendar.zone.beginning(of:)))
    #expect(window.end == calendar.zone.beginning(of: end))
  }

  /// A period is complete at its end, and not yet a second before.
  @Test(
    arguments: [
      (.daily, "2026-10-31T23:00:00Z", "2026-10-31", "2026-10-30"),
      (.weekly, "2026-11-01T23:00:00Z", "2026-W44", "2026-W43"),
      (.monthly, "2026-10-31T23:00:00Z", "2026-10", "2026-09"),
      (.quarterly, "2026-09-30T22:00:00Z", "2026-Q3", "2026-Q2"),
      (.yearly, "2026-12-31T23:00:00Z", "2026", "2025"),
      (.rolling(days: 7), "2026-10-31T23:00:00Z", "2026-10-25_2026-11-01", "2026-10-24_2026-10-31"),
      (.allTime, "2026-10-31T23:00:00Z", "all_2026-11-01", "all_2026-10-31"),
    ] as [(Period, Instant, String, String)])
  func isCompleteAtItsEnd(period: Period, end: Instant, label: String, previousLabel: String) throws {
    let calendar = try calendar("Europe/Berlin")
    let before = end.adding(seconds: -1)
    #expect(calendar.latestComplete(period, at: end)?.label == label)
    #expect(calendar.latestComplete(period, at: before)?.label == previousLabel)
    #expect(calendar.latestComplete(period, at: end)?.end == end)

    let since: CivilDate = "2020-01-01"
    #expect(calendar.completed(period, endingAfter: since, at: end).last?.label == label)
    #expect(calendar.completed(period, endingAfter: since, at: before).last?.label == previousLabel)
    #expect(calendar.completed(period, startingFrom: since, at: end).last?.label == label)
    #expect(calendar.completed(period, startingFrom: since, at: before).last?.label == previousLabel)
  }

  /// The periods that end after a date, or start on it or later, for dates just before, at and after a
  /// boundary.
  @Test(
    arguments: [
      (.monthly, "2026-07-31", ["2026-07", "2026-08", "2026-09"], ["2026-08", "2026-09"]),
      (.monthly, "2026-08-01", ["2026-08", "2026-09"], ["2026-08", "2026-09"]),
      (.monthly, "2026-08-02", ["2026-08", "2026-09"], ["2026-09"]),
      (.monthly, "2026-10-01", [], []), (.monthly, "2027-01-01", [], []),
      (.weekly, "2026-09-28", ["2026-W40", "2026-W41"], ["2026-W40", "2026-W41"]),
      (.weekly, "2026-09-29", ["2026-W40", "2026-W41"], ["2026-W41"]),
      (.daily, "2026-10-10", ["2026-10-10", "2026-10-11"], ["2026-10-10", "2026-10-11"]),
      (.quarterly, "2026-01-01", ["2026-Q1", "2026-Q2", "2026-Q3"], ["2026-Q1", "2026-Q2", "2026-Q3"]),
      (.yearly, "2024-06-01", ["2024", "2025"], ["2025"]),
      (
        .rolling(days: 2), "2026-10-10", ["2026-10-09_2026-10-11", "2026-10-10_2026-10-12"],
        ["2026-10-09_2026-10-11", "2026-10-10_2026-10-12"]
      ),
      (.allTime, "2026-10-10", ["all_2026-10-11", "all_2026-10-12"], ["all_2026-10-11", "all_2026-10-12"]),
      (.allTime, "2026-10-12", [], []),
    ] as [(Period, CivilDate, [String], [String])])
  func completed(period: Period, date: CivilDate, endingAfter: [String], startingFrom: [String]) throws {
    let calendar = try calendar("Europe/Berlin")
    let at: Instant = "2026-10-12T12:00:00Z"
    #expect(calendar.completed(period, endingAfter: date, at: at).map(\.label) == endingAfter)
    #expect(calendar.completed(period, startingFrom: date, at: at).map(\.label) == startingFrom)
  }

  /// Samoa skipped 30 December 2011: the date began and ended at the first instant of the 31st.
  @Test(
    arguments: [
      (.daily, ["2011-12-28", "2011-12-29", "2011-12-31"]),
      (.rolling(days: 1), ["2011-12-28_2011-12-29", "2011-12-31_2012-01-01"]),
      (.rolling(days: 2), ["2011-12-27_2011-12-29", "2011-12-29_2011-12-31", "2011-12-30_2012-01-01"]),
      (.allTime, ["all_2011-12-29", "all_2011-12-31", "all_2012-01-01"]),
      (.weekly, []), (.monthly, ["2011-12"]),
    ] as [(Period, [String])])
  func aSkippedDateIsNoPeriod(period: Period, labels: [String]) throws {
    let calendar = try calendar("Pacific/Apia")
    let windows = calendar.completed(period, endingAfter: "2011-12-28", at: "2011-12-31T10:00:00Z")
    #expect(windows.map(\.label) == labels)
  }

  @Test func theLatestPeriodIsTheLatestThatIsNotEmpty() throws {
    let calendar = try calendar("Pacific/Apia")
    let firstOfThe31st: Instant = "2011-12-30T10:00:00Z"
    #expect(calendar.latestComplete(.daily, at: firstOfThe31st)?.label == "2011-12-29")
    #expect(calendar.latestComplete(.rolling(days: 1), at: firstOfThe31st)?.label == "2011-12-28_2011-12-29")
    #expect(calendar.latestComplete(.allTime, at: firstOfThe31st)?.label == "all_2011-12-31")
    #expect(calendar.latestComplete(.daily, at: firstOfThe31st.adding(seconds: -1))?.label == "2011-12-28")
    #expect(calendar.latestComplete(.daily, at: firstOfThe31st)?.end == firstOfThe31st)
  }

  /// A minute after midnight the clock went back an hour, into the day before.
  @Test(
    arguments: [
      ("2006-10-29T02:29:59Z", "2006-10-27"), ("2006-10-29T02:30:00Z", "2006-10-28"),
      ("2006-10-29T02:31:00Z", "2006-10-28"), ("2006-10-29T03:30:00Z", "2006-10-28"),
    ] as [(Instant, String)])
  func aCompletePeriodStaysComplete(instant: Instant, label: String) throws {
    let calendar = try calendar("America/St_Johns")
    #expect(calendar.latestComplete(.daily, at: instant)?.label == label)
    #expect(calendar.completed(.daily, endingAfter: "2006-10-20", at: instant).last?.label == label)
  }

  @Test func fiscalYearsAndWeeksStartWhereTheTenantSays() throws {
    let calendar = try calendar("America/New_York", weekStart: .sunday, fiscalYearStart: 7)
    let at: Instant = "2026-11-21T12:00:00Z"
    #expect(calendar.latestComplete(.weekly, at: at)?.label == "2026-11-08")
    #expect(calendar.latestComplete(.quarterly, at: at)?.label == "FY2027-Q1")
    #expect(calendar.latestComplete(.yearly, at: at)?.label == "FY2026")
    #expect(calendar.latestComplete(.yearly, at: at)?.startDate == "2025-07-01")
  }

  @Test func nothingEndsBefore1970() throws {
    let calendar = try calendar("UTC")
    #expect(calendar.latestComplete(.daily, at: "1969-12-31T23:59:59Z") == nil)
    #expect(calendar.latestComplete(.daily, at: "1970-01-01T00:00:00Z")?.label == "1969-12-31")
    let years = calendar.completed(.yearly, startingFrom: "0001-01-01", at: "1972-01-01T00:00:00Z")
    #expect(years.map(\.label) == ["1969", "1970", "1971"])
    #expect(calendar.completed(.daily, endingAfter: "0001-01-01", at: "1970-01-02T00:00:00Z").count == 2)
  }

  @Test(.timeLimit(.minutes(1)))
  func listsEveryDayOfDecades() throws {
    let windows = try calendar("Africa/Cairo")
      .completed(.daily, startingFrom: "1970-01-01", at: "2070-01-01T12:00:00Z")
    #expect(windows.count == 36_525)
  }
}
