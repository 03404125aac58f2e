package import Calendars
internal import Reports

/// When periods fall due: once they are over, late entries have had their time, and what their reports follow is known.
extension Schedule {
  package func fallsDue(_ period: Window, in calendar: ReportingCalendar) -> Instant {
    due(at: period.end, calendar.outcomesUntil(followUpDays, after: period))
  }

  /// Until when the reports follow what became of a period's deals; nil if none does so after its end.
  package func outcomesUntil(_ period: Window, in calendar: ReportingCalendar) -> Instant? {
    followUpDays > 0 ? calendar.outcomesUntil(followUpDays, after: period) : nil
  }

  /// When the period after a period falls due. Its snapshot is late from then on.
  package func fallsDue(following period: Window, in calendar: ReportingCalendar) -> Instant {
    let end = calendar.endDateOfPeriod(following: period)
    return due(
      at: calendar.zone.beginning(of: end), calendar.zone.beginning(of: end.adding(days: followUpDays)))
  }

  /// The periods that have fallen due at an instant are those that are complete at this one.
  package func latestEnd(dueBy at: Instant, in calendar: ReportingCalendar) -> Instant {
    let ready = at.adding(seconds: -readyAfter)
    guard followUpDays > 0 else { return ready }
    let date = calendar.zone.latestDateBegun(by: at).adding(days: -followUpDays)
    let end = calendar.zone.beginning(of: date)
    // A date that the zone skipped begins with the next one, whose outcomes are not known yet. A period that ends on it waits
    // for a day longer than it must.
    return min(ready, calendar.zone.skips(date) ? end.adding(seconds: -1) : end)
  }

  private func due(at end: Instant, _ outcomesUntil: Instant) -> Instant {
    max(end.adding(seconds: readyAfter), outcomesUntil)
  }

  private var followUpDays: Int { reports.compactMap(\.followUpDays).max() ?? 0 }
}
