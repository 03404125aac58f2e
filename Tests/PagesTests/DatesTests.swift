import Calendars
import Testing

@testable import Pages

struct DatesTests {
  private func date(_ iso: String) throws -> CivilDate { try #require(CivilDate(iso: iso)) }

  @Test func words() throws {
    let date = try date("2026-11-03")
    #expect(date.words == "3 Nov 2026")
    #expect(date.longWords == "3 November 2026")
    #expect(date.weekdayName == "Tuesday")
    #expect(try self.date("2028-02-29").longWords == "29 February 2028")
  }

  @Test(arguments: [
    ("2026-11-16", "2026-11-22", "16 to 22 Nov 2026"), ("2026-09-28", "2026-10-04", "28 Sep to 4 Oct 2026"),
    ("2026-12-28", "2027-01-03", "28 Dec 2026 to 3 Jan 2027"), ("2026-11-23", "2026-11-23", "23 Nov 2026"),
    // The same day and month of two years, and the same day of two months.
    ("2025-11-23", "2026-11-23", "23 Nov 2025 to 23 Nov 2026"),
    ("2026-10-23", "2026-11-23", "23 Oct to 23 Nov 2026"),
  ])
  func spans(first: String, last: String, expected: String) throws {
    #expect(try CivilDate.words(from: date(first), to: date(last)) == expected)
  }

  private func window(_ kind: WindowKind, _ label: String, _ start: String?, _ end: String) throws -> Window {
    let end = try date(end)
    let start = try start.map(date)
    return Window(
      kind: kind, label: label, startDate: start, endDate: end,
      start: start.map { Instant(secondsSinceEpoch: $0.daysSinceEpoch * 86_400) },
      end: Instant(secondsSinceEpoch: end.daysSinceEpoch * 86_400))
  }

  /// The end of a window is not in it; its words include both ends.
  @Test func wordsOfAWindow() throws {
    #expect(try window(.monthly, "2026-10", "2026-10-01", "2026-11-01").words == "1 to 31 Oct 2026")
    #expect(try window(.daily, "2026-10-31", "2026-10-31", "2026-11-01").words == "31 Oct 2026")
    #expect(try window(.allTime, "2026-10-31", nil, "2026-11-01").words == "everything up to 31 Oct 2026")
  }

  @Test func timesOfWhatHappenedInAWindow() throws {
    #expect(try window(.monthly, "2026-10", "2026-10-01", "2026-11-01").during == "from 1 to 31 Oct 2026")
    #expect(try window(.daily, "2026-10-31", "2026-10-31", "2026-11-01").during == "on 31 Oct 2026")
    #expect(try window(.allTime, "all_2026-11-01", nil, "2026-11-01").during == "up to 31 Oct 2026")
  }

  @Test func titlesWithTheYear() throws {
    #expect(try window(.weekly, "2026-W53", "2026-12-28", "2027-01-04").fullTitle == "Week 53 of 2026")
    #expect(
      try window(.weekly, "2026-11-15", "2026-11-15", "2026-11-22").fullTitle
        == "Week from 15 November 2026")
    #expect(try window(.monthly, "2026-10", "2026-10-01", "2026-11-01").fullTitle == "October 2026")
  }

  @Test func titles() throws {
    #expect(try window(.monthly, "2026-10", "2026-10-01", "2026-11-01").title == "October 2026")
    #expect(try window(.monthly, "2026-10-15", "2026-10-15", "2026-11-15").title == "15 Oct to 14 Nov 2026")
    #expect(try window(.weekly, "2026-W47", "2026-11-16", "2026-11-23").title == "Week 47")
    #expect(
      try window(.weekly, "2026-11-15", "2026-11-15", "2026-11-22").title == "Week from 15 November 2026")
    #expect(try window(.daily, "2026-11-22", "2026-11-22", "2026-11-23").title == "22 November 2026")
    #expect(try window(.quarterly, "FY2027-Q2", "2026-07-01", "2026-10-01").title == "FY2027-Q2")
    #expect(
      try window(.rolling, "2026-10-31", "2026-10-02", "2026-11-01").title == "The 30 days to 31 October 2026"
    )
    #expect(try window(.allTime, "2026-10-31", nil, "2026-11-01").title == "Everything up to 31 October 2026")
  }
}
