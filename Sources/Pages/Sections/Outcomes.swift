internal import Calendars
internal import Exports
internal import Reports
internal import Runs

/// Up to when a report counts what became of deals, where that is after the window.
struct Outcomes {
  /// The first instant that does not count, as the files have it.
  let end: String
  /// The last date that counts.
  let lastDate: CivilDate

  /// - Returns: nil if nothing after the window counts.
  init?(_ report: ManifestReport?, of period: PagePeriod) {
    guard let parameters = report?.parameters,
      case .text(let end)? = parameters[ReportParameter.outcomesUntil.rawValue],
      case .text(let days)? = parameters["follow_up"], let days = Int(days.dropLast()), days > 0
    else { return nil }
    self.end = end
    lastDate = period.window.lastDate.adding(days: days)
  }
}
