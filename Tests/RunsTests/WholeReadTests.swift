import Calendars
import PostgreSQL
import Reports
import Schedules
import Testing
import TestingDatabase

@testable import Runs

/// Tables that are read whole for the few rows of a tenant are found, and only they.
struct WholeReadTests {
  /// The small tenants, and one with many deals.
  private static let crm =
    SmallCRM.script + """
      INSERT INTO deal (tenant_id, id, pipeline_id, stage_id, amount, created_at, updated_at, expected_close_date,
        owned_by_user_id)
      SELECT '99999999-2222-4333-8444-555555555555', md5('more ' || n)::uuid, pipeline_id, stage_id, amount, created_at,
        updated_at, expected_close_date, owned_by_user_id
      FROM (SELECT * FROM deal LIMIT 1) AS d, generate_series(1, 30000) AS n;
      """

  private func wholeReads(_ script: String) throws -> [String: [WholeRead]] {
    let database = try TestDatabase()
    try database.load(Self.crm)
    try database.load(script)
    let tenant = try SampleTenant().tenant
    let window = try #require(
      tenant.calendar.window(from: CivilDate(iso: "2026-10-01")!, to: CivilDate(iso: "2026-11-01")!))
    let connection = try database.runtime.connect()
    return try Dictionary(
      uniqueKeysWithValues: ReportCatalog.product.reports.map { report in
        let adHoc = AdHocReport(
          tenant: tenant, request: ReportRequest(report, options: [:]), window: window, at: window.end)
        let found = try adHoc.planFindings(
          database.runtime, connection, CheckedSources(lackStatistics: true)
        ).wholeReads.map {
          WholeRead(
            relation: $0.relation.replacing(database.schema + ".", with: ""), column: $0.column,
            rows: $0.rows,
            wanted: $0.wanted, duration: $0.duration, times: $0.times)
        }
        return (report.type, found)
      })
  }

  private static let keyOfIDs =
    "ALTER TABLE deal DROP CONSTRAINT IF EXISTS deal_pkey CASCADE; CREATE INDEX ON deal (id);"
  private static let view = """
    ALTER TABLE deal RENAME TO opportunity;
    ALTER TABLE opportunity RENAME tenant_id TO org_id;
    CREATE VIEW deal AS SELECT org_id AS tenant_id, id, pipeline_id, stage_id, amount, created_at, updated_at,
      expected_close_date, close_date, owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id
    FROM opportunity;
    GRANT SELECT ON deal TO dyno_reports;
    """

  @Test(
    "A table without an index for tenants",
    arguments: [
      (keyOfIDs + "ANALYZE deal", "deal", "tenant_id"),
      (keyOfIDs + view + "ANALYZE opportunity", "opportunity", "org_id"),
    ])
  func missing(script: String, relation: String, column: String) throws {
    let found = try wholeReads(script)
    for report in ["pipeline_overview", "rep_performance"] {
      let read = try #require(found[report]?.first)
      #expect(found[report]?.count == 1 && read.relation == relation && read.column == column, "\(found)")
      #expect(read.rows > 30_000 && read.wanted == 60 && read.times > 0 && read.duration > .zero, "\(read)")
    }
  }

  @Test(
    "A table with one, or that is the tenant's own",
    arguments: [
      keyOfIDs + "CREATE INDEX ON deal (tenant_id); ANALYZE deal",
      keyOfIDs + "UPDATE deal SET tenant_id = '\(SmallCRM.acme)' WHERE id::text ~ '[0-4]$'; ANALYZE deal",
      keyOfIDs + "DELETE FROM deal WHERE id::text ~ '[0-8]$'; ANALYZE deal",
    ])
  func none(script: String) throws {
    #expect(try wholeReads(script).values.allSatisfy(\.isEmpty))
  }
}
