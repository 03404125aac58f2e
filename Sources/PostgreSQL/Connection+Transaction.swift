extension Connection {
  /// The one function that opens a transaction: BEGIN and the settings, the body, COMMIT.
  ///
  /// The settings are `SET LOCAL`, which takes no snapshot: in REPEATABLE READ the body's first statement
  /// fixes it. An error in the body rolls back and is rethrown.
  ///
  /// - Throws: `PostgresError` of kind `commitOutcomeUnknown` where the connection broke during COMMIT; the
  ///   caller must then read what became of it on a new connection, and must not repeat the COMMIT.
  package func transaction<Result>(
    _ settings: TransactionSettings, _ body: (Connection) throws -> Result
  ) throws -> Result {
    let result: Result
    do {
      try executeScript(opening(settings))
      result = try body(self)
    } catch {
      // Where this fails, the connection is gone, and with it the transaction; the first error says why.
      _ = try? execute("ROLLBACK")
      throw error
    }
    try commit()
    return result
  }

  /// Runs the body so that what it changed can be taken back alone: an error in it leaves the transaction as it was
  /// before, and is rethrown.
  package func savepoint<Result>(_ body: () throws -> Result) throws -> Result {
    try executeScript("SAVEPOINT part")
    do {
      let result = try body()
      try executeScript("RELEASE SAVEPOINT part")
      return result
    } catch {
      // Where this fails, the transaction is lost as a whole; its next statement says so.
      _ = try? executeScript("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part")
      throw error
    }
  }

  private func opening(_ settings: TransactionSettings) -> String {
    let schema = quoteIdentifier(settings.schema)
    var script = """
      BEGIN ISOLATION LEVEL \(settings.isolation.rawValue)\(settings.isReadOnly ? " READ ONLY" : "");
      SET LOCAL search_path = \(settings.makesTables ? "" : "pg_catalog, ")\(schema), pg_temp;
      SET LOCAL statement_timeout = 0;
      SET LOCAL lock_timeout = '\(Int(settings.lockTimeout * 1_000))ms';
      SET LOCAL idle_in_transaction_session_timeout = '\(settings.idleTimeout)min';
      SET LOCAL client_connection_check_interval = '2s';
      SET LOCAL synchronous_commit = on;
      SET LOCAL timezone = 'UTC';
      SET LOCAL datestyle = 'ISO, YMD';
      """
    if let workMemory = settings.workMemory { script += "\nSET LOCAL work_mem = '\(workMemory)MB';" }
    for (name, value) in settings.applicationSettings.sorted(by: { $0.key < $1.key }) {
      script += "\nSET LOCAL \(name) = \(quoteLiteral(value));"
    }
    return script
  }

  private func commit() throws {
    let answer: Rows
    do {
      answer = try execute("COMMIT")
    } catch let error where error.kind == .connection {
      throw PostgresError(
        kind: .commitOutcomeUnknown, sqlState: error.sqlState,
        message: "the connection was lost during COMMIT")
    }
    // An aborted transaction answers COMMIT with ROLLBACK and no error.
    guard answer.commandTag == "COMMIT" else {
      throw PostgresError(kind: .rolledBack, message: "the server rolled the transaction back")
    }
  }
}
