extension Connection {
  /// Runs the body in a transaction: BEGIN and the settings, the body, COMMIT. Apart from a rehearsal, no other
  /// function opens a transaction.
  ///
  /// The settings use `SET LOCAL`, which takes no snapshot: in REPEATABLE READ, the first statement of the
  /// body takes it. If the body throws, the transaction is rolled back and the error is rethrown.
  ///
  /// - Throws: `PostgresError` of kind `commitOutcomeUnknown` if COMMIT ended with an error. The caller must then find
  ///   out the outcome on a new connection, and must not repeat the COMMIT.
  package func transaction<Result>(
    _ settings: TransactionSettings, _ body: (Connection) throws -> Result
  ) throws -> Result {
    if isRehearsing {
      var settings = settings
      settings.timeLimitSeconds = min(settings.timeLimitSeconds, rehearsalLimitSeconds)
      return try withSavepoint(named: "rehearsed") {
        try executeEach(self.settings(settings))
        return try body(self)
      }
    }
    let outside = timeLimit
    defer { timeLimit = outside }
    timeLimit = outside.replacingSeconds(settings.timeLimitSeconds)
    let result: Result
    do {
      try open(settings)
      result = try body(self)
    } catch {
      // If this fails, the connection is lost, and the transaction with it. The first error says why.
      _ = try? execute("ROLLBACK")
      throw error
    }
    try commit()
    return result
  }

  /// Runs the body in one transaction that is rolled back at the end. Transactions in the body are savepoints of it:
  /// each sees what the ones before did, and nobody else does. None has a longer time limit.
  package func rehearsal<Result>(
    _ settings: TransactionSettings, _ body: (Connection) throws -> Result
  ) throws -> Result {
    // If this fails, the connection is lost, and the transaction with it.
    let outside = timeLimit
    defer {
      isRehearsing = false
      _ = try? execute("ROLLBACK")
      timeLimit = outside
    }
    timeLimit = outside.replacingSeconds(settings.timeLimitSeconds)
    try open(settings)
    isRehearsing = true
    rehearsalLimitSeconds = settings.timeLimitSeconds
    return try body(self)
  }

  /// Runs the body in a savepoint. If the body throws, only its changes are rolled back, and the error is
  /// rethrown.
  package func withSavepoint<Result>(
    named name: String = "part", _ body: () throws -> Result
  ) throws -> Result {
    try executeScript("SAVEPOINT \(name)")
    do {
      let result = try body()
      try executeScript("RELEASE SAVEPOINT \(name)")
      return result
    } catch {
      // If this fails, the whole transaction is lost, and its next statement says so.
      _ = try? executeEach(["ROLLBACK TO SAVEPOINT \(name)", "RELEASE SAVEPOINT \(name)"])
      throw error
    }
  }

  /// A setting of the server that waits for more of its standbys than `on` stays.
  private func open(_ settings: TransactionSettings) throws {
    var begin = "BEGIN ISOLATION LEVEL \(settings.isolation.rawValue) NOT DEFERRABLE"
    if settings.isReadOnly {
      begin += " READ ONLY"
    } else if isOnPrimary {
      // A standby refuses this even for a transaction that only reads.
      begin += " READ WRITE"
    }
    let synchronousCommit = try executeEach([begin] + self.settings(settings) + ["SHOW synchronous_commit"])
    if ["off", "local"].contains(try synchronousCommit?.only.value("synchronous_commit")) {
      try execute("SET LOCAL synchronous_commit = on")
    }
  }

  /// Says everything that a role's or database's own settings could change: what ends a transaction, hides rows, or
  /// reads values in another way. Nothing is compiled: estimates of costs that are too high, as those of statements with
  /// many steps often are, make the server compile for seconds what then takes less.
  ///
  /// On Citus, the first one lets the workers know the rest; elsewhere it means nothing.
  private func settings(_ settings: TransactionSettings) -> [String] {
    let schema = quoteIdentifier(settings.schema)
    var assignments = [
      "citus.propagate_set_commands = 'local'",
      "search_path = \(settings.createsTables ? "" : "pg_catalog, ")\(schema), pg_temp",
      "statement_timeout = '\(settings.timeLimitSeconds)s'",
      "lock_timeout = '\(Int(min(settings.lockTimeoutSeconds, Double(settings.timeLimitSeconds)) * 1_000))ms'",
      "idle_in_transaction_session_timeout = '\(settings.idleTimeoutMinutes)min'",
      "client_connection_check_interval = '2s'",
      "exit_on_error = off",
      "row_security = on",
      "array_nulls = on",
      "transform_null_equals = off",
      "jit = off",
      "standard_conforming_strings = on",
      "quote_all_identifiers = off",
      "timezone = 'UTC'",
      "datestyle = 'ISO, YMD'",
    ]
    if serverVersion >= 170_000 {
      assignments += ["transaction_timeout = 0", "restrict_nonsystem_relation_kind = ''"]
    }
    if preparesStatements {
      assignments.append("plan_cache_mode = force_\(keepsPlans ? "generic" : "custom")_plan")
    }
    if settings.avoidsNestedLoops { assignments.append("enable_nestloop = off") }
    if let workMemoryMegabytes = settings.workMemoryMegabytes {
      assignments.append("work_mem = '\(workMemoryMegabytes)MB'")
    }
    for (name, value) in settings.applicationSettings.sorted(by: { $0.key < $1.key }) {
      assignments.append("\(name) = \(quoteLiteral(value))")
    }
    return assignments.map { "SET LOCAL \($0)" }
  }

  private func commit() throws {
    let answer: Rows
    do {
      answer = try execute("COMMIT")
    } catch let error {
      // An error on a connection that lives leaves the outcome open as well: on Citus, some servers may have committed.
      throw PostgresError(
        kind: .commitOutcomeUnknown, sqlState: error.sqlState,
        message: "COMMIT was not confirmed: \(error.message)")
    }
    // If the transaction was aborted, the server answers COMMIT with ROLLBACK, and not with an error.
    guard answer.commandTag == "COMMIT" else {
      throw PostgresError(kind: .rolledBack, message: "the server rolled the transaction back")
    }
  }
}
