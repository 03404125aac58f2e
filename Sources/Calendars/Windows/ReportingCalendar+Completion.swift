/// Which periods are complete.
///
/// A period is complete at an instant if it ends at or before it. A period is empty and never reported if the
/// zone skipped all its dates. A rolling or all-time period ends at the beginning of each local date, except
/// a skipped one, which has no instants of its own.
///
/// Periods that end before ``earliestEnd`` are left out, so that a mistyped year does not make a huge list.
extension ReportingCalendar {
  /// 1970-01-01.
  package static let earliestEnd = CivilDate(daysSinceEpoch: 0)

  /// The latest complete period; nil if it would have ended before ``earliestEnd``.
  package func latestComplete(_ period: Period, at instant: Instant) -> Window? {
    var end = boundary(of: period, notAfter: zone.latestDateBegun(by: instant))
    while end >= Self.earliestEnd {
      if let window = window(of: period, endingAt: end) { return window }
      end = boundary(of: period, notAfter: end.adding(days: -1))
    }
    return nil
  }

  /// All complete periods whose end date is later than the given date, oldest first.
  package func completed(_ period: Period, endingAfter date: CivilDate, at instant: Instant) -> [Window] {
    let today = zone.latestDateBegun(by: instant)
    var windows: [Window] = []
    var end = boundary(of: period, after: max(date, Self.earliestEnd.adding(days: -1)))
    while end <= today {
      if let window = window(of: period, endingAt: end) { windows.append(window) }
      end = boundary(of: period, after: end)
    }
    return windows
  }

  /// The first period, complete or not, whose end date is later than the given date. Not for rolling and all-time
  /// periods, which have no period of their own on a date.
  package func firstPeriod(_ period: Period, endingAfter date: CivilDate) -> Window? {
    guard dates(of: period.kind, around: date) != nil else { return nil }
    var end = boundary(of: period, after: date)
    while true {
      if let window = window(of: period, endingAt: end) { return window }
      end = boundary(of: period, after: end)
    }
  }

  /// All complete periods that start on the given date or later, oldest first. Rolling and all-time periods
  /// count if they end later than the date, wherever they start.
  package func completed(_ period: Period, startingFrom date: CivilDate, at instant: Instant) -> [Window] {
    guard let dates = dates(of: period.kind, around: date) else {
      return completed(period, endingAfter: date, at: instant)
    }
    let firstStart = dates.lowerBound == date ? date : dates.upperBound
    return completed(period, endingAfter: firstStart, at: instant)
  }

  private func window(of period: Period, endingAt end: CivilDate) -> Window? {
    let start: CivilDate?
    switch period {
    case .daily, .weekly, .monthly, .quarterly, .yearly:
      start = boundary(of: period, notAfter: end.adding(days: -1))
    case .rolling(let days):
      precondition(Period.rollingDays.contains(days), "a rolling period of \(days) days")
      if zone.skips(end) { return nil }
      start = end.adding(days: -days)
    case .allTime:
      if zone.skips(end) { return nil }
      start = nil
    }
    return window(kind: period.kind, from: start, to: end)
  }

  /// The latest date, up to and including this one, at which a period of the kind can end.
  private func boundary(of period: Period, notAfter date: CivilDate) -> CivilDate {
    dates(of: period.kind, around: date)?.lowerBound ?? date
  }

  /// The first date after this one at which a period of the kind can end.
  private func boundary(of period: Period, after date: CivilDate) -> CivilDate {
    dates(of: period.kind, around: date)?.upperBound ?? date.adding(days: 1)
  }
}
