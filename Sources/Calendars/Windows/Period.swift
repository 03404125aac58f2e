/// The recurring period of a schedule.
package enum Period: Hashable, Sendable {
  case daily, weekly, monthly, quarterly, yearly
  /// The given number of days, one of ``rollingDays``; such a period ends each day.
  case rolling(days: Int)
  /// Everything up to a day; it has no start.
  case allTime

  /// How many days a rolling period may have: from one day to a hundred years.
  package static let rollingDays = 1...36_525

  /// The name used in schedule files: `daily` … `rolling`, `all_time`.
  package var name: String { kind.rawValue }

  package var kind: WindowKind {
    switch self {
    case .daily: .daily
    case .weekly: .weekly
    case .monthly: .monthly
    case .quarterly: .quarterly
    case .yearly: .yearly
    case .rolling: .rolling
    case .allTime: .allTime
    }
  }
}
