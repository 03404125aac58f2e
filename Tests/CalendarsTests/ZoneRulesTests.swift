import Testing

@testable import Calendars

struct ZoneRulesTests {
  @Test(arguments: [
    ("UTC", "2026-10-01", "2026-10-01T00:00:00Z"), ("Europe/Berlin", "2026-10-01", "2026-09-30T22:00:00Z"),
    ("Europe/Berlin", "2026-01-01", "2025-12-31T23:00:00Z"),
    // Midnight does not exist: the date begins at the end of the gap.
    ("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"),
    ("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z"),
    ("America/Havana", "2024-03-10", "2024-03-10T05:00:00Z"),
    ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
    ("Asia/Kathmandu", "1986-01-01", "1985-12-31T18:30:00Z"),
    ("America/Toronto", "1919-03-31", "1919-03-31T04:30:00Z"),
    // Midnight comes twice: the date begins at the earlier one.
    ("America/Havana", "2024-11-03", "2024-11-03T04:00:00Z"),
    // The clock goes back at midnight, so the date begins an hour later.
    ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"),
    // The date lasted a minute, then the clock went back an hour into the day before.
    ("America/St_Johns", "2006-10-29", "2006-10-29T02:30:00Z"),
    // The zone crossed the date line: a date that does not exist begins with the next one.
    ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z"),
    ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
    ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
    ("Pacific/Apia", "2012-01-01", "2011-12-31T10:00:00Z"),
    ("Pacific/Kwajalein", "1993-08-20", "1993-08-20T12:00:00Z"),
    ("Pacific/Kwajalein", "1993-08-21", "1993-08-21T12:00:00Z"),
    ("Pacific/Kwajalein", "1993-08-22", "1993-08-21T12:00:00Z"),
    // Offsets of 30 and 45 minutes, and local mean time with seconds.
    ("Asia/Kolkata", "2026-10-01", "2026-09-30T18:30:00Z"),
    ("Pacific/Chatham", "2026-10-01", "2026-09-30T10:15:00Z"),
    ("Australia/Lord_Howe", "2026-10-05", "2026-10-04T13:00:00Z"),
    ("Africa/Monrovia", "1972-01-01", "1972-01-01T00:44:30Z"),
    ("Europe/Berlin", "1880-01-01", "1879-12-31T23:06:32Z"),
    ("Europe/Berlin", "0001-01-01", "0000-12-31T23:06:32Z"),
    // In the far future, by the footer's rule.
    ("Europe/Berlin", "2500-07-01", "2500-06-30T22:00:00Z"),
    ("Europe/Berlin", "2500-01-01", "2499-12-31T23:00:00Z"),
    ("Africa/Cairo", "2500-04-30", "2500-04-29T22:00:00Z"),
    ("Africa/Cairo", "2500-05-01", "2500-04-30T21:00:00Z"),
    ("Australia/Sydney", "9999-12-31", "9999-12-30T13:00:00Z"),
    ("Asia/Tokyo", "2500-07-01", "2500-06-30T15:00:00Z"),
  ])
  func beginning(zone: String, date: CivilDate, instant: String) throws {
    #expect(try Tzdata.rules(zone).beginning(of: date).description == instant)
  }

  @Test(
    arguments: [
      ("Pacific/Apia", "2011-12-30", true), ("Pacific/Apia", "2011-12-29", false),
      ("Pacific/Apia", "2011-12-31", false),
      ("Pacific/Kwajalein", "1993-08-21", true), ("Pacific/Kwajalein", "1993-08-20", false),
      ("Africa/Cairo", "2026-04-24", false), ("UTC", "2011-12-30", false),
      ("America/St_Johns", "2006-10-29", false),
    ] as [(String, CivilDate, Bool)])
  func skips(zone: String, date: CivilDate, isSkipped: Bool) throws {
    #expect(try Tzdata.rules(zone).skips(date) == isSkipped)
  }

  @Test(
    arguments: [
      ("UTC", "2026-09-30T23:59:59Z", "2026-09-30", 0),
      ("Europe/Berlin", "2026-09-30T21:59:59Z", "2026-09-30", 7_200),
      ("Europe/Berlin", "2026-09-30T22:00:00Z", "2026-10-01", 7_200),
      ("America/Havana", "2024-03-10T04:59:59Z", "2024-03-09", -18_000),
      ("America/Havana", "2024-03-10T05:00:00Z", "2024-03-10", -14_400),
      ("Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29", -36_000),
      ("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31", 50_400),
      ("America/St_Johns", "2006-10-29T02:30:59Z", "2006-10-29", -9_000),
      ("America/St_Johns", "2006-10-29T02:31:00Z", "2006-10-28", -12_600),
      ("Africa/Monrovia", "1970-01-01T00:00:00Z", "1969-12-31", -2_670),
    ] as [(String, Instant, CivilDate, Int)])
  func localDates(zone: String, instant: Instant, date: CivilDate, offset: Int) throws {
    let rules = try Tzdata.rules(zone)
    #expect(rules.localDate(at: instant) == date)
    #expect(rules.utcOffset(at: instant) == offset)
  }

  /// A date that has begun counts as begun even while the clock shows the day before again.
  @Test(
    arguments: [
      ("2006-10-29T02:29:59Z", "2006-10-28"), ("2006-10-29T02:30:00Z", "2006-10-29"),
      ("2006-10-29T02:31:00Z", "2006-10-29"), ("2006-10-29T03:29:59Z", "2006-10-29"),
      ("2006-10-30T03:29:59Z", "2006-10-29"), ("2006-10-30T03:30:00Z", "2006-10-30"),
    ] as [(Instant, CivilDate)])
  func latestDateBegun(instant: Instant, date: CivilDate) throws {
    #expect(try Tzdata.rules("America/St_Johns").latestDateBegun(by: instant) == date)
  }

  @Test func zonesAreEqualIfTheirNamesAre() throws {
    #expect(try Tzdata.rules("Europe/Berlin") == Tzdata.rules("Europe/Berlin"))
    #expect(try Set([Tzdata.rules("Europe/Berlin"), Tzdata.rules("Europe/Oslo")]).count == 2)
  }
}
