internal import PostgreSQL

/// One versioned step of the database's shape.
package struct Migration: Sendable {
  package let version: Int
  package let name: String
  let sql: String

  init(_ version: Int, _ name: String, _ sql: [UInt8]) {
    self.version = version
    self.name = name
    self.sql = String(decoding: sql, as: UTF8.self)
  }

  /// In order; a version, once released, is never changed. (The build names an embedded file after it, with
  /// `_` in the place of a leading digit.)
  package static let all: [Migration] = [
    Migration(1, "ledger_and_runs", PackageResources._01_ledger_and_runs_sql),
    Migration(2, "pipeline_overview", PackageResources._02_pipeline_overview_sql),
    Migration(3, "pipeline_coverage", PackageResources._03_pipeline_coverage_sql),
    Migration(4, "pipeline_stage_funnel", PackageResources._04_pipeline_stage_funnel_sql),
    Migration(5, "rep_performance", PackageResources._05_rep_performance_sql),
  ]
}

/// Brings a database to the version of this program.
package enum Migrator {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Applies what is missing, all of it or nothing, and lets the runtime role read the CRM's tables.
  ///
  /// - Returns: the migrations that were applied.
  package static func migrate(_ database: Database) throws -> [Migration] {
    let connection = try database.connect()
    let schema = database.schema
    guard try connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = $1", [schema]).count == 1 else {
      throw Failure(
        description: "the schema \(schema) does not exist; is this the CRM's database? --schema names another"
      )
    }
    let mayMake = try connection.execute(
      "SELECT has_schema_privilege($1, 'USAGE') AND has_schema_privilege($1, 'CREATE'), current_user",
      [schema])
    guard mayMake[0, 0] == "t" else {
      let role = mayMake[0, 1] ?? "?"
      throw Failure(
        description: "role \(role) cannot make tables in the schema \(schema); as its owner run: "
          + "GRANT USAGE, CREATE ON SCHEMA \(schema) TO \(role);")
    }
    var settings = database.transaction(.readCommitted, tenant: nil)
    settings.makesTables = true
    return try connection.transaction(settings) { connection in
      // One migration at a time in a schema; the lock goes with the transaction.
      try connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", ["migrate " + schema])
      try connection.executeScript(
        """
        CREATE TABLE IF NOT EXISTS report_migration (
          version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL)
        """)
      let applied = try connection.execute("SELECT coalesce(max(version), 0) FROM report_migration")
      let pending = Migration.all.filter { $0.version > Int(applied[0, 0] ?? "0") ?? 0 }
      for migration in pending {
        try connection.executeScript(migration.sql)
        try connection.execute(
          "INSERT INTO report_migration VALUES ($1, $2, transaction_timestamp())",
          [String(migration.version), migration.name])
      }
      try connection.executeScript("GRANT SELECT ON report_migration TO dyno_reports")
      try grantSources(connection)
      return pending
    }
  }

  package static let sourceTables = ["deal", "deal_pipeline_stage_state", "pipeline_stage", "sales_target"]

  /// The CRM's tables belong to the CRM: where they are not ours to grant, ``Readiness`` says what to run.
  private static func grantSources(_ connection: Connection) throws {
    for table in sourceTables {
      try connection.executeScript(
        """
        DO $$
        BEGIN
          IF to_regclass('\(table)') IS NOT NULL THEN
            GRANT SELECT ON \(table) TO dyno_reports;
          END IF;
        EXCEPTION
          WHEN insufficient_privilege THEN NULL;
        END
        $$
        """)
    }
  }
}
