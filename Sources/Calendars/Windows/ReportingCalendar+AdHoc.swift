/// Windows that somebody asked for by their dates.
extension ReportingCalendar {
  /// The window from one date up to another; nil if it is reversed or holds no instant.
  package func window(from startDate: CivilDate, to endDate: CivilDate) -> Window? {
    window(kind: kind(from: startDate, to: endDate), from: startDate, to: endDate)
  }

  /// What a window is called by its length alone, wherever it starts.
  ///
  /// One day, seven days, or the same day of the month one, three or twelve months later, where the
  /// end of a shorter month stands for the day it lacks: 31 January to 28 February is monthly, 28 February
  /// to 31 March is not. No length fits two kinds, since a month has at least 28 days, so their order does
  /// not matter.
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
