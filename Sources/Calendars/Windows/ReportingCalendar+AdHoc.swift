/// Windows that are requested by their dates.
extension ReportingCalendar {
  /// The window from one date up to another; nil if the dates are reversed or the window is empty.
  package func window(from startDate: CivilDate, to endDate: CivilDate) -> Window? {
    window(kind: kind(from: startDate, to: endDate), from: startDate, to: endDate)
  }

  /// Whether these are the dates of a whole day, week, month, quarter or year of the calendar.
  package func isUnit(_ kind: WindowKind, from startDate: CivilDate, to endDate: CivilDate) -> Bool {
    guard let dates = dates(of: kind, around: startDate) else { return false }
    return dates.lowerBound == startDate && dates.upperBound == endDate
  }

  /// The kind of a window, determined by its length alone, wherever it starts.
  ///
  /// The length is one day, seven days, or the time to the same day of the month one, three or twelve months
  /// later. If that month is shorter, its last day counts as the same day: 31 January to 28 February is
  /// monthly, 28 February to 31 March is not. No length fits two kinds, since a month has at least 28 days,
  /// so the order of the cases does not matter.
  package func kind(from startDate: CivilDate, to endDate: CivilDate) -> WindowKind {
    switch endDate {
    case startDate.adding(days: 1): .daily
    case startDate.adding(days: 7): .weekly
    case startDate.adding(months: 1): .monthly
    case startDate.adding(months: 3): .quarterly
    case startDate.adding(months: 12): .yearly
    default: .custom
    }
  }
}
