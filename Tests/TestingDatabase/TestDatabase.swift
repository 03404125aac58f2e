internal import Foundation
internal import PostgreSQL
package import Runs
import Synchronization

/// A schema of its own on the embedded server, with the CRM's empty tables and the report tables: real
/// PostgreSQL, and nothing that another test could see.
package struct TestDatabase: Sendable {
  /// Connects as the owner of everything, whom row level security does not bind.
  package let owner: Database
  /// Connects as the role that runs reports.
  package let runtime: Database
  package let runtimeURL: String
  package var schema: String { owner.schema }

  package init(migrated: Bool = true, hasSources: Bool = true) throws {
    try self.init { schema in "CREATE SCHEMA \(schema);" }
    if hasSources { try load(Self.sourceTables) }
    if migrated { try Migrator(owner).migrate() }
  }

  /// What an earlier program left behind, not migrated.
  package init(_ oldWorld: OldWorld) throws {
    try self.init { schema in
      // A dump has no roles; another test's migration may be making this one.
      """
      DO $$ BEGIN CREATE ROLE dyno_reports LOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
      \(try oldWorld.dump(schema: schema))
      """
    }
  }

  /// - Parameter script: makes the schema of the given name.
  private init(script: (_ schema: String) throws -> String) throws {
    let number = Self.counter.wrappingAdd(1, ordering: .relaxed).newValue
    let schema = "t\(number)"
    let server = try Self.server.get()
    let ownerURL = server.url(user: "postgres")
    runtimeURL = server.url(user: "dyno_reports")
    owner = Database(settings: try ConnectionSettings(target: ownerURL), schema: schema)
    runtime = Database(settings: try ConnectionSettings(target: runtimeURL), schema: schema)
    try owner.connect().executeScript(script(schema))
  }

  /// Runs a script as the owner.
  package func load(_ script: String) throws {
    try withSchema(owner.connect()) { try $0.executeScript(script) }
  }

  /// A query as the owner: rows of text, NULL as nil.
  package func query(_ sql: String, _ parameters: [String?] = []) throws -> [[String?]] {
    try withSchema(owner.connect()) { connection in
      try connection.execute(sql, parameters).map(\.all)
    }
  }

  /// Lets psql connect as the owner.
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
    settings.makesTables = true
    return try connection.transaction(settings, body)
  }

  private static let counter = Atomic(0)

  /// One server for all tests of a run; it stops when the test process ends.
  private static let server = Result { try TestServer() }

  /// The tables of spec section 1, without constraints: dirty data must fit in.
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

/// The embedded server, and a database in it that belongs to this run of the tests.
private struct TestServer: Sendable {
  private let server: EmbeddedServer
  private let database = "test_\(ProcessInfo.processInfo.processIdentifier)"

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    server = try EmbeddedServer(
      stateFolder: root.appending(path: ".dyno-reports/tests").path, isDurable: false)
    let url = server.url(database: "postgres", user: "postgres")
    let maintenance = try Connection(ConnectionSettings(target: url))
    let left = try maintenance.execute(
      """
      SELECT datname FROM pg_database d WHERE datname LIKE 'test\\_%'
      AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)
      """)
    for row in left {
      try maintenance.executeScript("DROP DATABASE \(row.value("datname", as: String.self))")
    }
    try maintenance.executeScript("CREATE DATABASE \(database)")
  }

  func url(user: String) -> String { server.url(database: database, user: user) }
}
