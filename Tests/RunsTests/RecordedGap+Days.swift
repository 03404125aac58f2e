import Calendars

@testable import Runs

extension RecordedGap {
  /// The gaps between the periods of one schedule, found day by day.
  static func all(in ledger: [Occurrence]) -> [RecordedGap] {
    guard let schedule = ledger.first?.key.schedule else { return [] }
    let windows = ledger.map(\.period)
    let covered = Set(
      windows.flatMap { window -> [Int] in
        let overlaps = window.kind == .rolling || window.kind == .allTime
        let first = (overlaps ? nil : window.startDate) ?? window.endDate.adding(days: -1)
        return Array(first.daysSinceEpoch..<window.endDate.daysSinceEpoch)
      })
    var gaps: [RecordedGap] = []
    var day = covered.min() ?? 0
    while day < covered.max() ?? 0 {
      let start = day
      while !covered.contains(day) { day += 1 }
      if day > start {
        gaps.append(
          RecordedGap(
            schedule: schedule, start: CivilDate(daysSinceEpoch: start), end: CivilDate(daysSinceEpoch: day)))
      }
      day += 1
    }
    return gaps
  }
}
