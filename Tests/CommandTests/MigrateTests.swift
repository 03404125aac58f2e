import Foundation
import Testing
import TestingDatabase

/// `migrate` says what is missing before it can do its work, and what `dyno_reports` may do afterwards.
struct MigrateTests {
  private let cluster: EmptyCluster
  private static let role = "CREATE ROLE dyno_reports LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;"
  private static let sources = ["deal", "deal_pipeline_stage_state", "pipeline_stage", "sales_target"]

  init() throws {
    cluster = try EmptyCluster()
    try cluster.run("CREATE ROLE crm_owner LOGIN; CREATE ROLE crm_app LOGIN", in: "postgres")
    try cluster.run("CREATE DATABASE crm", in: "postgres")
  }

  private func migrate(
    as user: String = "crm_owner", in database: String = "crm", schema: String = "dyno_crm"
  ) throws -> (status: Int32, lines: [String], errors: String) {
    let result = try Shell.run(
      [Installation.program, "migrate"],
      environment: [
        "DYNO_REPORTS_DATABASE_URL": cluster.url(database, user), "DYNO_REPORTS_SCHEMA": schema,
      ])
    let lines = result.output.split(separator: "\n").map(String.init)
    let others = lines.filter { !$0.hasPrefix("applied ") && !$0.hasPrefix("not made: ") }
    return (result.status, others, result.errors)
  }

  private func exists(_ query: String) throws -> Bool {
    try cluster.run("SELECT EXISTS (SELECT \(query))", in: "crm") == [["t"]]
  }

  private func mayRead(_ table: String) throws -> Bool {
    try cluster.run("SELECT has_table_privilege('dyno_reports', 'dyno_crm.\(table)', 'SELECT')", in: "crm")
      == [["t"]]
  }

  /// What an administrator runs is what was printed, and nothing else.
  private func administrate(_ lines: [String]) throws {
    try cluster.run(lines.joined(separator: "\n"), in: "crm")
  }

  @Test func oneRoundTripToTheAdministratorIsEnough() throws {
    let refused = try migrate()
    #expect(refused.status == 78)
    #expect(refused.lines == [Self.role, "CREATE SCHEMA dyno_crm AUTHORIZATION crm_owner;"])
    for text in [
      "the role dyno_reports does not exist, and crm_owner may not create it",
      "the schema dyno_crm does not exist", "Nothing was changed", "in the database crm",
    ] { #expect(refused.errors.contains(text), "\(refused)") }
    #expect(try !exists("FROM pg_roles WHERE rolname = 'dyno_reports'"))
    #expect(try !exists("FROM pg_class WHERE relname LIKE 'report\\_%'"))

    try administrate(refused.lines)
    let migrated = try migrate()
    #expect(migrated.status == 0 && migrated.errors.isEmpty, "\(migrated)")
    #expect(migrated.lines.count == 4, "\(migrated)")
    #expect(
      migrated.lines.starts(with: [
        "dyno_reports has USAGE on schema dyno_crm",
        "granted dyno_reports its rights on the report tables (docs/operations.md lists them)",
        "dyno_reports has SELECT on report_label, report_source_freshness",
      ]))
    #expect(
      migrated.lines.last?.hasPrefix("not in schema dyno_crm yet: \(Self.sources.joined(separator: ", ")); ")
        == true)
    #expect(migrated.lines.last?.contains("docs/your_crm.md") == true)
    // The policies of report_tenant bind the view's owner too.
    let names = """
      SET dyno_reports.tenant_id = '6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11'; SELECT name FROM dyno_crm.report_label
      """
    #expect(try cluster.run(names, in: "crm", as: "dyno_reports").isEmpty)
  }

  /// A CRM of another shape has a schema of its own; the product's has four views of it.
  @Test func viewsAreGrantedWheneverTheyCome() throws {
    try cluster.run(
      "\(Self.role) CREATE SCHEMA dyno_crm AUTHORIZATION crm_owner; CREATE SCHEMA crm AUTHORIZATION crm_app;",
      in: "crm")
    try cluster.run("CREATE TABLE crm.anything (id uuid)", in: "crm", as: "crm_app")
    try cluster.run("GRANT USAGE, CREATE ON SCHEMA dyno_crm TO crm_app", in: "crm")
    try cluster.run("CREATE VIEW dyno_crm.deal AS SELECT 1 AS amount", in: "crm", as: "crm_owner")
    #expect(
      try migrate().lines.contains("dyno_reports has SELECT on deal, report_label, report_source_freshness"))
    #expect(try mayRead("deal"))
    try cluster.run(
      "CREATE VIEW dyno_crm.deal_pipeline_stage_state AS SELECT 1 AS deal_id", in: "crm", as: "crm_owner")
    try cluster.run(
      """
      CREATE VIEW dyno_crm.pipeline_stage AS SELECT id, 'Open' AS name FROM crm.anything;
      CREATE MATERIALIZED VIEW dyno_crm.sales_target AS SELECT 1 AS target_amount;
      """, in: "crm", as: "crm_app")
    let again = try migrate()
    #expect(again.status == 0 && again.lines.first == "schema dyno_crm is up to date", "\(again)")
    let grants = ["pipeline_stage", "sales_target"].map {
      "GRANT SELECT ON dyno_crm.\($0) TO dyno_reports;"
    }
    #expect(
      again.lines.suffix(3) == [
        "dyno_reports has SELECT on deal, deal_pipeline_stage_state, report_label, report_source_freshness",
        "not granted: SELECT on pipeline_stage; its owner crm_app runs: \(grants[0])",
        "not granted: SELECT on sales_target; its owner crm_app runs: \(grants[1])",
      ], "\(again)")
    #expect(try !mayRead("pipeline_stage"))
    try cluster.run(grants.joined(), in: "crm", as: "crm_app")
    #expect(
      try migrate().lines.last
        == "dyno_reports has SELECT on \((Self.sources + ["report_label", "report_source_freshness"]).sorted().joined(separator: ", "))"
    )
  }

  @Test func whatOthersMustGrantIsPrintedWithTheRest() throws {
    // A right to read single columns is enough.
    try cluster.run(
      """
      CREATE SCHEMA "Odd; name" AUTHORIZATION crm_app;
      SET ROLE crm_app;
      CREATE TABLE "Odd; name".deal (tenant_id uuid, id uuid, secret text);
      CREATE TABLE "Odd; name".sales_target (tenant_id uuid);
      GRANT SELECT (tenant_id, id) ON "Odd; name".deal TO public;
      """, in: "crm")
    let refused = try migrate(schema: "Odd; name")
    #expect(
      refused.lines == [
        Self.role, #"GRANT USAGE, CREATE ON SCHEMA "Odd; name" TO crm_owner;"#,
        #"GRANT USAGE ON SCHEMA "Odd; name" TO dyno_reports;"#,
        #"GRANT SELECT ON "Odd; name".sales_target TO dyno_reports;"#,
      ], "\(refused)")
    #expect(refused.status == 78 && refused.errors.contains("cannot create tables"), "\(refused)")
    try administrate(refused.lines)
    let migrated = try migrate(schema: "Odd; name")
    #expect(
      migrated.status == 0
        && migrated.lines.contains(
          "dyno_reports has SELECT on deal, report_label, report_source_freshness, sales_target")
    )
    // What only `dyno_reports` lacks is no reason to stop.
    try cluster.run(#"REVOKE USAGE ON SCHEMA "Odd; name" FROM dyno_reports"#, in: "crm")
    let without = try migrate(schema: "Odd; name")
    #expect(
      without.status == 0
        && without.lines.contains { $0.hasPrefix(#"not granted: USAGE on schema "Odd; name""#) },
      "\(without)")
  }

  /// Names can be somebody else's, and a program of before the view may have migrated the schema.
  @Test func namesOfSomebodyElseAreGrantedByTheirOwner() throws {
    try cluster.run(
      """
      \(Self.role) CREATE SCHEMA dyno_crm AUTHORIZATION crm_owner;
      GRANT USAGE, CREATE ON SCHEMA dyno_crm TO crm_app;
      """, in: "crm")
    try cluster.run(
      "CREATE TABLE dyno_crm.report_label (tenant_id uuid, kind text, id uuid, name text)", in: "crm",
      as: "crm_app")
    let grant = "GRANT SELECT ON dyno_crm.report_label TO dyno_reports;"
    for _ in 1...2 {
      let migrated = try migrate()
      #expect(migrated.status == 0 && migrated.errors.isEmpty, "\(migrated)")
      #expect(
        migrated.lines.contains("not granted: SELECT on report_label; its owner crm_app runs: \(grant)"),
        "\(migrated)")
    }
    try cluster.run(grant, in: "crm", as: "crm_app")
    #expect(try migrate().lines.contains("dyno_reports has SELECT on report_label, report_source_freshness"))
    #expect(try exists("FROM pg_class WHERE relname = 'report_label' AND relkind = 'r'"))
  }

  @Test func aRoleWithCREATEROLENeedsNobody() throws {
    try cluster.run(
      "ALTER ROLE crm_owner CREATEROLE; CREATE SCHEMA dyno_crm AUTHORIZATION crm_owner", in: "crm")
    #expect(try migrate().status == 0)
    #expect(try exists("FROM pg_roles WHERE rolname = 'dyno_reports' AND rolcanlogin AND NOT rolsuper"))
    // Roles belong to the cluster: in another database, a role without CREATEROLE needs nobody either.
    try cluster.run("CREATE DATABASE second OWNER crm_app", in: "postgres")
    try cluster.run("CREATE SCHEMA dyno_crm", in: "second", as: "crm_app")
    let second = try migrate(as: "crm_app", in: "second")
    #expect(second.status == 0 && second.errors.isEmpty, "\(second)")
    // USAGE that was lost is granted again.
    try cluster.run("REVOKE USAGE ON SCHEMA dyno_crm FROM dyno_reports", in: "second", as: "crm_app")
    #expect(
      try migrate(as: "crm_app", in: "second").lines == [
        "schema dyno_crm is up to date"
      ] + second.lines)
    #expect(
      try cluster.run("SELECT has_schema_privilege('dyno_reports', 'dyno_crm', 'USAGE')", in: "second")
        == [["t"]])
  }
}
