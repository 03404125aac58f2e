import Testing
import TestingDatabase

@testable import Runs

/// Rights that are missing below the CRM's views.
struct MissingRightsTests {
  private static let columns =
    "tenant_id, id, pipeline_id, stage_id, amount, created_at, updated_at, expected_close_date, close_date, "
    + "owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id"
  private static let owned = ChangedCRM.view(of: "deal") + "ALTER VIEW deal OWNER TO crm_owner; "
  /// A view that reads single columns, and asks another table whether it has rows.
  private static let narrow = """
    ALTER TABLE deal RENAME TO deal_base; CREATE TABLE switch (is_on boolean, secret text);
    CREATE VIEW deal AS SELECT \(columns) FROM deal_base WHERE EXISTS (SELECT FROM switch);
    GRANT SELECT ON deal TO dyno_reports; ALTER VIEW deal OWNER TO crm_owner;
    """
  private static let function = """
    \(ChangedCRM.view(of: "deal"))
    CREATE TYPE "Odd; kind" AS ENUM ('a');
    CREATE FUNCTION "Cents"(numeric, "Odd; kind", text[]) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 100';
    CREATE OR REPLACE VIEW deal AS SELECT * FROM deal_base WHERE "Cents"(amount, 'a', '{}') >= 0;
    """
  private static let revoked =
    "REVOKE EXECUTE ON FUNCTION \"Cents\"(numeric, \"Odd; kind\", text[]) FROM public; "

  private static let missing: [(script: [String], problem: String, grant: String)] = [
    (
      [owned],
      "deal: role crm_owner, the owner of the view @.deal, may not read @.deal_base, which that view reads; ",
      "as the owner of @.deal_base run: GRANT SELECT ON @.deal_base TO crm_owner;"
    ),
    (
      [
        ChangedCRM.view(of: "deal", "WITH (security_invoker)"),
        "REVOKE SELECT ON deal_base FROM dyno_reports; ",
      ],
      "deal: role dyno_reports may not read @.deal_base, which the view @.deal reads with its rights; ",
      "as the owner of @.deal_base run: GRANT SELECT ON @.deal_base TO dyno_reports;"
    ),
    // Below two views, of which the lower one is another role's.
    (
      [
        owned, "ALTER VIEW deal RENAME TO \"Deal view\"; ",
        "CREATE VIEW deal AS SELECT * FROM \"Deal view\"; GRANT SELECT ON deal TO dyno_reports; ",
      ],
      "deal: role crm_owner, the owner of the view @.\"Deal view\", may not read @.deal_base, which that view reads; ",
      "GRANT SELECT ON @.deal_base TO crm_owner;"
    ),
    // The view is the role's, but what it reads is not.
    (
      [
        narrow,
        "GRANT SELECT ON switch TO crm_owner; GRANT SELECT (id, tenant_id) ON deal_base TO crm_owner; ",
      ],
      "deal: role crm_owner, the owner of the view @.deal, may not read the columns amount, assigned_group_id, assigned_user_id, close_date, ",
      "owned_by_group_id, owned_by_user_id, pipeline_id, stage_id, updated_at) ON @.deal_base TO crm_owner;"
    ),
    (
      [narrow, "GRANT SELECT ON deal_base TO crm_owner; "],
      "deal: role crm_owner, the owner of the view @.deal, may not read @.switch, ",
      "GRANT SELECT ON @.switch TO crm_owner;"
    ),
    (
      [function, revoked],
      "deal: role dyno_reports may not execute the function @.\"Cents\"(numeric, @.\"Odd; kind\", text[]), which the "
        + "view @.deal calls with the rights of whoever reads it",
      "GRANT EXECUTE ON FUNCTION @.\"Cents\"(numeric, @.\"Odd; kind\", text[]) TO dyno_reports;"
    ),
  ]

  @Test("A right is missing, and the statement that grants it is enough", arguments: missing)
  func refused(script: [String], problem: String, grant: String) throws {
    let crm = try ChangedCRM(script.joined(separator: "\n"))
    let violations = try crm.violations()
    #expect(violations.count == 1, "\(violations)")
    #expect(violations.allSatisfy { $0.hasPrefix(problem) && $0.hasSuffix(grant) }, "\(violations)")
    // Trust is about rows.
    #expect(try crm.violations(trusting: ["deal"]) == violations)
    let statement = try #require(violations.first?.split(separator: " run: ").last)
    try crm.load(String(statement))
    #expect(try crm.violations().isEmpty)
  }

  private static let enough: [[String]] = [
    [
      narrow,
      "GRANT SELECT (secret) ON switch TO crm_owner; GRANT SELECT (\(columns)) ON deal_base TO crm_owner; ",
    ],
    [function, revoked, "GRANT EXECUTE ON FUNCTION \"Cents\" TO crm_readers; "],
    // A view does not ask for the right to use the schemas of what it reads.
    [
      "CREATE SCHEMA @_apart; CREATE TABLE @_apart.deal AS SELECT * FROM deal; ALTER TABLE deal RENAME TO deal_base; ",
      "CREATE VIEW deal AS SELECT * FROM @_apart.deal; ALTER VIEW deal OWNER TO crm_owner; ",
      "GRANT SELECT ON @_apart.deal TO crm_owner; GRANT SELECT ON deal TO dyno_reports; ",
    ],
    // What a materialized view has was read before, and what a view only names is not read.
    [
      "ALTER TABLE deal RENAME TO deal_base; CREATE MATERIALIZED VIEW stored AS SELECT * FROM deal_base; ",
      "ALTER MATERIALIZED VIEW stored OWNER TO crm_owner; ",
      "CREATE VIEW deal AS SELECT * FROM stored WHERE 'deal_base'::regclass IS NOT NULL; ",
      "GRANT SELECT ON deal TO dyno_reports; ",
    ],
    // PostgreSQL executes no query in WITH that nothing uses.
    [
      narrow,
      "CREATE OR REPLACE VIEW deal AS WITH unused AS (SELECT * FROM switch) SELECT \(columns) FROM deal_base; ",
      "GRANT SELECT ON deal_base TO crm_owner; ",
    ],
    // A view can ask for the tenant.
    [
      ChangedCRM.view(of: "deal"),
      "CREATE OR REPLACE VIEW deal AS SELECT * FROM deal_base ",
      "WHERE tenant_id = current_setting('dyno_reports.tenant_id')::uuid; ",
    ],
  ]

  @Test("The rights are enough", arguments: enough)
  func accepted(script: [String]) throws {
    #expect(try ChangedCRM(script.joined(separator: "\n")).violations() == [])
  }

  @Test func anErrorThatIsNotExplainedIsSaid() throws {
    let crm = try ChangedCRM(
      "\(ChangedCRM.view(of: "deal")) CREATE OR REPLACE VIEW deal AS SELECT * FROM deal_base WHERE upper(status) <> 'X';",
      encoding: "UTF8")
    #expect(try crm.violations() == [])
    try crm.load("REVOKE EXECUTE ON FUNCTION pg_catalog.upper(text) FROM public")
    let violations = try crm.violations()
    #expect(
      violations == [
        "role dyno_reports cannot read deal in schema @: permission denied for function upper (SQLSTATE 42501); grant what "
          + "the error names, to the role or, if the view reads it, to the view's owner"
      ])
  }
}
