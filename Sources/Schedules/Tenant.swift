package import Calendars
package import Foundation

/// Whose deals are reported, and how this customer counts time.
package struct Tenant: Sendable, Hashable {
  package let id: UUID
  /// The tenant's name in paths.
  package let slug: String
  /// The zone, the first day of a week and the first month of a year.
  package let calendar: ReportingCalendar

  package init(id: UUID, slug: String, calendar: ReportingCalendar) {
    self.id = id
    self.slug = slug
    self.calendar = calendar
  }
}

/// What one schedule file says, once nothing is wrong with it.
package struct TenantSchedules: Sendable {
  package let file: String
  package let tenant: Tenant
  /// In the order of the file; names are unique.
  package let schedules: [Schedule]

  package init(file: String, tenant: Tenant, schedules: [Schedule]) {
    self.file = file
    self.tenant = tenant
    self.schedules = schedules
  }
}
