/// The windows of schedules.
extension ReportingCalendar {
  /// What the reports of a schedule look at.
  ///
  /// Dates decide, not instants: a period that ends on a date that the zone skipped has its last date before it, and the
  /// date of its end after it.
  ///
  /// - Parameter period: a period of the schedule, counted in this calendar's zone.
  package func window(_ rule: WindowRule, for period: Window) -> Window {
    switch rule {
    case .completed: period
    case .toDate(let unit): window(of: unit, containing: period.endDate.adding(days: -1))
    case .current(let unit): window(of: unit, containing: zone.localDate(at: period.end))
    case .next(let unit):
      window(of: unit, containing: dates(ofUnit: unit, around: zone.localDate(at: period.end)).upperBound)
    }
  }

  /// The end date of the period after a period. Rolling and all-time periods count as seven days long. A date that the zone
  /// skipped is no period.
  package func endDateOfPeriod(following period: Window) -> CivilDate {
    var end = period.endDate
    repeat {
      let following = dates(of: period.kind, around: end)
      end = end.adding(
        days: following.map { $0.upperBound.daysSinceEpoch - $0.lowerBound.daysSinceEpoch } ?? 7)
    } while zone.beginning(of: end) <= period.end
    return end
  }

  private func window(of unit: WindowUnit, containing date: CivilDate) -> Window {
    let dates = dates(ofUnit: unit, around: date)
    return Window(
      kind: unit.kind,
      label: label(kind: unit.kind, from: dates.lowerBound, to: dates.upperBound),
      startDate: dates.lowerBound, endDate: dates.upperBound,
      start: zone.beginning(of: dates.lowerBound), end: zone.beginning(of: dates.upperBound))
  }
}
