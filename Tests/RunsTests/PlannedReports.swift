import Calendars
import PostgreSQL
import Reports
import Schedules
import Testing
import TestingDatabase

@testable import Runs

/// What takes long in the plans of all reports, for a CRM that a test makes.
struct PlannedReports {
  /// By report type.
  let findings: [String: PlanFindings]
  private let schema: String

  /// - Parameter scripts: of SQL, as the owner of the CRM.
  init(_ scripts: String...) throws {
    let database = try TestDatabase()
    for script in scripts { try database.load(script) }
    schema = database.schema
    let tenant = try SampleTenant().tenant
    let window = try #require(
      tenant.calendar.window(from: CivilDate(iso: "2026-10-01")!, to: CivilDate(iso: "2026-11-01")!))
    let connection = try database.runtime.connect()
    findings = try Dictionary(
      uniqueKeysWithValues: ReportCatalog.product.reports.map { report in
        let adHoc = AdHocReport(
          tenant: tenant, request: ReportRequest(report, options: [:]), window: window, at: window.end)
        return (
          report.type,
          try adHoc.planFindings(database.runtime, connection, CheckedSources(lackStatistics: true))
        )
      })
  }

  /// The name of a table without the test's schema.
  func name(_ relation: String) -> String { relation.replacing(schema + ".", with: "") }
}
