import Testing
import TestingDatabase

@testable import Runs

/// The types and the rights that the columns of the CRM must have.
struct SourceTypesTests {
  @Test(
    "A wrong type is refused, and named with what is needed",
    arguments: [
      ("deal", "id", "text", "text", "uuid"),
      ("deal", "tenant_id", "varchar(36)", "character varying(36)", "uuid"),
      ("deal", "owned_by_user_id", "uuid[]", "uuid[]", "uuid"),
      ("deal", "stage_id", "bigint", "bigint", "uuid"),
      ("deal", "amount", "double precision", "double precision", "numeric, smallint, integer or bigint"),
      ("deal", "amount", "real", "real", "numeric, smallint, integer or bigint"),
      ("deal", "amount", "money", "money", "numeric, smallint, integer or bigint"),
      ("deal", "amount", "text", "text", "numeric, smallint, integer or bigint"),
      ("deal", "created_at", "timestamp", "timestamp without time zone", "timestamptz"),
      ("deal", "updated_at", "date", "date", "timestamptz"),
      ("deal", "close_date", "timestamptz", "timestamp with time zone", "date"),
      ("deal", "expected_close_date", "timestamp", "timestamp without time zone", "date"),
      ("deal_pipeline_stage_state", "is_current", "integer", "integer", "boolean"),
      (
        "deal_pipeline_stage_state", "exited_at", "timestamp(3)", "timestamp(3) without time zone",
        "timestamptz"
      ),
      ("pipeline_stage", "name", "jsonb", "jsonb", "text, varchar, char or an enum"),
      ("pipeline_stage", "name", "name", "name", "text, varchar, char or an enum"),
      ("pipeline_stage", "stage_state", "\"char\"", "\"char\"", "text, varchar, char or an enum"),
      ("pipeline_stage", "stage_state", "smallint", "smallint", "text, varchar, char or an enum"),
      ("sales_target", "principal_type", "text[]", "text[]", "text, varchar, char or an enum"),
      ("sales_target", "target_amount", "real", "real", "numeric, smallint, integer or bigint"),
      ("sales_target", "period_end", "timestamptz", "timestamp with time zone", "date"),
    ])
  func wrongType(table: String, column: String, type: String, shown: String, needed: String) throws {
    let crm = try ChangedCRM("ALTER TABLE \(table) ALTER COLUMN \(column) TYPE \(type) USING NULL")
    let violations = try crm.violations()
    #expect(violations.count == 1)
    #expect(
      violations[0].hasPrefix("\(table).\(column) is \(shown), and must be \(needed); "), "\(violations)")
    #expect(violations[0].contains("ALTER TABLE @.\(table) ALTER COLUMN \(column) TYPE "), "\(violations)")
    #expect(violations[0].contains("make a view @.\(table) that has "), "\(violations)")
  }

  /// The extension citext makes its type with the same statements; it need not be installed.
  @Test func textWhoseCaseDoesNotCountIsRefused() throws {
    let crm = try ChangedCRM(
      """
      CREATE SCHEMA @_types;
      CREATE TYPE @_types.citext;
      CREATE FUNCTION @_types.citextin(cstring) RETURNS @_types.citext LANGUAGE internal IMMUTABLE STRICT AS 'textin';
      CREATE FUNCTION @_types.citextout(@_types.citext) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
      CREATE TYPE @_types.citext (
        INPUT = @_types.citextin, OUTPUT = @_types.citextout, LIKE = text, CATEGORY = 'S', COLLATABLE = true);
      ALTER TABLE pipeline_stage ALTER COLUMN stage_state TYPE @_types.citext USING NULL;
      CREATE DOMAIN @_types.label AS @_types.citext;
      ALTER TABLE pipeline_stage ALTER COLUMN name TYPE @_types.label USING NULL;
      """)
    let violations = try crm.violations()
    #expect(violations.count == 2)
    #expect(violations[0].hasPrefix("pipeline_stage.name is @_types.label, and must be text"))
    #expect(violations[1].hasPrefix("pipeline_stage.stage_state is @_types.citext, and must be text"))
  }

  @Test(
    "Types that are accepted",
    arguments: [
      ("deal", "amount", "numeric"), ("deal", "amount", "numeric(30,6)"), ("deal", "amount", "smallint"),
      ("deal", "amount", "integer"), ("deal", "amount", "bigint"), ("deal", "amount", "some_amount"),
      ("deal", "amount", "own_amount"), ("deal", "id", "some_id"), ("deal", "close_date", "some_date"),
      ("deal", "created_at", "timestamptz(3)"), ("pipeline_stage", "name", "text"),
      ("pipeline_stage", "name", "char(40)"), ("pipeline_stage", "name", "varchar"),
      ("pipeline_stage", "stage_state", "some_state"), ("pipeline_stage", "stage_state", "own_state"),
      ("sales_target", "principal_type", "some_state"), ("sales_target", "target_amount", "bigint"),
    ])
  func acceptedType(table: String, column: String, type: String) throws {
    let crm = try ChangedCRM(
      """
      CREATE DOMAIN some_id AS uuid;
      CREATE DOMAIN some_date AS date;
      CREATE DOMAIN some_amount AS numeric(14,2) CHECK (VALUE >= 0);
      CREATE DOMAIN own_amount AS some_amount NOT NULL;
      CREATE TYPE some_state AS ENUM ('USER', 'OPEN');
      CREATE DOMAIN own_state AS some_state;
      ALTER TABLE \(table) ALTER COLUMN \(column) TYPE \(type) USING NULL;
      """)
    #expect(try crm.violations().isEmpty)
  }

  @Test func sourceThatTheTestsUseIsAccepted() throws {
    let sources = try ChangedCRM("").check()
    #expect(sources.unprovenKeys.isEmpty && sources.trusted.isEmpty && sources.doubts.isEmpty)
  }

  @Test func everyViolationIsNamedAtOnce() throws {
    let crm = try ChangedCRM(
      """
      ALTER TABLE deal RENAME COLUMN amount TO price;
      ALTER TABLE deal DROP COLUMN close_date;
      ALTER TABLE deal ENABLE ROW LEVEL SECURITY;
      REVOKE SELECT ON pipeline_stage FROM dyno_reports;
      DROP TABLE sales_target;
      """)
    let violations = try crm.violations()
    let expected = [
      "deal has no column amount, which must be numeric, smallint, integer or bigint; add it, or rename the "
        + "table and make a view @.deal that has it",
      "deal has no column close_date, which must be date; add it",
      "role dyno_reports cannot read pipeline_stage in schema @; as its owner run: GRANT SELECT ON "
        + "@.pipeline_stage TO dyno_reports;",
      "sales_target does not exist in schema @; make a view @.sales_target; docs/your_crm.md has",
      "deal: row level security of @.deal",
    ]
    #expect(violations.count == expected.count)
    for (violation, start) in zip(violations, expected) { #expect(violation.hasPrefix(start)) }
  }

  @Test func columnsOfAViewAreMendedInTheView() throws {
    let crm = try ChangedCRM(
      """
      ALTER TABLE deal RENAME TO deal_base;
      CREATE VIEW deal AS SELECT tenant_id, id, pipeline_id, stage_id, amount::float8 AS amount,
        created_at::timestamp AS created_at, updated_at, created_at AS close_date, owned_by_user_id,
        assigned_user_id, owned_by_group_id, assigned_group_id FROM deal_base;
      GRANT SELECT ON deal TO dyno_reports;
      """)
    let remedies = try crm.violations().map { $0.split(separator: "; ").last.map(String.init) }
    #expect(
      remedies == [
        "in the view @.deal write amount::text::numeric AS amount (docs/your_crm.md shows such views)",
        "in the view @.deal write created_at AT TIME ZONE '<the CRM''s time zone>' AS created_at",
        "add it to the view @.deal",
        "in the view @.deal write (close_date AT TIME ZONE '<the CRM''s time zone>')::date AS close_date",
      ])
  }

  @Test func rightsOnColumnsAndOfRolesCount() throws {
    let most = "tenant_id, id, pipeline_id, name"
    let setUp = "REVOKE SELECT ON pipeline_stage FROM dyno_reports; "
    #expect(
      try ChangedCRM(setUp + "GRANT SELECT (\(most), stage_state) ON pipeline_stage TO dyno_reports")
        .violations().isEmpty)
    #expect(try ChangedCRM(setUp + "GRANT SELECT ON pipeline_stage TO crm_readers").violations().isEmpty)
    let violations = try ChangedCRM(setUp + "GRANT SELECT (\(most)) ON pipeline_stage TO dyno_reports")
      .violations()
    #expect(
      violations == [
        "role dyno_reports cannot read these columns of pipeline_stage: stage_state; as its owner run: "
          + "GRANT SELECT (stage_state) ON @.pipeline_stage TO dyno_reports;"
      ])
  }

  @Test func databaseWithoutAnEncodingIsRefused() throws {
    let violations = try ChangedCRM("", encoding: "SQL_ASCII").violations()
    #expect(violations.count == 1)
    #expect(violations[0].hasPrefix("the encoding of the database is SQL_ASCII"))
    #expect(try ChangedCRM("", encoding: "LATIN1").violations().isEmpty)
  }
}
