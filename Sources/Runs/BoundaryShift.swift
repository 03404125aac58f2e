package import Calendars
internal import Schedules

/// Hours between two periods of a schedule that lie in neither of them, or in both. Happens where the schedule's
/// calendar changed after the earlier period was recorded: its zone, week start, fiscal year or period, or the zone's
/// rules.
package struct BoundaryShift: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The hours lie in no period.
    case uncovered
    /// The hours lie in both periods.
    case overlapping
  }

  package let schedule: String
  package let kind: Kind
  package let start: Instant
  /// Exclusive.
  package let end: Instant
  package let before: Window
  package let after: Window

  /// The shifts between the periods of the last year before the last recorded one, and to the next period. Rolling
  /// and all-time periods overlap by nature, and have none.
  ///
  /// - Parameters:
  ///   - recorded: the recorded windows of the schedule.
  ///   - calendar: as the schedule file has it now.
  static func all(
    of schedule: Schedule, recorded: [Window], _ calendar: ReportingCalendar
  ) -> [BoundaryShift] {
    guard let last = recorded.map(\.endDate).max(),
      let next = calendar.firstPeriod(schedule.period, endingAfter: last)
    else { return [] }
    let recent = Set(recorded.filter { $0.endDate > last.adding(days: -366) && $0.start != nil })
      .sorted { ($0.end, $0.start ?? $0.end) < ($1.end, $1.start ?? $1.end) }
    var shifts: [BoundaryShift] = []
    var latest: Window?
    for window in recent + [next] {
      if let latest { shifts += between(latest, window, calendar, schedule) }
      // Periods of an edited calendar can end at the same instant, or one in the other.
      latest = latest.map { $0.end > window.end ? $0 : window } ?? window
    }
    return shifts
  }

  private static func between(
    _ before: Window, _ after: Window, _ calendar: ReportingCalendar, _ schedule: Schedule
  ) -> [BoundaryShift] {
    guard let start = after.start, let startDate = after.startDate else { return [] }
    func shift(_ kind: Kind, _ start: Instant, _ end: Instant) -> BoundaryShift {
      BoundaryShift(
        schedule: schedule.name, kind: kind, start: start, end: end, before: before, after: after)
    }
    if start < before.end { return [shift(.overlapping, start, min(before.end, after.end))] }
    // Whole periods between the two are missing, which is another matter: `backfill` computes them.
    let missing = calendar.completed(
      schedule.period, startingFrom: before.endDate, at: calendar.zone.beginning(of: startDate)
    ).compactMap { window in window.start.map { ($0, window.end) } }.filter {
      $0 >= before.end && $1 <= start
    }
    var uncovered: [BoundaryShift] = []
    var covered = before.end
    for (missingStart, missingEnd) in missing + [(start, start)] {
      if covered < missingStart { uncovered.append(shift(.uncovered, covered, missingStart)) }
      covered = max(covered, missingEnd)
    }
    return uncovered
  }
}
