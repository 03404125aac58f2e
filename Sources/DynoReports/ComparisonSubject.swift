internal import Reports
internal import Schedules

/// Whose facts are compared: those of one report in one schedule of one tenant.
struct ComparisonSubject {
  let tenant: Tenant
  let schedule: String
  let report: Report

  var title: String { "\(tenant.slug) \(schedule) \(report.type)" }
}
