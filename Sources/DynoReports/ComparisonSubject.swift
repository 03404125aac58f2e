internal import Reports
internal import Schedules

/// What is compared: the facts of one report in one schedule of one tenant.
struct ComparisonSubject {
  let tenant: Tenant
  let schedule: String
  let report: Report

  var title: String { "\(tenant.slug) \(schedule) \(report.type)" }
}
