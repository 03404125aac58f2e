package import Runs

/// The state of a tenant's schedules.
package struct TenantStatus {
  package let slug: String
  package let timeZone: String
  package let schedules: [ScheduleStatus]

  package init(slug: String, timeZone: String, schedules: [ScheduleStatus]) {
    self.slug = slug
    self.timeZone = timeZone
    self.schedules = schedules
  }
}
