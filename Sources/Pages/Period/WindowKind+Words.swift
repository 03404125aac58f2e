internal import Calendars

extension WindowKind {
  /// What a window of this kind is, in sentences.
  var unit: String {
    switch self {
    case .daily: "day"
    case .weekly: "week"
    case .monthly: "month"
    case .quarterly: "quarter"
    case .yearly: "year"
    case .rolling, .allTime, .custom: "period"
    }
  }

  /// Since when something has changed.
  var changeWords: String {
    switch self {
    case .daily, .rolling, .allTime: "in a day"
    case .custom: "since the period before"
    default: "in a \(unit)"
    }
  }
}

extension Window {
  /// ``title`` with the year, where it has none: `Week 47 of 2026`.
  var fullTitle: String { isWeekOfYear ? "\(title) of \(label.prefix(4))" : title }

  /// Whether it is counted among the weeks of a year: `2026-W47`.
  private var isWeekOfYear: Bool { kind == .weekly && label.count == 8 && label.contains("-W") }

  /// Its name as the heading of a page: `Week 47`, `October 2026`, `FY2027-Q2`, `22 November 2026`.
  var title: String {
    guard let startDate else { return "Everything up to \(lastDate.longWords)" }
    switch kind {
    case .daily: return startDate.longWords
    case .weekly: return isWeekOfYear ? "Week \(label.suffix(2))" : "Week from \(startDate.longWords)"
    case .monthly where startDate.day == 1: return "\(startDate.monthName) \(startDate.year)"
    case .quarterly, .yearly: return label
    case .rolling:
      return "The \(endDate.daysSinceEpoch - startDate.daysSinceEpoch) days to \(lastDate.longWords)"
    case .monthly, .allTime, .custom: return words
    }
  }
}
