internal import Foundation
internal import PostgreSQL
package import Runs

/// A separate schema on the embedded server, with the tables of the CRM, empty, and those of the reports.
/// Tests run on real PostgreSQL and do not see each other's data.
package struct TestDatabase: Sendable {
  /// Connects as the owner of everything, who is exempt from row level security.
  package let owner: Database
  /// Connects as the role that runs reports.
  package let runtime: Database
  package let runtimeURL: String
  package var schema: String { owner.schema }

  package init(migrated: Bool = true, hasSources: Bool = true) throws {
    try self.init(TestServer.shared.get().sharedDatabase())
    try owner.connectForLongStatements().executeScript("CREATE SCHEMA \(schema)")
    if hasSources { try load(Self.sourceTables) }
    if migrated { try Migrator(owner).migrate() }
  }

  /// In a separate database with this encoding, and not migrated.
  package init(encoding: String) throws {
    try self.init(TestServer.shared.get().ownDatabase(encoding: encoding))
    try owner.connectForLongStatements().executeScript("CREATE SCHEMA \(schema)")
    try load(Self.sourceTables)
  }

  /// Loads what an earlier program left behind, without migrating it. It has a separate database, because its
  /// migration waits for every session that is working in the same database.
  package init(_ fixture: UpgradeFixture) throws {
    try self.init(TestServer.shared.get().ownDatabase())
    // A dump does not contain roles, and another test's migration may be creating this one.
    try owner.connectForLongStatements().executeScript(
      """
      DO $$ BEGIN CREATE ROLE dyno_reports LOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
      \(fixture.dump(schema: schema))
      """)
  }

  private init(_ place: TestServer.Place) throws {
    runtimeURL = place.url("dyno_reports")
    owner = Database(
      settings: try ConnectionSettings(target: place.url("postgres")), schema: place.schema)
    runtime = Database(settings: try ConnectionSettings(target: runtimeURL), schema: place.schema)
  }

  /// Runs a script as the owner.
  package func load(_ script: String) throws {
    try withSchema(owner.connectForLongStatements()) { _ = try $0.executeScript(script) }
  }

  /// Runs a query as the owner. Returns rows of text; nil for NULL.
  package func query(_ sql: String, _ parameters: [String?] = []) throws -> [[String?]] {
    try withSchema(owner.connectForLongStatements()) { connection in
      try connection.execute(sql, parameters).map(\.all)
    }
  }

  /// Whether any session is waiting for a lock on a table.
  package func isAwaited(_ table: String) throws -> Bool {
    try !query(
      """
      SELECT 1 FROM pg_locks WHERE NOT granted AND relation = to_regclass($1)
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """, [table]
    ).isEmpty
  }

  /// The environment variables with which psql connects as the owner.
  package var environmentOfOwner: [String: String] {
    let parts = URLComponents(string: owner.settings.target)
    let settings = Dictionary(
      uniqueKeysWithValues: (parts?.queryItems ?? []).map { ("PG" + $0.name.uppercased(), $0.value ?? "") })
    return settings.merging(["PGDATABASE": String(parts?.path.dropFirst() ?? "")]) { $1 }
  }

  private func withSchema<Result>(
    _ connection: Connection, _ body: (Connection) throws -> Result
  ) throws -> Result {
    var settings = owner.transaction(.readCommitted, tenant: nil)
    settings.createsTables = true
    return try connection.transaction(settings, body)
  }

  /// The CRM's tables from section 1 of the specification, with few constraints, so that dirty data can be
  /// inserted.
  package static let sourceTables = """
    CREATE TABLE deal (
      tenant_id uuid NOT NULL, id uuid NOT NULL, status text, pipeline_id uuid, stage_id uuid,
      amount numeric(14,2), created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      expected_close_date date, close_date date, owned_by_user_id uuid, assigned_user_id uuid,
      owned_by_group_id uuid, assigned_group_id uuid, PRIMARY KEY (tenant_id, id));
    CREATE TABLE deal_pipeline_stage_state (
      tenant_id uuid NOT NULL, deal_id uuid NOT NULL, pipeline_id uuid NOT NULL,
      pipeline_stage_id uuid NOT NULL, entered_at timestamptz NOT NULL, exited_at timestamptz,
      is_current boolean NOT NULL);
    CREATE TABLE pipeline_stage (
      tenant_id uuid NOT NULL, id uuid NOT NULL, pipeline_id uuid NOT NULL, name varchar(255) NOT NULL,
      stage_state varchar(20) NOT NULL, PRIMARY KEY (tenant_id, id));
    CREATE TABLE sales_target (
      tenant_id uuid NOT NULL, principal_type varchar(20) NOT NULL, principal_id uuid NOT NULL,
      pipeline_id uuid, period_start date NOT NULL, period_end date NOT NULL,
      target_amount numeric(14,2) NOT NULL);
    """
}
