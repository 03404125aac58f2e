import Testing
import TestingRepository

@testable import Calendars

/// Properties of every calendar, tested on random ones.
struct TilingTests {
  private static let zones = [
    "UTC", "Europe/Berlin", "America/Havana", "Africa/Cairo", "Asia/Beirut", "America/Sao_Paulo",
    "Pacific/Apia", "Pacific/Kwajalein", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe",
    "Africa/Monrovia", "Africa/Casablanca", "Pacific/Chatham", "Asia/Gaza",
  ]

  private func randomCalendar(_ zone: String, using random: inout SeededGenerator) throws -> ReportingCalendar
  {
    ReportingCalendar(
      zone: try Tzdata.rules(zone), weekStart: Weekday.allCases.randomElement(using: &random) ?? .monday,
      fiscalYearStart: .random(in: 1...12, using: &random))
  }

  private func randomInstant(using random: inout SeededGenerator) -> Instant {
    let latest: Instant = "2045-01-01T00:00:00Z"
    return Instant(secondsSinceEpoch: .random(in: 0..<latest.secondsSinceEpoch, using: &random))
  }

  /// Periods follow each other without gap or overlap, from the first requested one to the latest complete
  /// one.
  @Test(arguments: [Period.daily, .weekly, .monthly, .quarterly, .yearly])
  func periodsTile(period: Period) throws {
    var random = SeededGenerator()
    for zone in Self.zones {
      let calendar = try randomCalendar(zone, using: &random)
      let at = randomInstant(using: &random)
      let since: CivilDate = "1970-01-01"
      let comment = Comment(rawValue: "\(zone) \(period) at \(at), seed \(random.seed)")
      let windows = calendar.completed(period, startingFrom: since, at: at)
      guard let first = windows.first, let last = windows.last else { continue }

      let firstStart = try #require(first.startDate)
      let firstDates = try #require(calendar.dates(of: period.kind, around: since))
      #expect([firstDates.lowerBound, firstDates.upperBound].first { $0 >= since } == firstStart, comment)
      let afterLast = try #require(calendar.dates(of: period.kind, around: last.endDate))
      #expect(last.end <= at && calendar.zone.beginning(of: afterLast.upperBound) > at, comment)
      #expect(calendar.latestComplete(period, at: at) == last, comment)

      let areWhole = windows.allSatisfy { window in
        guard let start = window.start, let date = window.startDate else { return false }
        return start < window.end && calendar.dates(of: period.kind, around: date) == date..<window.endDate
          && calendar.zone.localDate(at: window.end.adding(seconds: -1)) < window.endDate
      }
      #expect(areWhole, comment)
      // Only a date that the zone skipped may lie between two neighbours.
      let haveNoGaps = zip(windows, windows.dropFirst()).allSatisfy { earlier, later in
        earlier.end == later.start
          && (earlier.endDate == later.startDate || calendar.zone.skips(earlier.endDate))
      }
      #expect(haveNoGaps, comment)
      #expect(Set(windows.map(\.label)).count == windows.count, comment)
    }
  }

  /// A rolling or all-time period ends at the beginning of each local date that the zone did not skip.
  @Test(arguments: [Period.rolling(days: 90), .rolling(days: 7), .allTime])
  func trailingPeriodsEndEachDay(period: Period) throws {
    var random = SeededGenerator()
    for zone in Self.zones {
      let calendar = try randomCalendar(zone, using: &random)
      let at = randomInstant(using: &random)
      let windows = calendar.completed(period, startingFrom: "1971-01-01", at: at)
      let days = calendar.completed(.daily, startingFrom: "1971-01-01", at: at)
      let comment = Comment(rawValue: "\(zone) \(period) at \(at), seed \(random.seed)")
      #expect(windows.map(\.end) == days.map(\.end), comment)
      #expect(Set(windows.map(\.label)).count == windows.count, comment)
      #expect(windows.isEmpty || calendar.latestComplete(period, at: at) == windows.last, comment)
      let reachBack = windows.allSatisfy { window in
        guard case .rolling(let length) = period else {
          return window.start == nil && window.startDate == nil
        }
        return window.startDate == window.endDate.adding(days: -length)
      }
      #expect(reachBack, comment)
    }
  }

  /// Ticks at any times record exactly the periods that a single call lists at the end.
  @Test(arguments: [Period.daily, .weekly, .monthly, .quarterly, .rolling(days: 30), .allTime])
  func ticksMissNothing(period: Period) throws {
    var random = SeededGenerator()
    for zone in Self.zones {
      let calendar = try randomCalendar(zone, using: &random)
      var at = randomInstant(using: &random).adding(seconds: 1_000_000_000)
      var recorded = [try #require(calendar.latestComplete(period, at: at))]
      for _ in 0..<20 {
        at = at.adding(seconds: .random(in: 0...10_000_000, using: &random))
        let lastEnd = try #require(recorded.last).endDate
        recorded += calendar.completed(period, endingAfter: lastEnd, at: at)
        #expect(recorded.last == calendar.latestComplete(period, at: at), "\(zone), seed \(random.seed)")
      }
      let listed = calendar.completed(period, endingAfter: recorded[0].endDate, at: at)
      #expect(Array(recorded.dropFirst()) == listed, "\(zone), seed \(random.seed)")
    }
  }
}
