import Calendars
import Foundation
import PostgreSQL
import Reports
import Schedules
import Testing
import TestingDatabase

@testable import Runs

/// Where deals are is added up once for all reports of an occurrence.
struct PlaceQueryTests {
  private static let counting = ReportCatalog.product.reports.filter(\.countsPlaces)
  private static let at = Instant(iso8601: "2026-11-03T00:00:00Z")!
  private let database: TestDatabase

  init() throws {
    database = try TestDatabase()
    try database.load(SmallCRM.script)
  }

  private func arguments(_ report: Report) -> ReportArguments {
    ReportArguments(
      tenantID: SmallCRM.acme, window: nil, asOf: Self.at, bounds: [:], request: ReportRequest(report))
  }

  /// The parameters that an occurrence with these reports finds, before and after the CRM has changed.
  private func places(_ reports: [Report]) throws -> [[ReportParameter: String?]?] {
    try database.owner.connect().transaction(database.owner.transaction(.readCommitted, tenant: nil)) {
      connection in
      var members = CRMMembers(
        connection, tenantID: SmallCRM.acme.uuidString,
        places: PlaceQuery(for: reports.map(arguments), using: []))
      let before = try members.places()
      try connection.execute("DELETE FROM deal_pipeline_stage_state")
      return [before, try members.places()]
    }
  }

  @Test func placesAreFoundOnce() throws {
    let found = try places(Self.counting)
    #expect(found[0] == found[1])
    #expect((found[0]?[.placeTotals] ?? nil)?.contains("\"deals\"") == true)
  }

  @Test func nothingIsReadForReportsThatDoNotNeedThem() throws {
    #expect(try places([.pipelineCoverage, .repPerformance, .stageConversion]) == [nil, nil])
  }

  /// A view can give such rows. A condition that is NULL for all because it is for one would leave out every deal.
  @Test("Current rows of no deal change nothing", arguments: counting.map(\.type))
  func rowsWithoutADeal(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let window = try #require(SampleTenant().tenant.calendar.latestComplete(.monthly, at: Self.at))
    let connection = try database.runtime.connect()
    func rows() throws -> [[String?]] {
      let request = ReportRequest(knowingStagesOf: report)
      let sample = try SampleTenant()
      return try AdHocReport(tenant: sample.tenant, request: request, window: window, at: Self.at)
        .run(database.runtime, connection).rows
    }
    let before = try rows()
    try database.load(
      """
      ALTER TABLE deal_pipeline_stage_state ALTER COLUMN deal_id DROP NOT NULL;
      INSERT INTO deal_pipeline_stage_state (tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
      SELECT tenant_id, NULL, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current
      FROM deal_pipeline_stage_state WHERE is_current LIMIT 3;
      """)
    #expect(before.count > 1)
    #expect(try rows() == before)
  }
}
