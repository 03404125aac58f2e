import Calendars
import Runs
import Testing

@testable import Pages

/// With what a figure at the top of a page compares itself.
struct KeyFiguresTests {
  /// The first figure of a page of the quarter to date.
  private func figure(_ name: Figures.Name, _ value: Int, _ earlier: [PageHistory.Earlier]) throws
    -> PageElement
  {
    let zone = try TimeZoneDatabase().rules(for: "UTC")
    let calendar = ReportingCalendar(zone: zone)
    let end = try #require(Instant(iso8601: "2026-11-23T00:00:00Z"))
    let week = try #require(calendar.latestComplete(.weekly, at: end))
    let period = PagePeriod(
      period: week, window: calendar.window(.current(.quarterly), for: week), asOf: end, snapshotAt: end,
      reading: .timely, zoneName: "UTC", zone: zone)
    let figures = KeyFigures(
      history: PageHistory(own: own(name, value), earlier: earlier), period: period, forecastEnd: nil,
      currentUnit: "quarter", subjects: "people")
    let page = try PageParser.parse("<!DOCTYPE html>\n" + figures.markup.text)
    return try #require(page.all("li").first)
  }

  private func own(_ name: Figures.Name, _ value: Int?) -> Figures {
    var figures = Figures()
    figures[name] = value.map(ExactNumber.init)
    return figures
  }

  private func week(
    _ label: String, _ figures: Figures, window: String = "2026-Q4", isFollowed: Bool = true,
    isLate: Bool? = nil
  ) -> PageHistory.Earlier {
    PageHistory.Earlier(
      label: label, window: window, isSameWindow: nil, isLate: isLate, isFollowed: isFollowed,
      figures: figures,
      multiples: nil)
  }

  private func change(_ figure: PageElement) -> String { figure.all("p", "change")[0].text }
  private func reason(_ figure: PageElement) -> String? { figure.all("p", "why").first?.text }
  private func first(_ figure: PageElement) -> [String] { figure.all("p", "q").map(\.text) }

  /// The page says so, because the change is then from numbers of a later day.
  @Test func aPeriodBeforeThatWasReadLateIsNamed() {
    func named(_ weeks: [PageHistory.Earlier]) -> String? {
      PageHistory(own: own(.openAmount, 1_000), earlier: weeks).lateBefore
    }
    let timely = week("W45", own(.openAmount, 900), isLate: false)
    #expect(named([timely, week("W46", own(.openAmount, 700), isLate: true)]) == "W46")
    #expect(named([week("W45", own(.openAmount, 900), isLate: true), timely]) == nil)
    // Where there is no change, nothing is from late numbers.
    #expect(named([week("W46", own(.openAmount, 700), isFollowed: false, isLate: true)]) == nil)
    #expect(named([week("W46", Figures(), isLate: true)]) == nil)
  }

  @Test func aChangeIsOneFromThePeriodDirectlyBefore() throws {
    let weeks = [week("W45", own(.openAmount, 900)), week("W46", own(.openAmount, 700))]
    let more = try figure(.openAmount, 1_000, weeks)
    #expect(change(more) == "+300 in a week" && reason(more) == nil && first(more) == ["900 in W45"])
    #expect(try change(figure(.openAmount, 700, weeks)) == "unchanged in a week")
    let gap = try figure(
      .openAmount, 1_000, [weeks[0], week("W46", own(.openAmount, 700), isFollowed: false)])
    #expect(change(gap).isEmpty && first(gap) == ["900 in W45"])
    #expect(reason(gap) == "No change is shown: W46 is not the period directly before.")
  }

  /// The page's own value is not the first of a line.
  @Test func theFirstValueIsOfAPeriodBefore() throws {
    let unknown = try figure(
      .openAmount, 1_000, [week("W45", Figures()), week("W46", Figures())])
    #expect(first(unknown).isEmpty && unknown.all("svg").isEmpty && change(unknown).isEmpty)
    #expect(reason(unknown) == "No change is shown: W46 does not have it.")
    let alone = try figure(.openAmount, 1_000, [])
    #expect(first(alone).isEmpty && alone.all("svg").isEmpty && reason(alone) == nil)
    let second = try figure(
      .openAmount, 1_000, [week("W45", Figures()), week("W46", own(.openAmount, 700))])
    #expect(first(second) == ["700 in W46"] && second.all("svg", "trend").count == 1)
  }

  /// What is about a quarter is not compared with the quarter before; what stands at a time is.
  @Test func anotherWindowIsAnotherThing() throws {
    let last = { (name: Figures.Name) in [week("W46", own(name, 700), window: "2026-Q3")] }
    let won = try figure(.wonAmount, 1_000, last(.wonAmount))
    #expect(change(won).isEmpty && first(won).isEmpty)
    #expect(reason(won) == "No change is shown: W46 looked at another quarter.")
    #expect(try change(figure(.openAmount, 1_000, last(.openAmount))) == "+300 in a week")
  }

  @Test(arguments: [
    (Figures.Difference.currency, "W46 has another currency"),
    (.definition, "W46 was computed by another definition"),
    (.horizon, "W46 looked ahead to another date"),
  ])
  func whatCannotBeComparedIsLeftOut(difference: Figures.Difference, words: String) throws {
    var before = own(.weightedAmount, 700)
    before.leaveOut(.weightedAmount, because: difference)
    let weighted = try figure(.weightedAmount, 1_000, [week("W46", before)])
    #expect(change(weighted).isEmpty && first(weighted).isEmpty)
    #expect(reason(weighted) == "No change is shown: \(words).")
  }
}
