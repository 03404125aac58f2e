package import Calendars
internal import PostgreSQL

/// Local dates between the recorded periods of a schedule that none of them covers. Rolling and all-time
/// periods overlap; of these, each day should be the end of one.
package struct RecordedGap: Sendable, Equatable {
  package let schedule: String
  package let start: CivilDate
  /// Exclusive.
  package let end: CivilDate

  package init(schedule: String, start: CivilDate, end: CivilDate) {
    self.schedule = schedule
    self.start = start
    self.end = end
  }

  /// - Parameter row: a row of `gaps.sql`.
  init(_ row: Row) throws {
    self.init(
      schedule: try row.value("schedule"), start: try row.value("gap_start"), end: try row.value("gap_end"))
  }

  /// Whether a period that was not recorded lies in the gap.
  func contains(_ window: Window) -> Bool {
    guard let start = window.startDate, window.kind != .rolling else {
      return self.start < window.endDate && window.endDate <= end
    }
    return self.start <= start && window.endDate <= end
  }
}
