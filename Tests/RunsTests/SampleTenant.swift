import Calendars
import Foundation
import Schedules

@testable import Runs

/// A tenant in Berlin, and sample rows of its ledger.
struct SampleTenant {
  let tenant: Tenant

  init(zone: String = "Europe/Berlin", fiscalYearStart: Int = 1) throws {
    let rules = try TimeZoneDatabase().rules(for: zone)
    tenant = Tenant(
      id: UUID(uuidString: "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11")!, slug: "acme",
      calendar: ReportingCalendar(zone: rules, fiscalYearStart: fiscalYearStart))
  }

  func file(_ schedule: Schedule) -> TenantSchedules {
    TenantSchedules(file: "acme.yaml", tenant: tenant, schedules: [schedule])
  }

  /// A period of the schedule `monthly`, by its dates.
  func recorded(
    _ from: String, _ to: String, _ state: OccurrenceState = .published, revision: Int = 1,
    failedRuns: Int = 0
  ) -> Occurrence {
    guard let start = CivilDate(iso: from), let end = CivilDate(iso: to),
      let window = tenant.calendar.window(from: start, to: end)
    else { preconditionFailure("\(from) to \(to) is not a period") }
    return Occurrence(
      key: OccurrenceKey(tenantID: tenant.id, schedule: "monthly", period: window, revision: revision),
      period: window, timeZone: tenant.calendar.zone.name, state: state, failedRuns: failedRuns)
  }

  /// A month, such as `2026-10`.
  func recorded(_ month: String, _ state: OccurrenceState, revision: Int = 1) -> Occurrence {
    let start = CivilDate(iso: month + "-01")
    return recorded(
      month + "-01", start?.adding(months: 1).description ?? "", state, revision: revision)
  }
}
