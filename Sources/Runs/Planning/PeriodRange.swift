package import Calendars

/// The periods between two local dates, as requested with `--from` and `--to`.
package struct PeriodRange: Sendable {
  package let from: CivilDate
  /// Exclusive, like the end of a period.
  package let to: CivilDate

  package init(from: CivilDate, to: CivilDate) {
    self.from = from
    self.to = to
  }

  /// Whether a whole period lies in the range. Rolling and all-time periods only need to end in it.
  package func contains(_ window: Window) -> Bool {
    guard window.endDate <= to else { return false }
    return switch window.kind {
    case .rolling, .allTime: window.endDate > from
    default: window.startDate.map { $0 >= from } ?? false
    }
  }

  /// The smallest range that contains the windows; nil if there are none.
  package init?(covering windows: [Window]) {
    let starts = windows.map { window in
      switch window.kind {
      case .rolling, .allTime: window.endDate.adding(days: -1)
      default: window.startDate ?? window.endDate.adding(days: -1)
      }
    }
    guard let from = starts.min(), let to = windows.map(\.endDate).max() else { return nil }
    self.init(from: from, to: to)
  }
}
