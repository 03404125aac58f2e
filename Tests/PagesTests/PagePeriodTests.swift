import Calendars
import Runs
import Testing

@testable import Pages

/// What a page says about the time that it looks at.
struct PagePeriodTests {
  private let zones: TimeZoneDatabase

  init() throws { zones = try TimeZoneDatabase() }

  /// The latest period before an instant.
  ///
  /// - Parameters:
  ///   - read: when the CRM was read.
  ///   - knowsZone: whether the machine has the zone.
  private func page(
    _ period: Period, _ rule: WindowRule = .completed, before end: String, read: String? = nil,
    fiscalYearStart: Int = 1, _ reading: SnapshotKind = .timely, knowsZone: Bool = true
  ) throws -> PagePeriod {
    let zone = try zones.rules(for: "Europe/Berlin")
    let calendar = ReportingCalendar(zone: zone, fiscalYearStart: fiscalYearStart)
    let instant = try #require(Instant(iso8601: end))
    let latest = try #require(calendar.latestComplete(period, at: instant))
    return try PagePeriod(
      period: latest, window: calendar.window(rule, for: latest), asOf: latest.end,
      snapshotAt: read.map { try #require(Instant(iso8601: $0)) } ?? latest.end, reading: reading,
      zoneName: "Europe/Berlin", zone: knowsZone ? zone : nil)
  }

  private func fact(_ name: String, _ page: PagePeriod) -> String {
    page.facts(revision: "1").first { $0.name == name }?.value.text ?? ""
  }

  /// The quarter from November to January has 92 days.
  @Test(arguments: [
    ("2026-11-23T12:00:00Z", 22, "24%"), ("2026-11-02T12:00:00Z", 1, "1%"),
    ("2026-11-01T12:00:00Z", 0, "0%"), ("2027-01-31T12:00:00Z", 91, "99%"),
    ("2026-11-23T00:00:00+01:00", 22, "24%"), ("2026-11-22T23:59:59+01:00", 21, "23%"),
  ])
  func timeGoneCountsWholeDaysOfTheFiscalQuarter(now: String, gone: Int, share: String) throws {
    for knowsZone in [true, false] {
      let page = try page(
        .daily, .current(.quarterly), before: now, fiscalYearStart: 2, knowsZone: knowsZone)
      #expect(fact("Looks at", page) == "1 Nov 2026 to 31 Jan 2027, \(gone) of 92 days gone")
      #expect(page.shareGone?.percent() == share)
      #expect(page.title.hasPrefix("The quarter to date, "))
    }
  }

  @Test func whatIsOverOrToComeHasNoTimeGone() throws {
    let over = try page(.daily, .toDate(.quarterly), before: "2027-02-01T12:00:00Z", fiscalYearStart: 2)
    #expect(over.shareGone == nil && over.title == "The quarter, 31 January 2027")
    let next = try page(.daily, .next(.quarterly), before: "2026-10-31T12:00:00Z", fiscalYearStart: 2)
    #expect(next.shareGone == nil && next.title == "The quarter to come, 30 October 2026")
    #expect(next.thisUnit == "from 1 Nov 2026 to 31 Jan 2027")
  }

  /// October ended when November began.
  @Test(arguments: [
    ("2026-11-08T22:59:59.999999Z", 7, "8 Nov 2026 23:59"), ("2026-11-08T23:00:00Z", 8, "9 Nov 2026 00:00"),
    ("2026-12-01T05:02:00Z", 30, "1 Dec 2026 06:02"),
  ])
  func daysLateAreWholeDays(read: String, days: Int, words: String) throws {
    let page = try page(.monthly, before: "2026-11-01T12:00:00Z", read: read, .late)
    #expect(page.daysLate == days)
    #expect(fact("CRM read", page) == "\(words), <span class=\"warn\">late</span>")
  }

  @Test func readingIsSaid() throws {
    let read = "2026-12-01T05:02:00Z"
    let page = try page(.monthly, before: "2026-11-01T12:00:00Z", read: read, .reconstructed)
    #expect(fact("CRM read", page) == "1 Dec 2026 06:02, reconstructed")
    #expect(try fact("CRM read", self.page(.daily, before: read)) == "1 Dec 2026 00:00, on time")
  }

  @Test func headings() throws {
    let monday = "2027-01-04T12:00:00Z"
    // The year of the week, in which its Thursday lies.
    #expect(try page(.weekly, before: monday).title == "Week 53 of 2026")
    #expect(try page(.weekly, .current(.quarterly), before: monday).title == "The quarter to date, week 53")
    #expect(try page(.monthly, before: monday).title == "December 2026")
  }

  @Test func subtitles() throws {
    let month = try page(.monthly, before: "2026-11-01T12:00:00Z", read: "2026-12-01T05:02:00Z")
    func words(_ page: PagePeriod, _ currency: String?, others: Bool = false, revision: Int = 1) -> String {
      page.subtitle(currency: currency, hasOtherCurrencies: others, revision: revision)
    }
    #expect(words(month, "EUR") == "The completed month. Amounts in EUR.")
    #expect(
      words(month, "EUR", others: true)
        == "The completed month. Amounts in EUR; those in other currencies are added as they are.")
    #expect(
      words(month, nil, revision: 2)
        == "The completed month, as restated on 1 December 2026. No currency is set: amounts are as in the CRM."
    )
    let all = try page(.allTime, before: "2026-11-01T12:00:00Z")
    #expect(words(all, "EUR") == "Since the first deal. Amounts in EUR.")
    #expect(all.window.during == "up to 31 Oct 2026")
    let week = try page(.weekly, .current(.quarterly), before: "2026-11-23T12:00:00Z")
    #expect(
      words(week, "EUR") == "Quarter 2026-Q4 as it stood on Monday, 23 November 2026. Amounts in EUR.")
  }
}
