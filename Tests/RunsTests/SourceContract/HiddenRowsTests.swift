import Testing
import TestingDatabase

@testable import Runs

/// What hides rows of the CRM from the role, or might.
struct HiddenRowsTests {
  private static let bound = "ALTER TABLE deal ENABLE ROW LEVEL SECURITY; "
  private static let baseBound = "ALTER TABLE deal_base ENABLE ROW LEVEL SECURITY; "
  private static let all = "CREATE POLICY all_rows ON deal FOR SELECT TO dyno_reports USING (true); "
  private static let ofTenant = "tenant_id = current_setting('dyno_reports.tenant_id')::uuid"
  private static let owned = "ALTER VIEW deal OWNER TO crm_owner; GRANT SELECT ON deal_base TO crm_owner; "
  private static let foreign = """
    CREATE FOREIGN DATA WRAPPER @_wrapper;
    CREATE SERVER @_server FOREIGN DATA WRAPPER @_wrapper;
    """

  private static let visible: [[String]] = [
    [bound, all],
    [bound, "CREATE POLICY everyone ON deal USING (true)"],
    [bound, "CREATE POLICY readers ON deal FOR SELECT TO crm_readers USING (true)"],
    [bound, "CREATE POLICY tenants ON deal USING (\(ofTenant))"],
    [
      bound,
      "CREATE POLICY tenants ON deal USING (tenant_id = (SELECT current_setting('dyno_reports.tenant_id')::uuid))",
    ],
    [
      bound,
      "CREATE POLICY tenants ON deal USING (tenant_id = (SELECT current_setting('dyno_reports.tenant_id'))::uuid)",
    ],
    [bound, all, "CREATE POLICY more ON deal USING (amount > 0)"],
    [bound, all, "CREATE POLICY others ON deal AS RESTRICTIVE TO crm_owner USING (false)"],
    [bound, all, "CREATE POLICY writing ON deal AS RESTRICTIVE FOR UPDATE USING (false)"],
    // A policy of a table that is not bound.
    ["CREATE POLICY none ON deal USING (false)"],
    // The view's own condition is what the CRM means by a deal.
    [
      """
      ALTER TABLE deal RENAME TO deal_base; GRANT SELECT ON deal_base TO crm_owner;
      CREATE VIEW deal AS SELECT d.* FROM deal_base d JOIN pipeline_stage s ON s.id = d.stage_id
        WHERE d.amount > 0 AND upper(d.status) <> 'DELETED' AND d.created_at < now();
      GRANT SELECT ON deal TO dyno_reports;
      """
    ],
    // The views below belong to a superuser, to a role with BYPASSRLS, to the owner of the table.
    [ChangedCRM.view(of: "deal"), baseBound],
    [ChangedCRM.view(of: "deal"), baseBound, "ALTER TABLE deal_base FORCE ROW LEVEL SECURITY"],
    [
      ChangedCRM.view(of: "deal"), baseBound,
      "ALTER VIEW deal OWNER TO crm_exempt; GRANT SELECT ON deal_base TO crm_exempt",
    ],
    [ChangedCRM.view(of: "deal"), baseBound, owned, "ALTER TABLE deal_base OWNER TO crm_owner"],
    [
      ChangedCRM.view(of: "deal"), baseBound, owned,
      "CREATE POLICY all_rows ON deal_base TO crm_owner USING (true)",
    ],
    [
      ChangedCRM.view(of: "deal"), baseBound, owned, "CREATE POLICY tenants ON deal_base USING (\(ofTenant))",
    ],
    [
      ChangedCRM.view(of: "deal", "WITH (security_invoker)"), baseBound,
      "GRANT SELECT ON deal_base TO dyno_reports; ",
      "CREATE POLICY all_rows ON deal_base TO dyno_reports USING (true)",
    ],
    // A function that reads nothing.
    [
      ChangedCRM.view(of: "deal"),
      """
      CREATE FUNCTION cents(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 100';
      CREATE OR REPLACE VIEW deal AS SELECT * FROM deal_base WHERE cents(amount) >= 0;
      """,
    ],
    // Policies of partitions count only for those who read these themselves.
    [
      """
      ALTER TABLE deal RENAME TO deal_base;
      CREATE TABLE deal (LIKE deal_base) PARTITION BY HASH (tenant_id);
      CREATE TABLE deal_0 PARTITION OF deal FOR VALUES WITH (MODULUS 1, REMAINDER 0);
      ALTER TABLE deal_0 ENABLE ROW LEVEL SECURITY;
      GRANT SELECT ON deal TO dyno_reports;
      """
    ],
  ]

  @Test("All rows are seen", arguments: visible)
  func accepted(script: [String]) throws {
    #expect(try ChangedCRM(script.joined(separator: ";\n")).violations().isEmpty)
  }

  private static let none = "deal: row level security of @.deal, which role dyno_reports reads, "
  private static let noneBelow = "deal: row level security of @.deal_base, which role "
  private static let byFunction = "deal: the function @.visible, which the view @.deal calls, "

  private static let hidden: [(script: [String], start: String)] = [
    ([bound], none),
    ([bound, "ALTER TABLE deal FORCE ROW LEVEL SECURITY"], none),
    ([bound, "CREATE POLICY partly ON deal USING (amount > 0)"], none),
    ([bound, "CREATE POLICY insertions ON deal FOR INSERT WITH CHECK (true)"], none),
    ([bound, "CREATE POLICY unclear ON deal FOR ALL WITH CHECK (true)"], none),
    ([bound, "CREATE POLICY others ON deal TO crm_owner USING (true)"], none),
    (
      [bound, "CREATE POLICY ids ON deal USING (id = current_setting('dyno_reports.tenant_id')::uuid)"], none
    ),
    ([bound, "CREATE POLICY setting ON deal USING (tenant_id = current_setting('crm.tenant')::uuid)"], none),
    ([bound, "CREATE POLICY tenants ON deal USING (\(ofTenant) AND amount > 0)"], none),
    (
      [
        bound,
        """
        CREATE FUNCTION current_setting(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
        CREATE POLICY own ON deal USING (tenant_id = @.current_setting('dyno_reports.tenant_id')::uuid)
        """,
      ], none
    ),
    (
      [bound, all, "CREATE POLICY \"no drafts\" ON deal AS RESTRICTIVE USING (status <> 'DRAFT')"],
      "deal: the restrictive policy \"no drafts\" of @.deal, which role dyno_reports reads, "
    ),
    (
      [ChangedCRM.view(of: "deal"), baseBound, owned], noneBelow + "crm_owner reads through the view @.deal, "
    ),
    // The owner of the table, forced.
    (
      [
        ChangedCRM.view(of: "deal"), baseBound, owned,
        "ALTER TABLE deal_base OWNER TO crm_owner; ALTER TABLE deal_base FORCE ROW LEVEL SECURITY",
      ], noneBelow + "crm_owner reads through the view @.deal, "
    ),
    // The policy is for the role, and the view reads as its owner.
    (
      [
        ChangedCRM.view(of: "deal"), baseBound, owned,
        "CREATE POLICY all_rows ON deal_base TO dyno_reports USING (true)",
      ], noneBelow + "crm_owner reads through the view @.deal, "
    ),
    (
      [
        ChangedCRM.view(of: "deal"), baseBound, owned, "CREATE POLICY all_rows ON deal_base USING (true); ",
        "CREATE POLICY partly ON deal_base AS RESTRICTIVE TO crm_owner USING (amount > 0)",
      ],
      "deal: the restrictive policy partly of @.deal_base, which role crm_owner reads through the view @.deal, "
    ),
    (
      [
        ChangedCRM.view(of: "deal", "WITH (security_invoker = on)"), baseBound,
        "GRANT SELECT ON deal_base TO dyno_reports",
      ], noneBelow + "dyno_reports reads through the view @.deal, "
    ),
    // Views in views, in a CTE and in a subquery.
    (
      [
        ChangedCRM.view(of: "deal"), baseBound, owned,
        """
        ALTER VIEW deal RENAME TO deal_view;
        CREATE VIEW deal AS WITH v AS (SELECT * FROM deal_view) SELECT * FROM v;
        GRANT SELECT ON deal TO dyno_reports;
        """,
      ], noneBelow + "crm_owner reads through the view @.deal_view, "
    ),
    (
      [
        ChangedCRM.view(of: "deal"),
        """
        CREATE TABLE hidden (id uuid); ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;
        CREATE OR REPLACE VIEW deal AS SELECT * FROM deal_base WHERE id NOT IN (SELECT id FROM hidden);
        ALTER VIEW deal OWNER TO crm_owner; GRANT SELECT ON deal_base, hidden TO crm_owner;
        """,
      ], "deal: row level security of @.hidden, which role crm_owner reads through the view @.deal, "
    ),
    // In an owner's view, a view with security_invoker still reads as the role of the session.
    (
      [
        ChangedCRM.view(of: "deal", "WITH (security_invoker)"), baseBound,
        """
        GRANT SELECT ON deal_base TO dyno_reports;
        CREATE POLICY all_rows ON deal_base TO crm_owner USING (true);
        ALTER VIEW deal RENAME TO deal_view;
        CREATE VIEW deal AS SELECT * FROM deal_view;
        GRANT SELECT ON deal_view TO crm_owner;
        ALTER VIEW deal OWNER TO crm_owner; GRANT SELECT ON deal TO dyno_reports;
        """,
      ], noneBelow + "dyno_reports reads through the view @.deal_view, "
    ),
    // A materialized view has what its owner saw, for all tenants.
    (
      [
        """
        ALTER TABLE deal RENAME TO deal_base; GRANT SELECT ON deal_base TO crm_owner;
        CREATE MATERIALIZED VIEW deal AS SELECT * FROM deal_base WITH NO DATA;
        ALTER MATERIALIZED VIEW deal OWNER TO crm_owner; GRANT SELECT ON deal TO dyno_reports;
        CREATE POLICY tenants ON deal_base USING (\(ofTenant));
        """, baseBound,
      ], noneBelow + "crm_owner reads through the view @.deal, "
    ),
    // The same view, read directly and by a materialized view.
    (
      [
        ChangedCRM.view(of: "deal"), baseBound, owned,
        "CREATE POLICY tenants ON deal_base USING (\(ofTenant))",
        """
        ALTER VIEW deal RENAME TO deal_view;
        CREATE MATERIALIZED VIEW deal_of_before AS SELECT * FROM deal_view WITH NO DATA;
        CREATE VIEW deal AS SELECT * FROM deal_view UNION ALL SELECT * FROM deal_of_before;
        GRANT SELECT ON deal TO dyno_reports;
        """,
      ], noneBelow + "crm_owner reads through the view @.deal_view, "
    ),
    (
      [
        """
        ALTER TABLE deal RENAME TO deal_base; GRANT SELECT ON deal_base TO crm_owner;
        CREATE VIEW invoked WITH (security_invoker) AS SELECT * FROM deal_base;
        CREATE MATERIALIZED VIEW deal AS SELECT * FROM invoked WITH NO DATA;
        ALTER MATERIALIZED VIEW deal OWNER TO crm_owner; GRANT SELECT ON deal TO dyno_reports;
        """, baseBound,
      ], noneBelow + "crm_owner reads through the view @.invoked, "
    ),
    (
      [
        foreign,
        """
        ALTER TABLE deal RENAME TO deal_base;
        CREATE FOREIGN TABLE deal (\(columns)) SERVER @_server; GRANT SELECT ON deal TO dyno_reports;
        """,
      ], "deal: rows come from the foreign table @.deal, and"
    ),
    (
      [
        foreign,
        """
        ALTER TABLE deal RENAME TO deal_base;
        CREATE FOREIGN TABLE elsewhere (\(columns)) SERVER @_server;
        CREATE VIEW deal AS SELECT * FROM elsewhere; GRANT SELECT ON deal TO dyno_reports;
        """,
      ], "deal: rows come through the view @.deal from the foreign table @.elsewhere, and"
    ),
    (
      [
        foreign,
        """
        ALTER TABLE deal RENAME TO deal_base;
        CREATE TABLE deal (\(columns)) PARTITION BY LIST (tenant_id);
        CREATE FOREIGN TABLE deal_0 PARTITION OF deal DEFAULT SERVER @_server;
        GRANT SELECT ON deal TO dyno_reports;
        """,
      ], "deal: rows come from the foreign table @.deal_0, and"
    ),
    (
      [foreign, "CREATE FOREIGN TABLE deal_of_before () INHERITS (deal) SERVER @_server"],
      "deal: rows come from the foreign table @.deal_of_before, and"
    ),
    (
      [
        """
        ALTER TABLE deal RENAME TO deal_base;
        CREATE FUNCTION visible() RETURNS SETOF deal_base LANGUAGE sql IMMUTABLE AS 'SELECT * FROM @.deal_base';
        CREATE VIEW deal AS SELECT * FROM visible(); GRANT SELECT ON deal TO dyno_reports;
        """
      ], byFunction
    ),
    (
      [
        ChangedCRM.view(of: "deal"),
        """
        CREATE FUNCTION visible(uuid) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true';
        CREATE OR REPLACE VIEW deal AS SELECT * FROM deal_base WHERE visible(id);
        """,
      ], byFunction
    ),
    (
      [
        ChangedCRM.view(of: "deal"),
        """
        CREATE FUNCTION visible(uuid, uuid) RETURNS boolean LANGUAGE sql AS 'SELECT true';
        CREATE OPERATOR ~~~ (FUNCTION = visible, LEFTARG = uuid, RIGHTARG = uuid);
        CREATE OR REPLACE VIEW deal AS SELECT * FROM deal_base WHERE id ~~~ tenant_id;
        """,
      ], byFunction
    ),
  ]

  @Test("Rows are hidden, or might be", arguments: hidden)
  func refused(script: [String], start: String) throws {
    let crm = try ChangedCRM(script.joined(separator: ";\n"))
    let violations = try crm.violations()
    #expect(violations.count == 1, "\(violations)")
    #expect(violations.allSatisfy { $0.hasPrefix(start) }, "\(violations)")
    #expect(violations.allSatisfy { $0.hasSuffix("--trust-source deal") })
    #expect(try crm.violations(trusting: ["pipeline_stage"]) == violations)
    let sources = try crm.check(trusting: ["deal"])
    #expect(sources.trusted == ["deal"] && sources.doubts.count == 1)
  }

  private static let columns = """
    tenant_id uuid NOT NULL, id uuid NOT NULL, pipeline_id uuid, stage_id uuid, amount numeric,
    created_at timestamptz, updated_at timestamptz, expected_close_date date, close_date date,
    owned_by_user_id uuid, assigned_user_id uuid, owned_by_group_id uuid, assigned_group_id uuid
    """

  @Test func everyCauseIsNamed() throws {
    let crm = try ChangedCRM(
      Self.bound + "CREATE POLICY partly ON deal AS RESTRICTIVE USING (false); "
        + ChangedCRM.view(of: "sales_target")
        + "ALTER TABLE sales_target_base ENABLE ROW LEVEL SECURITY; ALTER VIEW sales_target OWNER TO crm_owner; "
        + "GRANT SELECT ON sales_target_base TO crm_owner"
    )
    let violations = try crm.violations()
    #expect(violations.count == 3)
    #expect(
      violations[0].contains(
        "POLICY dyno_reports_reads_all ON @.deal FOR SELECT TO dyno_reports USING (true)"))
    #expect(violations[1].contains("ALTER POLICY partly ON @.deal TO <others>;"))
    #expect(
      violations[2].contains(
        "; give the view to a role that is there for reports only, and as the table's owner run"))
    #expect(try crm.check(trusting: ["deal", "sales_target"]).doubts.count == 3)
  }

  /// Nobody should alter the function of an extension, not even to declare it IMMUTABLE.
  @Test func functionOfAnExtensionIsRefused() throws {
    let script = """
      \(ChangedCRM.view(of: "deal"))
      CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql STABLE AS 'SELECT $1';
      CREATE OR REPLACE VIEW deal AS SELECT * FROM deal_base WHERE plain(status) <> 'deleted';
      """
    let own = try ChangedCRM(script).violations()
    #expect(own.count == 1 && own[0].contains("IMMUTABLE"), "\(own)")
    // In a separate database, because the extension is the whole database's.
    let crm = try ChangedCRM(script + "ALTER EXTENSION plpgsql ADD FUNCTION plain(text)", encoding: "UTF8")
    #expect(
      try crm.violations() == [
        "deal: the function @.plain of an extension, which the view @.deal calls, may hide rows; write the "
          + "view without it, or, if no row is hidden, say so: --trust-source deal"
      ])
    #expect(try crm.check(trusting: ["deal"]).doubts.count == 1)
  }

  @Test(
    "What a view calls can read other rows behind its back",
    arguments: [
      ("WHERE query_to_xml('SELECT 1', false, false, '') IS NOT NULL", "pg_catalog.query_to_xml"),
      ("WHERE (SELECT count(*) FROM ts_stat('SELECT ''a''::tsvector')) > 0", "pg_catalog.ts_stat"),
      ("WHERE (SELECT looked(1) FROM deal_base LIMIT 1) > 0", "look"),
    ])
  func functionThatRunsSQL(condition: String, name: String) throws {
    let crm = try ChangedCRM(
      """
      \(ChangedCRM.view(of: "deal"))
      CREATE FUNCTION look(integer, integer) RETURNS integer LANGUAGE sql VOLATILE AS 'SELECT 1';
      CREATE AGGREGATE looked(integer) (sfunc = look, stype = integer, initcond = '0');
      CREATE OR REPLACE VIEW deal AS SELECT * FROM deal_base \(condition);
      """)
    let found = try crm.violations()
    #expect(found.count == 1 && found[0].contains(name), "\(found)")
    #expect(try crm.check(trusting: ["deal"]).doubts.count == 1)
  }

  /// Trust is about rows, and not about types.
  @Test func trustDoesNotExcuseWrongTypes() throws {
    let crm = try ChangedCRM("ALTER TABLE deal ALTER COLUMN amount TYPE float8")
    #expect(try crm.violations(trusting: ["deal"]).count == 1)
  }
}
