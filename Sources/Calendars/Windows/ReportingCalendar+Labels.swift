/// The names of windows in paths and files.
extension ReportingCalendar {
  /// A name that no other window of the kind in this calendar has.
  ///
  /// | window | label |
  /// |---|---|
  /// | a day, or a week that does not start on Monday | `2026-11-20`, its first date |
  /// | a week from Monday | `2026-W47`, by the ISO year, which can differ from the calendar year |
  /// | a month | `2026-10` |
  /// | a quarter, a year | `2026-Q4`, `2026` |
  /// | the same if the fiscal year starts after January | `FY2027-Q2`, `FY2027`, after the year it ends in |
  /// | a window without a start | `all_2026-11-21`, the end date |
  /// | anything else | `2026-08-23_2026-11-21`, with the exclusive end date |
  ///
  /// A week, month, quarter or year that is not one of the calendar's own is "anything else".
  package func label(kind: WindowKind, from startDate: CivilDate?, to endDate: CivilDate) -> String {
    guard let startDate else { return "all_\(endDate)" }
    guard dates(of: kind, around: startDate) == startDate..<max(startDate, endDate) else {
      return "\(startDate)_\(endDate)"
    }
    switch kind {
    case .weekly where weekStart == .monday: return isoWeek(from: startDate)
    case .monthly: return String(startDate.description.dropLast(3))
    case .quarterly: return fiscalYear(of: startDate) + "-Q\(fiscalQuarter(of: startDate))"
    case .yearly: return fiscalYear(of: startDate)
    default: return startDate.description
    }
  }

  /// A week belongs to the year that its Thursday lies in.
  private func isoWeek(from monday: CivilDate) -> String {
    let thursday = monday.adding(days: 3)
    let newYear = CivilDate.daysSinceEpoch(year: thursday.year, month: 1, day: 1)
    let week = (thursday.daysSinceEpoch - newYear) / 7 + 1
    return "\(thursday.year.padded(to: 4))-W\(week.padded(to: 2))"
  }

  private func fiscalYear(of date: CivilDate) -> String {
    if fiscalYearStart == 1 { return date.year.padded(to: 4) }
    let endYear = date.month >= fiscalYearStart ? date.year + 1 : date.year
    return "FY\(endYear.padded(to: 4))"
  }

  private func fiscalQuarter(of date: CivilDate) -> Int {
    (date.month - fiscalYearStart).remainder(by: 12) / 3 + 1
  }
}
