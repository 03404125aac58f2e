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
    let planned = try PlannedReports(Self.crm, script)
    return planned.findings.mapValues { found in
      found.wholeReads.map {
        WholeRead(
          relation: planned.name($0.relation), column: $0.column, rows: $0.rows, look: $0.look,
          times: $0.times)
      }
    }
  }

  private static let keyOfIDs =
    "ALTER TABLE deal DROP CONSTRAINT IF EXISTS deal_pkey CASCADE; CREATE INDEX ON deal (id);"

  /// Puts a view in the place of the deals.
  ///
  /// - Parameter source: what is selected from; `o` is the table.
  private static func view(
    _ table: String, tenant: String, _ source: (String) -> String = { "\($0) o" }, value: String? = nil
  ) -> String {
    """
    ALTER TABLE deal RENAME TO \(table);
    ALTER TABLE \(table) RENAME tenant_id TO \(tenant);
    CREATE TABLE organisation AS SELECT DISTINCT \(tenant) AS id, \(tenant) AS tenant_id FROM \(table);
    CREATE VIEW deal AS SELECT \(value ?? "o.\(tenant)") AS tenant_id, o.id, pipeline_id, stage_id, amount, created_at, updated_at,
      expected_close_date, close_date, owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id
    FROM \(source(table));
    GRANT SELECT ON deal TO dyno_reports;
    ANALYZE \(table), organisation;
    """
  }

  @Test(
    "A table without an index for tenants",
    arguments: [
      (keyOfIDs + "ANALYZE deal", "deal", "tenant_id"),
      (keyOfIDs + view("opportunity", tenant: "org_id"), "opportunity", "org_id"),
      // A condition of the view comes first, and names need quotes.
      (
        keyOfIDs + "UPDATE deal SET status = 'x';"
          + view("\"Deals\"", tenant: "\"orgId\"") { "\($0) o WHERE status = 'x'" },
        "\"Deals\"", "\"orgId\""
      ),
    ])
  func missing(script: String, relation: String, column: String) throws {
    let found = try wholeReads(script)
    for report in ["pipeline_overview", "rep_performance"] {
      let read = try #require(found[report]?.first)
      #expect(found[report]?.count == 1 && read.relation == relation && read.column == column, "\(found)")
      #expect(
        read.rows > 30_000 && read.look?.rows == 60 && read.times > 0 && read.look!.duration > .zero,
        "\(read)")
    }
  }

  @Test(
    "A table with one, or that is the tenant's own",
    arguments: [
      keyOfIDs + "CREATE INDEX ON deal (tenant_id); ANALYZE deal",
      keyOfIDs + "UPDATE deal SET tenant_id = '\(SmallCRM.acme)' WHERE id::text ~ '[0-4]$'; ANALYZE deal",
      // The tenant is found by another table: the condition has nothing to do with it.
      keyOfIDs
        + view(
          "opportunity", tenant: "org_id",
          { "\($0) o JOIN organisation g ON g.id = o.org_id WHERE status = 'whatever'" }, value: "g.tenant_id"
        ),
      keyOfIDs + "DELETE FROM deal WHERE id::text ~ '[0-8]$'; ANALYZE deal",
    ])
  func none(script: String) throws {
    #expect(try wholeReads(script).values.allSatisfy(\.isEmpty))
  }
}
