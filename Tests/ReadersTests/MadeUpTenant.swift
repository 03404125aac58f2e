import Calendars
import Exports
import Foundation
import Reports
import Runs
import Schedules
import Testing
import TestingDatabase

/// A tenant with a monthly schedule of ``MadeUpReport``. The parameter `report` says which version of the
/// report the running program has.
struct MadeUpTenant {
  let database: TestDatabase
  let exports: TemporaryFolder
  let tenant: Tenant
  var tree: String { exports.path + "/tenant=\(tenant.slug)" }

  init() throws {
    database = try TestDatabase()
    try database.load(SmallCRM.script + MadeUpReport.migration)
    exports = TemporaryFolder()
    let zone = try TimeZoneDatabase().rules(for: "UTC")
    tenant = Tenant(id: SmallCRM.acme, slug: "acme", calendar: ReportingCalendar(zone: zone))
  }

  /// Another tenant in the same database and folder.
  init(beside first: MadeUpTenant, slug: String) {
    database = first.database
    exports = first.exports
    tenant = Tenant(id: SmallCRM.other, slug: slug, calendar: first.tenant.calendar)
  }

  /// Plans a run, records its occurrences and computes them.
  ///
  /// - Returns: the number of occurrences that were computed.
  @discardableResult
  func compute(_ report: Report, _ order: RunMode = .due, at: String) throws -> Int {
    let schedule = Schedule(
      name: "monthly", period: .monthly, since: CivilDate(iso: "2026-08-01"), reports: [ReportRequest(report)]
    )
    let file = TenantSchedules(file: "\(tenant.slug).yaml", tenant: tenant, schedules: [schedule])
    var connection = try database.runtime.connect()
    let ledger = Ledger(database.runtime, connection)
    let plan = try Planner(order, at: #require(Instant(iso8601: at))).plan(
      file, ledger: ledger.occurrences(of: tenant.id, .all))
    _ = try ledger.record(plan.newOccurrences, of: tenant)
    let executor = Executor(database.runtime, worker: "test", tzdataVersion: "2026f")
    return try plan.occurrences.count { planned in
      if case .computed = try executor.compute(planned, on: &connection) { true } else { false }
    }
  }

  func publisher(_ report: Report) -> Publisher {
    Publisher(
      database.runtime, exports: exports.path, permissions: .group, catalog: ReportCatalog([report]))
  }

  /// The reports of which the tenant has CSV files.
  func reports(_ report: Report) throws -> [Report] {
    try TenantTrees.tablesWithCSV(of: tenant.slug, in: exports.path, ReportCatalog([report]))
  }

  @discardableResult
  func publish(_ report: Report) throws -> Publisher.Outcome {
    let outcome = try publisher(report).publish(
      tenant: tenant.id, on: database.runtime.connect(), waiting: true)
    return try #require(outcome)
  }

  func export(_ report: Report) throws {
    _ = try publisher(report).export(tenant: tenant.id, slug: tenant.slug, on: database.runtime.connect()) {
      _, _ in
    }
  }

  func problems(_ report: Report) throws -> [Finding.Problem] {
    let verifier = Verifier(
      tenant: tenant.id, slug: tenant.slug, exports: exports.path, catalog: ReportCatalog([report]))
    return try verifier.verify(database.runtime, database.runtime.connect()).problems
      + verifier.verifyTree().problems
  }

  func occurrences() throws -> [Occurrence] {
    try Ledger(database.runtime, database.runtime.connect()).occurrences(of: tenant.id, .all)
  }
}
