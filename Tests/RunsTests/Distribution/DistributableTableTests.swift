import Testing
import TestingDatabase

/// The report tables can be distributed by tenant, as the catalog has them after all migrations.
struct DistributableTableTests {
  /// A rule, as a query of what breaks it. `report_table` are the tables with tenants' rows.
  struct Rule: CustomTestStringConvertible, Sendable {
    let name: String
    let query: String
    /// SQL that breaks it.
    let breach: String
    var testDescription: String { name }
  }

  private static let tables = """
    WITH report_table AS (
      SELECT c.* FROM pg_class c
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relname LIKE 'report\\_%'
        AND c.relname <> 'report_migration'
    )

    """

  static let rules = [
    Rule(
      name: "the tenant is a column that all tables have alike: the same value is in the same place in all",
      query: """
        SELECT t.relname FROM report_table t
        WHERE NOT EXISTS (
          SELECT FROM pg_attribute a
          WHERE a.attrelid = t.oid AND a.attname = 'tenant_id' AND a.atttypid = 'uuid'::regtype AND a.attnotnull)
        """,
      breach: "CREATE TABLE report_broken (tenant_id uuid)"),
    Rule(
      name: "a unique index has the tenant: each server has a part of the rows, and knows no others",
      query: """
        SELECT i.indexrelid::regclass::text FROM report_table t JOIN pg_index i ON i.indrelid = t.oid
        WHERE (i.indisunique OR i.indisexclusion) AND NOT EXISTS (
          SELECT FROM unnest(i.indkey) WITH ORDINALITY AS k (number, place)
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number AND a.attname = 'tenant_id'
          WHERE k.place <= i.indnkeyatts)
        """,
      breach: "CREATE UNIQUE INDEX broken ON report_run (run_id) INCLUDE (tenant_id)"),
    Rule(
      name: "a foreign key pairs the tenant with the tenant: what it refers to is on the same server",
      query: """
        SELECT k.conname FROM report_table t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
        WHERE NOT EXISTS (
          SELECT FROM unnest(k.conkey, k.confkey) AS pair (own, other)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own AND a.attname = 'tenant_id'
          JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.other AND b.attname = 'tenant_id')
        """,
      breach: """
        ALTER TABLE report_change ADD other_tenant uuid;
        ALTER TABLE report_change ADD FOREIGN KEY (other_tenant) REFERENCES report_tenant (tenant_id);
        """),
    Rule(
      name: "there are no triggers: Citus refuses them",
      query:
        "SELECT g.tgname FROM report_table t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal",
      breach: """
        CREATE TRIGGER broken BEFORE UPDATE ON report_run
        FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
        """),
    Rule(
      name: "there are no numbers from sequences, and no values that each server would make up differently",
      query: """
        SELECT t.relname || '.' || a.attname FROM report_table t JOIN pg_attribute a ON a.attrelid = t.oid
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        WHERE EXISTS (
          SELECT FROM regexp_matches(d.adbin::text, ':(?:funcid|opfuncid) (\\d+)', 'g') AS call
          JOIN pg_proc p ON p.oid = call[1]::oid AND p.provolatile = 'v')
        """,
      breach: "ALTER TABLE report_change ADD number bigserial"),
    Rule(
      name: "there are no identity columns",
      query: """
        SELECT t.relname FROM report_table t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attidentity <> ''
        """,
      breach: "ALTER TABLE report_change ADD number bigint GENERATED ALWAYS AS IDENTITY"),
    Rule(
      name:
        "rows can be told apart: a part of a table is moved by logical replication while others change rows",
      query: """
        SELECT t.relname FROM report_table t
        WHERE t.relreplident <> 'f'
          AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)
        """,
      breach: "ALTER TABLE report_pipeline_overview_fact REPLICA IDENTITY DEFAULT"),
    Rule(
      name: "row level security is enabled, and forced on the owner",
      query: "SELECT t.relname FROM report_table t WHERE NOT t.relrowsecurity OR NOT t.relforcerowsecurity",
      breach: "ALTER TABLE report_change NO FORCE ROW LEVEL SECURITY"),
  ]

  @Test(arguments: rules) func everyTable(keepsTo rule: Rule) throws {
    let database = try TestDatabase()
    #expect(try database.query(Self.tables + rule.query).map { $0[0] ?? "" } == [])
    try database.load(rule.breach)
    #expect(try !database.query(Self.tables + rule.query).isEmpty)
  }
}
