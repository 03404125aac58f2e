import Calendars
import Testing

struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2026-10-01T00:00:00Z", 1_790_812_800),
    ("2026-10-01T02:00:00+02:00", 1_790_812_800), ("2026-09-30T18:30:00-05:30", 1_790_812_800),
    ("2026-10-01T00:00:00-00:00", 1_790_812_800), ("2026-10-01T00:00:00.999999999Z", 1_790_812_800),
    ("1969-12-31T23:59:59.5Z", -1), ("2026-10-01T23:59:59.0+23:59", 1_790_812_860 - 1),
  ])
  func reads(text: String, seconds: Int) {
    #expect(Instant(iso8601: text)?.secondsSinceEpoch == seconds)
  }

  @Test(arguments: [
    "", "2026-10-01", "2026-10-01T00:00:00", "2026-10-01T00:00Z", "2026-10-01 00:00:00Z",
    "2026-10-01T24:00:00Z", "2026-10-01T00:60:00Z", "2026-10-01T00:00:60Z", "2026-10-01T00:00:00z",
    "2026-10-01T00:00:00.Z", "2026-10-01T00:00:00,5Z", "2026-10-01T00:00:00+0200", "2026-10-01T00:00:00+02",
    "2026-10-01T00:00:00+24:00", "2026-10-01T00:00:00+02:60", "2026-10-01T00:00:00ZZ", "2026-02-30T00:00:00Z",
    "2026-10-01T00:00:00Z ", "2026-10-01T0:00:00Z", "2026-10-01T00:00:00 +02:00",
  ])
  func refuses(text: String) {
    #expect(Instant(iso8601: text) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (86_399, "1970-01-01T23:59:59Z"),
    (1_790_812_800 + 3_723, "2026-10-01T01:02:03Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
  ])
  func describes(seconds: Int, text: String) {
    #expect(Instant(secondsSinceEpoch: seconds).description == text)
  }

  @Test func secondsLater() {
    let instant: Instant = "2026-10-01T00:00:00Z"
    #expect(instant.adding(seconds: -1) == "2026-09-30T23:59:59Z")
    #expect(instant.adding(seconds: -1) < instant)
    #expect(!(instant < instant))
  }
}
