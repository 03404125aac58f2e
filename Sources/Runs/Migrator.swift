internal import Foundation
internal import PostgreSQL
internal import Reports

/// Migrates a database to this program's version, even while older programs are working in it.
package struct Migrator {
  package enum Failure: Error, CustomStringConvertible {
    /// The role or the schema is missing, or a right, and only others can change that. Nothing was changed.
    case notPrepared(RuntimeRights)
    /// Another process is migrating the same schema.
    case migrating(schema: String)
    /// A table stayed in use for as long as the migrator waited.
    case tableInUse(migration: String)
    /// Something of somebody else depends on a column whose type changes: a view, a rule, a publication.
    case inTheWay(migration: String, reason: String)

    package var description: String {
      switch self {
      case .notPrepared(let rights): Self.describe(rights)
      case .migrating(let schema):
        "another `dyno-reports migrate` is running in the schema \(schema); wait until it has finished"
      case .tableInUse(let migration):
        "a table that the migration \(migration) changes was never free; the migrations before it "
          + "were applied. Run `dyno-reports migrate` again when no reports are being computed"
      case .inTheWay(let migration, let reason):
        "the database refuses the migration \(migration): \(reason). The migrations before it were applied. Drop what "
          + "depends on the report tables (a view, a rule, a publication), run `dyno-reports migrate` again, and "
          + "create it again"
      }
    }

    /// Whether trying again later can succeed.
    package var isRetryable: Bool {
      switch self {
      case .migrating, .tableInUse: true
      case .notPrepared, .inTheWay: false
      }
    }

    private static func describe(_ rights: RuntimeRights) -> String {
      var reasons: [String] = []
      if !rights.isRoleThere, !rights.mayCreateRoles {
        reasons.append("the role dyno_reports does not exist, and \(rights.role) may not create it")
      }
      if !rights.isSchemaThere {
        reasons.append(
          "the schema \(rights.schema) does not exist (is \(rights.database) the CRM's database? "
            + "--schema names another schema)")
      } else if !rights.mayCreateTables {
        reasons.append("\(rights.role) cannot create tables in the schema \(rights.schema)")
      }
      return "\(reasons.joined(separator: "; ")). Nothing was changed. As an administrator run the printed "
        + "statements in the database \(rights.database), and then `dyno-reports migrate` again"
    }
  }

  private let database: Database
  private let patience: Int

  /// - Parameter patience: how many seconds to keep trying while a table or the schema is in use.
  package init(_ database: Database, patience: Int = 15 * 60) {
    self.database = database
    self.patience = patience
  }

  /// Applies the missing migrations one after the other, makes our views and functions that are missing, and lets the runtime role
  /// read them and the CRM's tables.
  ///
  /// Must connect to the server itself: indexes cannot be created through a connection pooler in transaction
  /// mode.
  ///
  /// - Parameter applied: called after each migration.
  /// - Returns: the migrations that were applied.
  @discardableResult
  package func migrate(applied: (Migration) -> Void = { _ in }) throws -> [Migration] {
    let found = try rights()
    guard found.isPrepared else { throw Failure.notPrepared(found) }
    let connection = try database.connect()
    // Only one process may migrate a schema. A separate transaction holds the lock, because it must outlast
    // all others here.
    let guardian = try database.connect()
    var settings = database.longTransaction(.readCommitted, tenant: nil)
    settings.idleTimeoutMinutes = 0
    var migrations: [Migration] = []
    try untilDone(orThrow: .migrating(schema: database.schema)) {
      try guardian.transaction(settings) { guardian in
        guard try locksSchema(guardian) else { return false }
        migrations = try migrateAlone(connection, applied)
        return true
      }
    }
    return migrations
  }

  /// Tries, and does not wait: CREATE INDEX CONCURRENTLY waits for each transaction that has a snapshot at that moment, to
  /// the end of the transaction. For the same reason the next attempt is another transaction. Runs as a script, because a
  /// statement with parameters keeps its snapshot until the next statement.
  private func locksSchema(_ guardian: Connection) throws -> Bool {
    let name = guardian.quoteLiteral("migrate \(database.schema)")
    return try guardian.executeScript(
      "SELECT pg_try_advisory_xact_lock(hashtextextended(\(name), 0)) AS is_ours"
    ).only.value("is_ours")
  }

  /// Repeats the attempt with growing pauses until it returns true or the patience runs out.
  private func untilDone(orThrow failure: Failure, _ attempt: () throws -> Bool) throws {
    let start = ContinuousClock.now
    var pause = 0.5
    while try !attempt() {
      guard ContinuousClock.now - start < .seconds(patience) else { throw failure }
      Thread.sleep(forTimeInterval: pause)
      pause = min(2 * pause, 8)
    }
  }

  private func migrateAlone(_ connection: Connection, _ report: (Migration) -> Void) throws -> [Migration] {
    let version: Int = try connection.transaction(changingTables) { connection in
      try connection.executeScript(
        """
        CREATE TABLE IF NOT EXISTS report_migration (
          version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL)
        """)
      return try connection.execute("SELECT coalesce(max(version), 0) AS version FROM report_migration")
        .only.value("version")
    }
    let pending = Migration.all.filter { $0.version > version }
    for migration in pending {
      // Nobody uses a new schema yet, so there is nothing to wait for.
      try apply(version == 0 ? migration.transactionalVariant : migration, connection)
      report(migration)
    }
    try connection.transaction(changingTables) { connection in
      for view in OwnViews.all { try view.createIfMissing(in: database.schema, connection) }
      try connection.executeEach(SQLScript.statements(SQLFile.grants))
      let facts = ReportCatalog.product.reports.map(\.factTable).joined(separator: ", ")
      try connection.executeScript("GRANT SELECT, INSERT ON \(facts) TO dyno_reports")
      try RuntimeRights.read(connection, schema: database.schema).grant(connection)
    }
    do {
      try withShortLocks(for: "open_work", connection) { try OpenWorkFunction.createIfMissing($0) }
    } catch Failure.tableInUse {
      // Reports are computed without it. The caller says that it is not there.
    }
    return pending
  }

  /// What `dyno_reports` may do now.
  package func rights() throws -> RuntimeRights {
    try database.connect().transaction(database.transaction(.readCommitted, tenant: nil)) { connection in
      try RuntimeRights.read(connection, schema: database.schema)
    }
  }

  private var changingTables: TransactionSettings {
    var settings = database.longTransaction(.readCommitted, tenant: nil)
    settings.createsTables = true
    return settings
  }

  private func apply(_ migration: Migration, _ connection: Connection) throws {
    if !migration.isTransaction { try applyWithoutTransaction(migration) }
    try withShortLocks(for: migration.name, connection) { connection in
      if migration.isTransaction { try connection.executeEach(migration.statements) }
      try connection.execute(
        "INSERT INTO report_migration (version, name, applied_at) VALUES ($1, $2, transaction_timestamp())",
        [String(migration.version), migration.name])
    }
  }

  /// While a session waits for a table lock, later sessions queue behind it. So each attempt waits only
  /// briefly, and is then repeated. The wait is shorter than PostgreSQL's deadlock_timeout, so that no run is
  /// ever chosen as the deadlock victim.
  private func withShortLocks(
    for step: String, _ connection: Connection, _ body: (Connection) throws -> Void
  ) throws {
    var settings = changingTables
    settings.lockTimeoutSeconds = 0.5
    try untilDone(orThrow: .tableInUse(migration: step)) {
      do {
        try connection.transaction(settings, body)
        return true
      } catch let error as PostgresError where error.isLockTimeout {
        return false
      } catch let error as PostgresError where error.isNotSupported {
        throw Failure.inTheWay(migration: step, reason: error.message)
      }
    }
  }

  /// Runs each statement by itself, on a separate connection, so that the settings end with the connection.
  private func applyWithoutTransaction(_ migration: Migration) throws {
    let connection = try database.connectForLongStatements()
    try connection.executeScript(
      "SET search_path = \(connection.quoteIdentifier(database.schema)), pg_catalog")
    // As in a transaction: what the role's own settings would end or refuse.
    var settings = [
      "lock_timeout", "idle_session_timeout", "default_transaction_read_only",
      "exit_on_error",
    ]
    if connection.serverVersion >= 170_000 { settings.append("transaction_timeout") }
    for name in settings { try connection.executeScript("SET \(name) = 0") }
    try connection.executeScript(
      "SET statement_timeout = '\(database.timeLimitSeconds)s'; SET client_connection_check_interval = '2s'")
    for statement in migration.statements { try connection.executeScript(statement) }
  }
}
