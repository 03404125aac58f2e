import Foundation
import PostgreSQL
import Testing
import TestingDatabase

@testable import Runs

/// The function that may read a little of all tenants: who may call it, and what it gives away.
struct OpenWorkFunctionTests {
  private let database: TestDatabase
  private let call = """
    SELECT * FROM report_open_work(ARRAY['\(SmallCRM.acme)'::uuid], ARRAY['monthly'], ARRAY['-infinity'::date], ARRAY[NULL])
    """

  init() throws {
    database = try TestDatabase()
    try database.load(CoverageFacts.script(tenant: SmallCRM.acme, rows: 1))
  }

  private func rows(_ sql: String, as database: Database? = nil) throws -> [[String?]] {
    let database = database ?? self.database.runtime
    return try database.connect().transaction(database.transaction(.readCommitted, tenant: nil)) {
      try $0.execute(sql).map(\.all)
    }
  }

  @Test func itReturnsFourColumnsAndNothingElse() throws {
    let result = try database.query("SELECT pg_get_function_result('report_open_work'::regproc)")
    #expect(result == [["TABLE(tenant_id uuid, schedule text, last_end_date date, is_open boolean)"]])
    #expect(try rows(call) == [[SmallCRM.acme.uuidString.lowercased(), "monthly", "2026-11-01", "t"]])
  }

  @Test func itsOwnerIsARoleMadeForItAndItsPathIsFixed() throws {
    let found = try database.query(
      """
      SELECT p.prosecdef, array_to_string(p.proconfig, '|'), r.rolname, r.rolcanlogin, r.rolsuper, r.rolbypassrls
      FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE p.oid = 'report_open_work'::regproc
      """)
    #expect(
      found == [
        ["t", "search_path=pg_catalog, \(database.schema), pg_temp", "dyno_reports_open_work", "f", "f", "f"]
      ])
    // The owner reads the columns that the function needs, and nothing else of all the database.
    let readable = try database.query(
      """
      SELECT c.relname, string_agg(a.attname, ' ' ORDER BY a.attname)
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
        AND has_column_privilege('dyno_reports_open_work', c.oid, a.attnum, 'SELECT')
      GROUP BY c.relname ORDER BY c.relname
      """, [database.schema])
    #expect(
      readable == [
        ["report_occurrence", "end_date schedule state tenant_id"],
        ["report_tenant", "tenant_id tree_files"],
      ])
    #expect(
      try database.query(
        "SELECT has_schema_privilege('dyno_reports_open_work', $1, 'CREATE')", [database.schema]) == [["f"]])
  }

  /// Whoever may not make functions asks each tenant, until somebody runs `migrate` who may.
  @Test func aFunctionOfAnotherProgramIsNotUsedAndIsReplaced() throws {
    let name = "report_open_work(uuid[], text[], date[], text[])"
    func isUsable() throws -> Bool {
      try database.runtime.connect().transaction(database.runtime.transaction(.readCommitted, tenant: nil)) {
        try OpenWorkFunction.isUsable($0)
      }
    }
    #expect(try isUsable())
    let made = try database.query("SELECT obj_description('report_open_work'::regproc)")
    try database.load("COMMENT ON FUNCTION \(name) IS 'Made by dyno-reports from another text'")
    #expect(try !isUsable())
    #expect(try !Migrator(database.owner).rights().isOpenWorkThere)
    try Migrator(database.owner).migrate()
    #expect(try isUsable())
    #expect(try database.query("SELECT obj_description('report_open_work'::regproc)") == made)
  }

  /// Whatever the owner's default privileges are.
  @Test func onlyTheRoleThatRunsReportsMayCallIt() throws {
    let cluster = try EmptyCluster()
    try cluster.run(
      """
      CREATE SCHEMA crm; CREATE ROLE other;
      ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO other
      """, in: "postgres")
    try Migrator(cluster.database("postgres", "postgres", schema: "crm")).migrate()
    let callers = try cluster.run(
      """
      SELECT a.grantee::regrole FROM pg_proc p CROSS JOIN LATERAL aclexplode(p.proacl) AS a
      WHERE p.proname = 'report_open_work' AND a.grantee <> p.proowner
      """, in: "postgres")
    #expect(callers == [["dyno_reports"]])
  }

  /// Who made a role of its name first, could read all tenants as it.
  @Test(arguments: ["BYPASSRLS", "NOLOGIN ROLE other"])
  func aRoleThatGivesAwayMoreIsNotUsed(attributes: String) throws {
    let cluster = try EmptyCluster()
    try cluster.run(
      "CREATE SCHEMA crm; CREATE ROLE other; CREATE ROLE dyno_reports_open_work \(attributes)", in: "postgres"
    )
    let owner = try cluster.database("postgres", "postgres", schema: "crm")
    try Migrator(owner).migrate()
    #expect(try !Migrator(owner).rights().isOpenWorkThere)
    #expect(try cluster.run("SELECT FROM pg_policy WHERE polname = 'open_work'", in: "postgres").isEmpty)
    try cluster.run("DROP ROLE dyno_reports_open_work", in: "postgres")
    try Migrator(owner).migrate()
    #expect(try Migrator(owner).rights().isOpenWorkThere)
    // Nor is one that was given to somebody since.
    try cluster.run("GRANT dyno_reports_open_work TO other", in: "postgres")
    #expect(try !Migrator(owner).rights().isOpenWorkThere)
  }

  /// It still sees the rows of one tenant only, and none without a tenant.
  @Test func theRoleThatRunsReportsSeesNoMoreThanBefore() throws {
    let error = #expect(throws: PostgresError.self) { try rows("SELECT * FROM report_occurrence") }
    #expect(error?.sqlState == "42704")
    let other = try database.runtime.connect().transaction(
      database.runtime.transaction(.readCommitted, tenant: SmallCRM.other)
    ) { try $0.execute("SELECT * FROM report_occurrence").count }
    #expect(other == 0)
  }

  @Test func aTableOfTheCallerHidesNothing() throws {
    let found = try database.runtime.connect().transaction(
      database.runtime.transaction(.readCommitted, tenant: nil)
    ) { connection in
      try connection.execute("CREATE TEMPORARY TABLE report_occurrence (tenant_id uuid)")
      return try connection.execute(call).count
    }
    #expect(found == 1)
  }

  @Test func whoeverIsAMemberOfItsOwnerIsRefused() throws {
    let cluster = try EmptyCluster()
    try cluster.run("CREATE SCHEMA crm", in: "postgres")
    let owner = try cluster.database("postgres", "postgres", schema: "crm")
    try Migrator(owner).migrate()
    let runtime = try cluster.database("postgres", "dyno_reports", schema: "crm")
    try Readiness.check(runtime.connect(), runtime, storing: true)
    try cluster.run("GRANT dyno_reports_open_work TO dyno_reports", in: "postgres")
    let error = #expect(throws: Readiness.Failure.self) {
      try Readiness.check(runtime.connect(), runtime, storing: true)
    }
    #expect(error?.description.contains("member of dyno_reports_open_work") == true)
  }

  @Test func anOwnerWithoutTheRightLeavesItOutAndASuperuserMakesIt() throws {
    let cluster = try EmptyCluster()
    try cluster.run(
      """
      CREATE ROLE crm_owner LOGIN; CREATE ROLE maker LOGIN CREATEROLE;
      CREATE ROLE dyno_reports LOGIN;
      CREATE SCHEMA plain AUTHORIZATION crm_owner; CREATE SCHEMA made AUTHORIZATION maker;
      """, in: "postgres")
    func isThere(_ schema: String) throws -> Bool {
      let database = try cluster.database("postgres", "dyno_reports", schema: schema)
      return try database.connect().transaction(database.transaction(.readCommitted, tenant: nil)) {
        try OpenWorkFunction.isUsable($0)
      }
    }
    try Migrator(cluster.database("postgres", "crm_owner", schema: "plain")).migrate()
    #expect(try !isThere("plain"))
    #expect(
      try !Migrator(cluster.database("postgres", "crm_owner", schema: "plain")).rights().isOpenWorkThere)
    // A role that may create roles is a member of the new one no longer than it takes.
    try Migrator(cluster.database("postgres", "maker", schema: "made")).migrate()
    #expect(try isThere("made"))
    // It keeps no right of the new role.
    let rights = "SELECT pg_has_role('maker', 'dyno_reports_open_work', 'USAGE')"
    #expect(try cluster.run(rights, in: "postgres") == [["f"]])
    // And it can replace what an earlier program made.
    try cluster.run("COMMENT ON FUNCTION made.report_open_work IS NULL", in: "postgres")
    #expect(try !isThere("made"))
    try Migrator(cluster.database("postgres", "maker", schema: "made")).migrate()
    #expect(try isThere("made"))
    #expect(try cluster.run(rights, in: "postgres") == [["f"]])
    try Migrator(cluster.database("postgres", "postgres", schema: "plain")).migrate()
    #expect(try isThere("plain"))
  }
}
