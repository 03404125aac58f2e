package import Calendars
package import Reports

/// Reports that a tenant gets for every period of one kind.
package struct Schedule: Sendable {
  /// Unique for the tenant, and part of paths.
  package let name: String
  package let period: Period
  /// Seconds after the end of a period before it is due, so that late entries are in.
  package let readyAfter: Int
  /// How many complete periods back are still made up for, the latest included.
  package let catchUp: Int
  /// The first period begins here; without it, what is complete when the schedule is first seen.
  package let since: CivilDate?
  /// Each type at most once.
  package let reports: [ReportRequest]
  /// In a fixed order, whatever the file's.
  package let exports: [ExportFormat]
  /// Whether text in CSV files is kept from being taken for a formula.
  package let formulaGuard: Bool
  /// Where the schedule begins in its file.
  package let line: Int

  package init(
    name: String, period: Period, readyAfter: Int = 0, catchUp: Int = 1, since: CivilDate? = nil,
    reports: [ReportRequest], exports: [ExportFormat] = ExportFormat.defaults,
    formulaGuard: Bool = true, line: Int = 0
  ) {
    self.name = name
    self.period = period
    self.readyAfter = readyAfter
    self.catchUp = catchUp
    self.since = since
    self.reports = reports
    self.exports = exports
    self.formulaGuard = formulaGuard
    self.line = line
  }
}
