import Testing
import TestingDatabase

@testable import Runs

/// Migrations have a form that Citus applies to tables that are distributed already.
struct MigrationFormTests {
  /// From the first one that meets existing tables.
  @Test(arguments: Migration.all.filter { $0.version > 5 }.map(\.sql)) func everyMigration(sql: String) {
    #expect(Self.faults(in: sql) == [])
  }

  @Test(arguments: [
    "ALTER TABLE a ADD COLUMN b integer, ADD COLUMN c numeric(20,2);",
    "-- Reason.\nALTER TABLE a DROP CONSTRAINT b, ADD CONSTRAINT b CHECK (c IN ('x', 'y'));",
    "ALTER TABLE a ADD COLUMN b integer CHECK (b > 0);",
    "ALTER TABLE a ADD COLUMN b uuid REFERENCES c;",
    "ALTER TABLE a ADD COLUMN b integer;\nCREATE FUNCTION c() RETURNS integer LANGUAGE sql RETURN 1;",
    "CREATE INDEX a ON b (c);\nALTER FUNCTION d() OWNER TO e;",
    "ALTER TABLE a ADD COLUMN b integer;\nDO $$ BEGIN CREATE ROLE c; END $$;",
    "CREATE TRIGGER a BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION c();",
  ])
  func aFaultIsNoticed(sql: String) { #expect(Self.faults(in: sql).count == 1) }

  private static func faults(in sql: String) -> [String] {
    var faults: [String] = []
    let statements = Self.plain(sql).split(separator: ";").map { $0.trimmingPrefix(/\s+/) }
    for statement in statements where statement.hasPrefix("ALTER TABLE") {
      // Citus applies some of the subcommands only if they are alone.
      if statement.contains(",") { faults.append("several subcommands: \(statement)") }
      // It needs the name of a constraint, which this one does not say.
      if statement.contains(/ADD COLUMN.*\b(CHECK|UNIQUE|PRIMARY KEY|REFERENCES)\b/) {
        faults.append("a constraint with its column: \(statement)")
      }
    }
    // Functions and roles go over one connection to each server, tables over several; after the latter, Citus refuses the
    // former.
    let isOfAll = statements.contains {
      $0.contains(/^(CREATE|ALTER|DROP)\b.*\b(FUNCTION|PROCEDURE|ROLE)\b|^DO\b/)
    }
    let isOfTables = statements.contains {
      $0.contains(/^(ALTER TABLE|CREATE (UNIQUE )?INDEX|DROP INDEX|UPDATE|DELETE)\b/)
    }
    if isOfAll && isOfTables { faults.append("functions or roles together with tables") }
    if statements.contains(where: { $0.contains(/^CREATE\b.*\bTRIGGER\b/) }) { faults.append("a trigger") }
    return faults
  }

  /// Without comments, quoted text, and what is in parentheses, constraints included that name only columns and values.
  private static func plain(_ sql: String) -> String {
    var text = sql.replacing(/(?s)--[^\n]*|'[^']*'|\$\$.*?\$\$/, with: "")
    while let inner = text.firstRange(of: /\([^()]*\)/) { text.replaceSubrange(inner, with: "") }
    return text.replacing("\n", with: " ")
  }

  /// Citus sends its workers the text of the whole message, and they take one statement.
  @Test func everyStatementIsAMessageOfItsOwn() throws {
    // In a database of its own, because an event trigger sees what all sessions do.
    let database = try TestDatabase(.f0e1412)
    try database.load(
      """
      CREATE TABLE sent (message text NOT NULL);
      CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO \(database.schema).sent (message) VALUES (current_query()); END $$;
      CREATE EVENT TRIGGER note ON ddl_command_end WHEN TAG IN ('ALTER TABLE', 'CREATE TABLE', 'CREATE POLICY')
      EXECUTE FUNCTION note();
      """)
    let applied = try Migrator(database.owner).migrate()
    #expect(applied.count > 20)
    let messages = try database.query("SELECT message FROM sent").map { $0[0] ?? "" }
    #expect(messages.count > 40)
    for message in messages {
      #expect(Self.plain(message).split(separator: ";").count { $0.contains(/\w/) } == 1, "\(message)")
    }
  }
}
