package import Calendars

extension ReportRequest {
  /// How many local days after the window's end the report counts outcomes; nil if it counts none after the end.
  package var followUpDays: Int? {
    for option in report.options {
      if case .days(.outcomes, _, _) = option.kind, case .days(let days) = value(of: option) { return days }
    }
    return nil
  }

  /// Whether ``bounds(window:asOf:_:)`` has any.
  package var hasBounds: Bool {
    report.options.contains { option in
      switch option.kind {
      case .days, .horizon: true
      case .flag, .number, .pipelines, .principals, .stages, .percents: false
      }
    }
  }

  /// Dates and instants that follow from the options and the tenant's calendar. With the options they identify a run.
  ///
  /// - Parameters:
  ///   - window: nil for a run without a window.
  ///   - calendar: in whose local dates the window and `asOf` are counted.
  /// - Returns: by parameter, the text of the value. Empty for most reports.
  package func bounds(
    window: Window?, asOf: Instant, _ calendar: ReportingCalendar
  ) -> [ReportParameter: String] {
    var bounds: [ReportParameter: String] = [:]
    let today = calendar.zone.localDate(at: asOf)
    for option in report.options where means(option) {
      switch (option.kind, value(of: option)) {
      case (.days(.outcomes, _, _), .days(let days)):
        if let window { bounds[.outcomesUntil] = "\(calendar.outcomesUntil(days, after: window))" }
      case (.days(.lookBack, _, _), .days(let days)):
        bounds[.lookBackStart] = "\(calendar.zone.beginning(of: today.adding(days: -days)))"
      case (.horizon, .keyword(let word)):
        guard let unit = Horizon(rawValue: word)?.unit else { continue }
        let end = calendar.end(ofUnit: unit, around: today)
        bounds[.asOfDate] = "\(today)"
        bounds[.horizonEnd] = "\(end)"
        bounds[.nextHorizonEnd] = "\(calendar.end(ofUnit: unit, around: end))"
      default: continue
      }
    }
    return bounds
  }
}

extension ReportingCalendar {
  /// The beginning of the local date that lies so many days after the window's last one.
  package func outcomesUntil(_ days: Int, after window: Window) -> Instant {
    zone.beginning(of: window.endDate.adding(days: days))
  }
}
