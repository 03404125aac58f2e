package import Runs

/// The state of a tenant's schedules.
package struct TenantStatus {
  package let slug: String
  package let timeZone: String
  package let schedules: [ScheduleStatus]
  /// The failed runs of published periods, as far as they were read.
  let failedRuns: [OccurrenceKey: FailedRunList]

  package init(
    slug: String, timeZone: String, schedules: [ScheduleStatus], failedRuns: [OccurrenceKey: FailedRunList]
  ) {
    self.slug = slug
    self.timeZone = timeZone
    self.schedules = schedules
    self.failedRuns = failedRuns
  }
}
