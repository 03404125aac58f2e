import Calendars
import Testing

struct CivilDateTests {
  @Test(arguments: [
    ("1970-01-01", 0, Weekday.thursday), ("1969-12-31", -1, .wednesday), ("2000-02-29", 11_016, .tuesday),
    ("2000-03-01", 11_017, .wednesday), ("2026-11-21", 20_778, .saturday), ("1900-03-01", -25_508, .thursday),
    ("0001-01-01", -719_162, .monday), ("9999-12-31", 2_932_896, .friday),
  ])
  func daysAndWeekdays(iso: String, days: Int, weekday: Weekday) throws {
    let date = try #require(CivilDate(iso: iso))
    #expect(date.daysSinceEpoch == days)
    #expect(date.weekday == weekday)
    #expect(CivilDate(daysSinceEpoch: days).description == iso)
  }

  /// Steps through nine centuries and checks every date against its predecessor.
  @Test func everyDateFollowsTheOneBefore() throws {
    var previous: CivilDate = "1599-12-31"
    while previous.year < 2500 {
      let date = previous.adding(days: 1)
      let parts = (date.year, date.month, date.day)
      let isNext =
        parts == (previous.year, previous.month, previous.day + 1)
        || parts == (previous.year, previous.month + 1, 1)
        || parts == (previous.year + 1, 1, 1) && (previous.month, previous.day) == (12, 31)
      let rebuilt = CivilDate(year: date.year, month: date.month, day: date.day)
      let lacksNext = CivilDate(year: previous.year, month: previous.month, day: previous.day + 1) == nil
      try #require(isNext && rebuilt == date && (date.day > 1 || lacksNext), "\(previous) and \(date)")
      previous = date
    }
  }

  @Test(arguments: [
    "", "2026-2-01", "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "1900-02-29",
    "0000-01-01", "02026-01-01", "2026-01-01 ", " 2026-01-01", "2026/01/01", "20260101", "-026-01-01",
    "2026-01-1a", "٢٠٢٦-01-01", "2026-01-01T00:00:00Z",
  ])
  func refuses(iso: String) {
    #expect(CivilDate(iso: iso) == nil)
  }

  @Test func refusesYearsThatIsoDatesHaveNoRoomFor() {
    #expect(CivilDate(year: 10_000, month: 1, day: 1) == nil)
    #expect(CivilDate(year: 0, month: 12, day: 31) == nil)
  }

  @Test(
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-01-28", 1, "2026-02-28"),
      ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2026-11-30", 3, "2027-02-28"),
      ("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -1, "2025-12-15"), ("2026-01-15", -13, "2024-12-15"),
      ("2026-12-15", 1, "2027-01-15"), ("2026-05-31", 0, "2026-05-31"),
    ] as [(CivilDate, Int, CivilDate)])
  func monthsLater(start: CivilDate, months: Int, end: CivilDate) {
    #expect(start.adding(months: months) == end)
  }

  @Test func datesAreOrdered() {
    let dates: [CivilDate] = ["1969-12-31", "1970-01-01", "2026-09-30", "2026-10-01"]
    #expect(dates.shuffled().sorted() == dates)
  }

  @Test func weekdaysByName() {
    #expect(Weekday.allCases.map(\.name).compactMap(Weekday.init(name:)) == Weekday.allCases)
    #expect(Weekday(name: "sunday")?.rawValue == 7)
    for wrong in ["Monday", "mon", "", "1", " monday"] { #expect(Weekday(name: wrong) == nil) }
  }
}
