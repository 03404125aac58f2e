/// What the reports of a schedule look at, for a period of the schedule.
package enum WindowRule: Hashable, Sendable {
  /// The period itself.
  case completed
  /// The unit that contains the last date of the period.
  case toDate(WindowUnit)
  /// The unit that contains the date on which the period has ended: the first date after it that the zone had.
  case current(WindowUnit)
  /// The unit after that one.
  case next(WindowUnit)

  /// The key in schedule files.
  package var name: String {
    switch self {
    case .completed: "completed"
    case .toDate: "to_date"
    case .current: "current"
    case .next: "next"
    }
  }

  /// nil for ``completed``.
  package var unit: WindowUnit? {
    switch self {
    case .completed: nil
    case .toDate(let unit), .current(let unit), .next(let unit): unit
    }
  }
}

extension WindowRule: CustomStringConvertible {
  /// As in run parameters: `completed`, `current quarterly`.
  package var description: String {
    unit.map { "\(name) \($0.rawValue)" } ?? name
  }
}
