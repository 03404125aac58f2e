import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase
import TestingRepository

/// The statements of a tenant's transactions have the forms that Citus runs where the tenant's rows are. The server itself
/// says how it understands them; `docs/scale.md` explains the rules.
@Suite(.serialized)
struct PushDownTests {
  private static let sent = Result { try SentStatements() }

  private let sent: SentStatements
  private let connection: Connection

  init() throws {
    sent = try Self.sent.get()
    connection = try sent.database.owner.connect()
    try connection.executeScript("SET search_path = pg_catalog, \(sent.database.schema), pg_temp")
  }

  /// Without this, the other tests could pass for want of statements.
  @Test func everyKindOfStatementWasSent() throws {
    let all = Set(sent.all.map(\.sql))
    let folders = [
      "Sources/Runs/Ledger", "Sources/Runs/SourceContract", "Sources/Runs/Labels", "Sources/Exports/Tree",
      "Sources/Exports/Views", "Sources/Reports",
    ]
    for path in try folders.flatMap({ try Repository.files(in: $0, ".sql") }) {
      guard let name = path.split(separator: "/").last, !Self.notSent.contains(String(name)) else { continue }
      let lines = try Repository.contents(path).split(separator: "\n")
      let text = try #require(lines.first)
      #expect(all.contains { $0.contains(text) }, "\(path)")
    }
    for table in ReportCatalog.product.reports.map(\.factTable) {
      for use in ["INSERT INTO \(table) ", "FROM \(table) ", "JOIN \(table) "] {
        #expect(all.contains { $0.contains(use) }, "\(use)")
      }
    }
    #expect(all.contains { $0.hasPrefix("WITH failed AS") })
  }

  /// Definitions and parts of others, what the owner sends, and the question about all tenants, which is meant for all servers.
  private static let notSent: Set<String> = [
    "definitions.sql", "standing.sql", "create_report_label.sql", "create_open_work.sql", "open_work.sql",
    "open_work_function.sql",
  ]

  @Test func everyTableIsReadForOneTenant() throws {
    var count = 0
    for statement in sent.all {
      let tables = try statement.tablesOfManyTenants(connection)
      #expect(tables == [], "\(statement)")
      count += 1
    }
    #expect(count > 300)
  }

  @Test(arguments: [
    "SELECT count(*) FROM report_run WHERE run_id = $2 AND $1::uuid IS NOT NULL",
    "SELECT 1 FROM report_run r JOIN report_stage_conversion_fact f USING (run_id) WHERE r.tenant_id = $1 AND f.run_id = $2",
    "SELECT 1 FROM deal d LEFT JOIN pipeline_stage p ON p.id = d.stage_id WHERE d.tenant_id = $1 AND d.id = $2",
    "SELECT 1 FROM deal WHERE tenant_id IN (SELECT $1::uuid UNION SELECT $2::uuid)",
    "UPDATE report_occurrence SET state = 'DUE' WHERE schedule = $1::uuid::text || $2",
    "SELECT 1 FROM deal WHERE tenant_id = current_setting('no.such', true)::uuid AND id IN ($1::uuid, $2)",
  ])
  func aTableReadForManyTenantsIsNoticed(sql: String) throws {
    let statement = SentStatement(sql: sql, values: [SmallCRM.acme.uuidString, SmallCRM.other.uuidString])
    #expect(try !statement.tablesOfManyTenants(connection).isEmpty)
  }

  @Test(arguments: PushDownRule.allCases)
  func everyStatement(keepsTo rule: PushDownRule) throws {
    let volatility = try Volatility(connection)
    let breaches = sent.parsed.filter { !rule.isKept(by: $0.tree, volatility) }.map(\.sql)
    #expect(breaches == [], "each statement \(rule.rawValue)")
  }

  @Test(arguments: [
    (PushDownRule.noVolatileFunction, "SELECT random() FROM deal WHERE tenant_id = $1"),
    (.noVolatileFunction, "UPDATE report_tenant SET slug = gen_random_uuid()::text WHERE tenant_id = $1"),
    (.noVolatileFunction, "SELECT 1 FROM deal WHERE tenant_id = $1 AND clock_timestamp() > created_at"),
    (
      .noMutableFunctionInCase,
      "UPDATE report_tenant SET published_at = coalesce(published_at, transaction_timestamp()) WHERE tenant_id = $1"
    ),
    (
      .noMutableFunctionInCase,
      "UPDATE report_tenant SET published_at = CASE WHEN slug = '' THEN CURRENT_TIMESTAMP END WHERE tenant_id = $1"
    ),
    (
      .noMutableFunctionInCase,
      "DELETE FROM report_run WHERE tenant_id = $1 AND coalesce(now() > generated_at, true)"
    ),
    (
      .noStableFunctionOfColumns,
      "UPDATE report_tenant SET slug = to_char(published_at, 'YYYY') WHERE tenant_id = $1"
    ),
    (.noStableFunctionOfColumns, "UPDATE report_tenant SET slug = published_at::text WHERE tenant_id = $1"),
    (
      .noStableFunctionOfColumns,
      "DELETE FROM report_run WHERE tenant_id = $1 AND period_end::date < '2026-01-01'"
    ),
    (
      .returnsNoMutableFunction,
      "UPDATE report_tenant SET slug = 'a' WHERE tenant_id = $1 RETURNING transaction_timestamp()"
    ),
    (
      .insertReturns,
      "INSERT INTO report_tenant (tenant_id, slug) SELECT tenant_id, 'a' FROM deal WHERE tenant_id = $1"
    ),
    (
      .insertReturns,
      """
      WITH tenant AS MATERIALIZED (SELECT $1::uuid AS id), new AS (
        INSERT INTO report_tenant (tenant_id, slug) SELECT id, 'a' FROM tenant)
      SELECT count(*) FROM tenant
      """
    ),
    (.insertedValuesHaveNoSubquery, "INSERT INTO report_tenant (tenant_id, slug) VALUES ($1, (SELECT 'a'))"),
    (.noRowOfSubquery, "SELECT to_jsonb(d) FROM (SELECT id FROM deal WHERE tenant_id = $1) AS d"),
    (.noRowOfSubquery, "WITH d AS (SELECT id FROM deal WHERE tenant_id = $1) SELECT array_agg(d) FROM d"),
  ])
  func aBrokenRuleIsNoticed(rule: PushDownRule, sql: String) throws {
    let tree = try SentStatement(sql: sql).parsed(connection)
    let volatility = try Volatility(connection)
    #expect(PushDownRule.allCases.filter { !$0.isKept(by: tree, volatility) } == [rule])
  }
}
