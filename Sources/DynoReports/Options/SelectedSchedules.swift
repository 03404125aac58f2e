internal import ArgumentParser
internal import Calendars
internal import Foundation
internal import Schedules

/// The schedule files that a command works on.
struct SelectedSchedules {
  var tenants: [TenantSchedules]
  let issues: [ScheduleIssue]
  /// How many files are left out for their issues.
  let filesWithIssues: Int
}
