internal import Schedules

/// The schedule files that a command works on.
struct SelectedSchedules {
  var tenants: [TenantSchedules]
  let issues: [ScheduleIssue]
  /// Number of files that are left out because of their issues.
  let filesWithIssues: Int
}
