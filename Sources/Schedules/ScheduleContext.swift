package import Calendars
package import Reports

/// The definitions and settings that are needed to read schedule files.
package struct ScheduleContext: Sendable {
  /// The reports that a schedule may name.
  package let catalog: [Report]
  package let zones: TimeZoneDatabase
  /// The length of the rolling window of a schedule without `period`.
  package let defaultRollingDays: Int

  package init(
    catalog: [Report] = ReportCatalog.product.reports, zones: TimeZoneDatabase,
    defaultRollingDays: Int = ScheduleContext.builtInRollingDays
  ) {
    self.catalog = catalog
    self.zones = zones
    self.defaultRollingDays = defaultRollingDays
  }

  package static let builtInRollingDays = 90
  /// Ten years of days.
  package static let rollingDayRange = 1...3660
}
