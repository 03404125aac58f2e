package import Calendars
package import Reports

/// Reports that a tenant gets for every period of one kind.
package struct Schedule: Sendable {
  /// Unique for the tenant, and part of paths.
  package let name: String
  package let period: Period
  /// What its reports look at.
  package let window: WindowRule
  /// How many seconds to wait for late entries after the end of a period, before it is due.
  package let readyAfter: Int
  /// How many complete periods to compute after a pause, counting back from the latest.
  package let catchUp: Int
  /// The first period begins on or after this date. If nil, the first one is the latest complete period when
  /// the schedule is first seen.
  package let since: CivilDate?
  /// Each type at most once.
  package let reports: [ReportRequest]
  /// In a fixed order, independent of the file.
  package let exports: [ExportFormat]
  /// What is rendered for people besides; in a fixed order, too.
  package let views: [ViewFormat]
  /// Whether text in CSV files is protected from being read as a formula.
  package let formulaGuard: Bool
  /// Whether runs take it.
  package let isEnabled: Bool
  /// Where the schedule begins in its file.
  package let line: Int

  package init(
    name: String, period: Period, window: WindowRule = .completed, readyAfter: Int = 0, catchUp: Int = 1,
    since: CivilDate? = nil,
    reports: [ReportRequest], exports: [ExportFormat] = ExportFormat.defaults,
    views: [ViewFormat] = [], formulaGuard: Bool = true, isEnabled: Bool = true,
    line: Int = 0
  ) {
    self.name = name
    self.period = period
    self.window = window
    self.readyAfter = readyAfter
    self.catchUp = catchUp
    self.since = since
    self.reports = reports
    self.exports = exports
    self.views = views
    self.formulaGuard = formulaGuard
    self.isEnabled = isEnabled
    self.line = line
  }
}
