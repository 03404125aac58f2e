internal import Calendars
internal import Foundation
internal import Reports
internal import Schedules

/// The JSON of `check`.
struct CheckDocument: Encodable {
  struct Tenant: Encodable {
    let tenant: String
    let tenantID: String
    let timezone: String
    /// The code of the tenant's currency. Absent if it has none.
    let currency: String?
    let schedules: [Schedule]
  }

  struct Schedule: Encodable {
    let schedule: String
    let reports: [String]
    /// The formats of its files.
    let exports: [String]
  }

  struct Issue: Encodable {
    let file: String
    /// From 1. Absent if it is about the whole file or folder.
    let line: Int?
    /// In characters, from 1.
    let column: Int?
    let message: String
    /// What would be right, or what to do.
    let hint: String?

    fileprivate init(_ issue: ScheduleIssue) {
      file = issue.file
      line = issue.line > 0 ? issue.line : nil
      column = issue.line > 0 ? issue.column : nil
      message = issue.message
      hint = issue.hint
    }
  }

  /// Those whose files have no issue, by slug.
  let tenants: [Tenant]
  /// Empty if there is no problem.
  let issues: [Issue]

  init(_ loaded: ScheduleFolder) {
    tenants = loaded.tenants.map { file in
      Tenant(
        tenant: file.tenant.slug, tenantID: file.tenant.id.uuidString.lowercased(),
        timezone: file.tenant.calendar.zone.name, currency: file.tenant.currency?.code,
        schedules: file.schedules.map { schedule in
          Schedule(
            schedule: schedule.name, reports: schedule.reports.map(\.report.type),
            exports: schedule.exports.map(\.rawValue))
        })
    }
    issues = loaded.issues.map(Issue.init)
  }
}
