import Foundation
import PostgreSQL
import Testing
import TestingDatabase
import TestingRepository

@testable import Runs

/// `migrate` makes the view of names where it is missing, and nothing else of it is the program's.
struct LabelViewTests {
  private let database: TestDatabase

  init() throws { database = try TestDatabase() }

  private func labels(_ connection: Connection) throws -> [[String?]] {
    try connection.execute(
      "SELECT tenant_id, kind, id, name FROM \(database.schema).report_label WHERE tenant_id = $1::uuid",
      [SmallCRM.acme.uuidString]
    ).map(\.all)
  }

  @Test func theFirstOneIsEmptyAndHasTheColumns() throws {
    let columns = try database.query(
      """
      SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute
      WHERE attrelid = 'report_label'::regclass AND attnum > 0 ORDER BY attnum
      """)
    #expect(columns.map { $0[0] } == ["tenant_id uuid", "kind text", "id uuid", "name text"])
    try database.load(
      "INSERT INTO report_tenant (tenant_id, slug) VALUES ('\(SmallCRM.acme.uuidString)', 'acme')")
    #expect(try labels(database.runtime.connect()).isEmpty)
  }

  @Test(
    "What is there stays, and can be read",
    arguments: [
      "CREATE OR REPLACE VIEW report_label AS SELECT '\(SmallCRM.acme)'::uuid AS tenant_id, 'USER' AS kind, "
        + "md5('user 1')::uuid AS id, 'Ada' AS name",
      """
      DROP VIEW report_label; CREATE TABLE report_label (tenant_id uuid, kind text, id uuid, name varchar(80));
      INSERT INTO report_label (tenant_id, kind, id, name)
      VALUES ('\(SmallCRM.acme)', 'USER', md5('user 1')::uuid, 'Ada');
      """,
    ])
  func own(script: String) throws {
    try database.load(script)
    try database.load("REVOKE ALL ON report_label FROM dyno_reports")
    #expect(throws: PostgresError.self) { try labels(database.runtime.connect()) }
    try Migrator(database.owner).migrate()
    #expect(try labels(database.runtime.connect()).map { $0[3] } == ["Ada"])
  }

  @Test func oneThatWasDroppedIsMadeAgain() throws {
    try database.load("DROP VIEW report_label")
    try Migrator(database.owner).migrate()
    #expect(try labels(database.runtime.connect()).isEmpty)
  }

  /// The CRM's tables that the blocks of docs/your_crm.md read, with a row for each name and one without.
  private static let crms = [
    "of users, teams and pipelines": """
    CREATE TABLE crm.users (tenant_id uuid, id uuid, display_name varchar(80), email varchar(80));
    CREATE TABLE crm.teams (tenant_id uuid, id uuid, name varchar(80));
    CREATE TABLE crm.pipelines (tenant_id uuid, id uuid, name varchar(80));
    INSERT INTO crm.users (tenant_id, id, display_name, email)
    VALUES ('\(SmallCRM.acme)', md5('1')::uuid, 'Ada', 'a@x'), ('\(SmallCRM.acme)', md5('2')::uuid, ' ', 'b@x'),
      ('\(SmallCRM.other)', md5('1')::uuid, 'Eve', NULL);
    INSERT INTO crm.teams (tenant_id, id, name) VALUES ('\(SmallCRM.acme)', md5('3')::uuid, 'North');
    INSERT INTO crm.pipelines (tenant_id, id, name) VALUES ('\(SmallCRM.acme)', md5('4')::uuid, 'Renewals');
    """,
    "of owners": """
    CREATE TABLE crm.owners (id bigint, email text, first_name text, last_name text);
    CREATE TABLE crm.owner_teams (id bigint, name text);
    CREATE TABLE crm.deal_pipelines (pipeline_id text, label text);
    INSERT INTO crm.owners (id, email, first_name, last_name) VALUES (1, 'a@x', 'Ada', ''), (2, 'b@x', '', NULL);
    INSERT INTO crm.owner_teams (id, name) VALUES (1, 'North');
    INSERT INTO crm.deal_pipelines (pipeline_id, label) VALUES ('default', 'Renewals');
    """,
    "of Salesforce": """
    CREATE TABLE crm."user" (id char(18), name varchar(121));
    CREATE TABLE crm.user_role (id char(18), name varchar(80));
    CREATE TABLE crm.record_type (id char(18), name varchar(80), sobject_type varchar(40));
    INSERT INTO crm."user" (id, name) VALUES ('005000000000001AAA', 'Ada'), ('005000000000002AAA', 'b@x');
    INSERT INTO crm.user_role (id, name) VALUES ('00E000000000001AAA', 'North');
    INSERT INTO crm.record_type (id, name, sobject_type)
    VALUES ('012000000000001AAA', 'Renewals', 'Opportunity'), ('012000000000002AAA', 'Case', 'Case');
    """,
  ]

  @Test("The view for a typical CRM", arguments: crms.keys.sorted())
  func documented(crm: String) throws {
    struct Finished: Error { let labels: [[String?]] }
    let block = try DocumentedSQL("docs/your_crm.md").block("labels \(crm)")
    var settings = database.owner.transaction(.readCommitted, tenant: nil)
    settings.createsTables = true
    do {
      try database.owner.connect().transaction(settings) { connection in
        try connection.executeScript("CREATE SCHEMA crm; \(Self.crms[crm] ?? "")")
        try connection.executeScript(block)
        // Nothing is kept: other tests make this schema too.
        throw Finished(labels: try labels(connection))
      }
    } catch let finished as Finished {
      let names = finished.labels.map { "\($0[1] ?? "") \($0[3] ?? "")" }.sorted()
      #expect(names == ["GROUP North", "PIPELINE Renewals", "USER Ada", "USER b@x"])
      #expect(Set(finished.labels.map { $0[2] }).count == 4)
    }
  }
}
