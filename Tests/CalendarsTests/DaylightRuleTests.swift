import Testing

@testable import Calendars

struct DaylightRuleTests {
  /// The offset before, after and between changes of the clock, in seconds east of UTC.
  @Test(
    arguments: [
      // No daylight saving time, quoted names, minutes and seconds.
      ("UTC0", "2026-07-01T00:00:00Z", 0), ("<+03>-3", "2026-07-01T00:00:00Z", 10_800),
      ("<-0930>9:30", "2026-07-01T00:00:00Z", -34_200), ("LMT-0:53:28", "2026-07-01T00:00:00Z", 3_208),
      ("CET+1", "2026-07-01T00:00:00Z", -3_600),
      // Last Sunday, with the default time of 02:00 and a given one.
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3_600),
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7_200),
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7_200),
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3_600),
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2500-07-01T00:00:00Z", 7_200),
      // A last weekday that is the fifth, and one that is the fourth because there is no fifth.
      ("AAA0BBB,M8.5.1/0,M9.5.3/0", "2026-08-31T00:00:00Z", 3_600),
      ("AAA0BBB,M8.5.1/0,M9.5.3/0", "2026-08-30T23:59:59Z", 0),
      ("AAA0BBB,M8.5.1/0,M9.5.3/0", "2025-08-25T00:00:00Z", 3_600),
      ("AAA0BBB,M8.5.1/0,M9.5.3/0", "2025-08-24T23:59:59Z", 0),
      // The first and second Sunday; 1 March 2026 is a Sunday.
      ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -18_000),
      ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -14_400),
      ("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T05:59:59Z", -14_400),
      ("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00:00Z", -18_000),
      // South of the equator: daylight saving time continues over New Year.
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 39_600),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T15:59:59Z", 39_600),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T16:00:00Z", 36_000),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-10-03T15:59:59Z", 36_000),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-10-03T16:00:00Z", 39_600),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-12-31T23:59:59Z", 39_600),
      // Half an hour of daylight saving time.
      ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-10-03T15:30:00Z", 39_600),
      // Negative daylight saving time: winter time is the exception.
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-01T00:00:00Z", 0),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-03-29T00:59:59Z", 0),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-03-29T01:00:00Z", 3_600),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-10-25T01:00:00Z", 0),
      // Before midnight: 23:00 on the Saturday before the last Sunday.
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7_200),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3_600),
      // Past 24 hours: 02:00 on the Friday after the fourth Thursday.
      ("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59:59Z", 7_200),
      ("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z", 10_800),
      // A week less an hour in either direction, which here reaches into the years before and after.
      ("AAA0BBB,J1/-167,J365/167", "2025-12-25T01:00:00Z", 3_600),
      ("AAA0BBB,J90/-167,J300/167", "2026-03-24T00:59:59Z", 0),
      ("AAA0BBB,J90/-167,J300/167", "2026-03-24T01:00:00Z", 3_600),
      ("AAA0BBB,J90/-167,J300/167", "2026-11-02T21:59:59Z", 3_600),
      ("AAA0BBB,J90/-167,J300/167", "2026-11-02T22:00:00Z", 0),
      // Numbered days: J60 is 1 March in every year, 59 is 29 February where there is one.
      ("AAA0BBB,J60/0,J300/0", "2024-02-29T23:59:59Z", 0),
      ("AAA0BBB,J60/0,J300/0", "2024-03-01T00:00:00Z", 3_600),
      ("AAA0BBB,J60/0,J300/0", "2026-02-28T23:59:59Z", 0),
      ("AAA0BBB,J60/0,J300/0", "2026-03-01T00:00:00Z", 3_600),
      ("AAA0BBB,J59/0,J300/0", "2024-02-28T00:00:00Z", 3_600),
      ("AAA0BBB,J59/0,J300/0", "2024-02-27T23:59:59Z", 0),
      ("AAA0BBB,59/0,300/0", "2024-02-28T23:59:59Z", 0),
      ("AAA0BBB,59/0,300/0", "2024-02-29T00:00:00Z", 3_600),
      ("AAA0BBB,59/0,300/0", "2026-02-28T23:59:59Z", 0),
      ("AAA0BBB,59/0,300/0", "2026-03-01T00:00:00Z", 3_600),
    ] as [(String, Instant, Int)])
  func offset(posix: String, instant: Instant, offset: Int) throws {
    let rule = try #require(DaylightRule(posix: posix))
    let span = rule.span(containing: instant.secondsSinceEpoch)
    #expect(span.offset == offset)
    #expect((span.start..<span.end).contains(instant.secondsSinceEpoch))
  }

  /// A rule with adjacent summers says that daylight saving time never ends.
  @Test(arguments: ["XXX3EST4,0/0,J365/23", "EST5EDT4,0/0,J365/25", "EST5EDT4,0/0,J365/30"])
  func permanentDaylightSavingTime(posix: String) throws {
    let rule = try #require(DaylightRule(posix: posix))
    let newYear: Instant = "2026-01-01T00:00:00Z"
    for hours in -100...100 {
      let time = newYear.adding(seconds: hours * 1_800).secondsSinceEpoch
      #expect(rule.span(containing: time).offset == -4 * 3_600)
    }
  }

  /// Spans follow each other without gaps, and the offset changes twice a year.
  @Test(arguments: [
    "CET-1CEST,M3.5.0,M10.5.0/3", "AEST-10AEDT,M10.1.0,M4.1.0/3", "IST-1GMT0,M10.5.0,M3.5.0/1",
  ])
  func stretchesTile(posix: String) throws {
    let rule = try #require(DaylightRule(posix: posix))
    let start: Instant = "1999-01-01T00:00:00Z"
    let end: Instant = "2099-01-01T00:00:00Z"
    var span = rule.span(containing: start.secondsSinceEpoch)
    var count = 0
    while span.end < end.secondsSinceEpoch {
      #expect(rule.span(containing: span.end - 1) == span)
      let next = rule.span(containing: span.end)
      #expect(next.start == span.end)
      #expect(next.offset != span.offset)
      span = next
      count += 1
    }
    #expect(count == 200)
  }

  @Test(arguments: [
    "", "CET", "CE-1", "C1T-1", "CET-", "CET-25", "CET-1:60", "CET-1:00:60", "CET-1:0", "<+03-3", "<+3>-3",
    "CET-1CEST", "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,", "CET-1CEST,M3.5.0,M10.5.0/",
    "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J100", "CET-1CEST,J366,J100",
    "CET-1CEST,366,100", "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0,", "CET-1CEST-2M3.5.0,1",
    "CET-1 ", "-3", "CET-1CEST,M3.5.0,M10.5.0/3:5", "CET-99999999999999999999",
  ])
  func refuses(posix: String) {
    #expect(DaylightRule(posix: posix) == nil)
  }
}
