/// How a tenant divides time: its zone, the day on which weeks begin, and the month in which the fiscal year
/// begins.
package struct ReportingCalendar: Hashable, Sendable {
  package let zone: ZoneRules
  package let weekStart: Weekday
  /// The month in which the fiscal year and its first quarter begin, 1 to 12.
  package let fiscalYearStart: Int

  /// - Parameter fiscalYearStart: must be 1 to 12.
  package init(zone: ZoneRules, weekStart: Weekday = .monday, fiscalYearStart: Int = 1) {
    precondition((1...12).contains(fiscalYearStart), "a fiscal year starts in a month from 1 to 12")
    self.zone = zone
    self.weekStart = weekStart
    self.fiscalYearStart = fiscalYearStart
  }

  /// The dates of the day, week, month, quarter or year that a date lies in; nil for the kinds that do not
  /// divide the calendar.
  func dates(of kind: WindowKind, around date: CivilDate) -> Range<CivilDate>? {
    switch kind {
    case .daily: date..<date.adding(days: 1)
    case .weekly: dates(ofUnit: .weekly, around: date)
    case .monthly: dates(ofUnit: .monthly, around: date)
    case .quarterly: dates(ofUnit: .quarterly, around: date)
    case .yearly: dates(ofUnit: .yearly, around: date)
    case .rolling, .allTime, .custom: nil
    }
  }

  /// The dates of the unit that a date lies in.
  func dates(ofUnit unit: WindowUnit, around date: CivilDate) -> Range<CivilDate> {
    let firstOfMonth = date.adding(days: 1 - date.day)
    let fiscalMonth = (date.month - fiscalYearStart).remainder(by: 12)
    switch unit {
    case .weekly:
      let start = date.adding(days: -(date.weekday.rawValue - weekStart.rawValue).remainder(by: 7))
      return start..<start.adding(days: 7)
    case .monthly:
      return firstOfMonth..<firstOfMonth.adding(months: 1)
    case .quarterly:
      let start = firstOfMonth.adding(months: -(fiscalMonth % 3))
      return start..<start.adding(months: 3)
    case .yearly:
      let start = firstOfMonth.adding(months: -fiscalMonth)
      return start..<start.adding(months: 12)
    }
  }

  /// The date after the last one of the unit that a date lies in.
  package func end(ofUnit unit: WindowUnit, around date: CivilDate) -> CivilDate {
    dates(ofUnit: unit, around: date).upperBound
  }

  /// The window between the beginnings of two dates; nil if it is empty.
  func window(kind: WindowKind, from startDate: CivilDate?, to endDate: CivilDate) -> Window? {
    let start = startDate.map(zone.beginning(of:))
    let end = zone.beginning(of: endDate)
    if let start, start >= end { return nil }
    return Window(
      kind: kind, label: label(kind: kind, from: startDate, to: endDate), startDate: startDate,
      endDate: endDate, start: start, end: end)
  }
}
