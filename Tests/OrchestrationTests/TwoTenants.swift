import Calendars
import Exports
import Foundation
import Orchestration
import PostgreSQL
import Reports
import Runs
import Schedules
import TestingDatabase

/// Two tenants with one monthly schedule each. The orchestrator runs in the process of the test.
struct TwoTenants {
  let database: TestDatabase
  let exports = TemporaryFolder()
  let acme: TenantSchedules
  let other: TenantSchedules
  /// Two days after the end of October.
  static let at = Instant(iso8601: "2026-11-03T00:00:00Z")!

  init(reports: [Report] = [.pipelineOverview, .pipelineCoverage]) throws {
    database = try TestDatabase()
    try database.load(SmallCRM.script)
    let zone = try TimeZoneDatabase().rules(for: "UTC")
    func file(_ id: UUID, _ slug: String) -> TenantSchedules {
      let schedule = Schedule(name: "monthly", period: .monthly, reports: reports.map { ReportRequest($0) })
      return TenantSchedules(
        file: "\(slug).yaml", tenant: Tenant(id: id, slug: slug, calendar: ReportingCalendar(zone: zone)),
        schedules: [schedule])
    }
    acme = file(SmallCRM.acme, "acme")
    other = file(SmallCRM.other, "other")
  }

  func run(
    _ mode: RunMode = .due, at: Instant = Self.at, ignoresPauses: Bool = false, filesWithIssues: Int = 0,
    jobs: Int = 2, batchSize: Int = 100,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) -> RunOutcome {
    let publisher = Publisher(database.runtime, exports: exports.path, permissions: .group)
    return Orchestrator(
      database.runtime, publisher, mode, at: at, now: at, ignoresPauses: ignoresPauses,
      tzdataVersion: "2026f",
      jobs: jobs, batchSize: batchSize, progress: progress
    ).run([acme, other], filesWithIssues: filesWithIssues)
  }

  func states(of tenant: TenantSchedules) throws -> [OccurrenceState] {
    try Ledger(database.runtime, database.runtime.connect()).occurrences(of: tenant.tenant.id, .all).map(
      \.state)
  }
}
