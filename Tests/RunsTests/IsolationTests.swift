import Foundation
import PostgreSQL
import Testing
import TestingDatabase

@testable import Runs

/// What the database itself denies the role that runs reports.
struct IsolationTests {
  let database: TestDatabase
  let mine = SmallCRM.acme
  let others = SmallCRM.other

  init() throws {
    database = try TestDatabase()
    try database.load(
      "INSERT INTO report_tenant (tenant_id, slug) VALUES ('\(mine)', 'mine'), ('\(others)', 'others')")
  }

  private func asRuntime<Result>(tenant: UUID?, _ body: (Connection) throws -> Result) throws -> Result {
    try database.runtime.connect().transaction(
      database.runtime.transaction(.readCommitted, tenant: tenant), body)
  }

  private func refusal(tenant: UUID?, _ sql: String) -> String? {
    do {
      _ = try asRuntime(tenant: tenant) { try $0.execute(sql) }
      return nil
    } catch {
      return (error as? PostgresError)?.sqlState ?? "\(error)"
    }
  }

  @Test func aTenantSeesItsRowsAndNoOthers() throws {
    let slugs = try asRuntime(tenant: mine) { connection in
      try connection.execute("SELECT slug FROM report_tenant").map { try $0.value("slug", as: String.self) }
    }
    #expect(slugs == ["mine"])
  }

  @Test func withoutATenantThereIsAnErrorAndNotAnEmptyAnswer() {
    #expect(refusal(tenant: nil, "SELECT * FROM report_tenant") == "42704")
    #expect(refusal(tenant: nil, "SET LOCAL dyno_reports.tenant_id = ''") == nil)
  }

  @Test func rowsOfAnotherTenantCannotBeWritten() {
    #expect(
      refusal(tenant: mine, "INSERT INTO report_tenant (tenant_id, slug) VALUES (gen_random_uuid(), 'x')")
        == "42501")
    #expect(refusal(tenant: mine, "UPDATE report_tenant SET publish_seq = 9 WHERE slug = 'others'") == nil)
  }

  @Test(
    "Stored rows cannot be changed",
    arguments: [
      "UPDATE report_tenant SET slug = 'new'", "DELETE FROM report_tenant",
      "UPDATE report_run SET status = 'FAILED'",
      "UPDATE report_occurrence SET period_label = 'x'", "DELETE FROM report_occurrence",
      "UPDATE report_pipeline_coverage_fact SET open_amount = 0",
      "DELETE FROM report_pipeline_overview_fact", "TRUNCATE report_run", "DROP TABLE report_run",
      "ALTER TABLE report_run DISABLE ROW LEVEL SECURITY", "DELETE FROM deal",
    ])
  func history(sql: String) {
    #expect(refusal(tenant: mine, sql) == "42501")
  }

  @Test func everyReportTableIsForcedAndKeyedByTenant() throws {
    let loose = try database.query(
      """
      SELECT c.relname FROM pg_class c
      WHERE c.relnamespace = '\(database.schema)'::regnamespace AND c.relkind = 'r'
        AND c.relname LIKE 'report\\_%' AND c.relname <> 'report_migration'
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
      """)
    #expect(loose.isEmpty)
    let unkeyed = try database.query(
      """
      SELECT i.indexrelid::regclass::text FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid
      WHERE c.relnamespace = '\(database.schema)'::regnamespace AND c.relname LIKE 'report\\_%'
        AND c.relname <> 'report_migration'
        AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'
                        AND a.attnum = ANY (i.indkey))
      """)
    #expect(unkeyed.isEmpty)
  }

  @Test func triggersAreForeignKeysOnly() throws {
    let triggers = try database.query(
      """
      SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = '\(database.schema)'::regnamespace AND NOT tgisinternal
      """)
    #expect(triggers.isEmpty)
  }
}
