import Foundation
import PostgreSQL
import Runs
import Testing
import TestingDatabase

struct TransactionTests {
  let database: TestDatabase

  init() throws {
    database = try TestDatabase(migrated: false)
    try database.load("CREATE TABLE noted (word text)")
  }

  private func transaction<Result>(
    _ connection: Connection, _ isolation: TransactionSettings.Isolation = .readCommitted,
    _ body: (Connection) throws -> Result
  ) throws -> Result {
    try connection.transaction(database.owner.transaction(isolation, tenant: nil), body)
  }

  @Test func anErrorRollsEverythingBack() throws {
    struct Stop: Error {}
    let connection = try database.owner.connect()
    #expect(throws: Stop.self) {
      try transaction(connection) { connection in
        try connection.execute("INSERT INTO noted (word) VALUES ('half')")
        throw Stop()
      }
    }
    #expect(try database.query("SELECT * FROM noted").isEmpty)
    // The connection can be used for another transaction.
    #expect(try transaction(connection) { try $0.execute("SELECT 1").count } == 1)
  }

  @Test func aStatementThatTakesTooLongIsCancelled() throws {
    let connection = try database.owner.connect()
    var settings = database.owner.transaction(.readCommitted, tenant: nil)
    settings.timeLimitSeconds = 1
    let error = #expect(throws: PostgresError.self) {
      try connection.transaction(settings) { try $0.execute("SELECT pg_sleep(30)") }
    }
    #expect(error?.isCancelled == true && error?.kind == .statement)
    // The limit was the transaction's.
    try transaction(connection) { _ = try $0.execute("SELECT pg_sleep(1.1)") }
  }

  @Test(
    "Settings of the role do not reach a transaction",
    arguments: [
      "default_transaction_read_only=on", "default_transaction_isolation=serializable",
      "default_transaction_deferrable=on", "statement_timeout=100", "lock_timeout=100",
      "idle_in_transaction_session_timeout=100", "exit_on_error=on", "row_security=off", "array_nulls=off",
      "transform_null_equals=on", "standard_conforming_strings=off", "quote_all_identifiers=on",
      "search_path=nowhere", "datestyle=german", "timezone=Asia/Tokyo",
    ])
  func settings(setting: String) throws {
    let target = try ConnectionSettings(
      target: "\(database.owner.settings.target)&options=-c%20\(setting.replacing("=", with: "%3D"))")
    let connection = try Connection(target)
    let name = setting.prefix { $0 != "=" }
    let value = try connection.execute("SHOW \(name)")[0].all[0]?.lowercased()
    #expect(value?.hasPrefix(setting.dropFirst(name.count + 1).lowercased()) == true)
    try transaction(connection) { connection in
      try connection.execute("INSERT INTO noted (word) VALUES ('kept')")
      _ = try? connection.withSavepoint { try connection.execute("SELECT 1 / 0") }
      let read = try connection.execute(
        """
        SELECT pg_sleep(0.2), 'a\\b' AS text, ('{NULL}'::text[])[1] IS NULL AS is_null, NULL = NULL AS equal,
               DATE '2026-03-04' AS date, quote_ident('plain') AS name,
               to_char(timestamptz '2026-03-04 12:00:00Z', 'HH24') AS hour
        """
      ).only.all
      #expect(read == ["", "a\\b", "t", nil, "2026-03-04", "plain", "12"])
    }
    #expect(try database.query("SELECT word FROM noted") == [["kept"]])
  }

  @Test(
    "A transaction is on disk before it counts as committed",
    arguments: [
      ("off", "on"), ("local", "on"), ("remote_write", "remote_write"), ("remote_apply", "remote_apply"),
    ])
  func synchronousCommit(serverSetting: String, expected: String) throws {
    let connection = try Connection(
      ConnectionSettings(
        target: "\(database.owner.settings.target)&options=-c%20synchronous_commit%3D\(serverSetting)"))
    #expect(try transaction(connection) { try $0.execute("SHOW synchronous_commit")[0].all } == [expected])
  }

  @Test func anErrorOfCommitLeavesTheOutcomeOpen() throws {
    try database.load("CREATE TABLE once (word text UNIQUE DEFERRABLE INITIALLY DEFERRED)")
    let connection = try database.owner.connect()
    let error = #expect(throws: PostgresError.self) {
      try transaction(connection) {
        _ = try $0.execute("INSERT INTO once (word) VALUES ('twice'), ('twice')")
      }
    }
    // The connection lives, and on one server nothing was stored; but on Citus, some servers may have committed.
    #expect(error?.kind == .commitOutcomeUnknown && error?.sqlState == "23505")
    #expect(try transaction(connection) { try $0.execute("SELECT FROM once").count } == 0)
  }

  @Test func commitOfAnAbortedTransactionIsAnError() throws {
    let connection = try database.owner.connect()
    let error = #expect(throws: PostgresError.self) {
      try transaction(connection) { connection in
        try connection.execute("INSERT INTO noted (word) VALUES ('lost')")
        _ = try? connection.execute("SELECT 1 / 0")
      }
    }
    #expect(error?.kind == .rolledBack)
    #expect(try database.query("SELECT * FROM noted").isEmpty)
  }

  @Test func aConnectionLostDuringCommitGivesAnUnknownOutcome() throws {
    let connection = try database.owner.connect()
    let error = #expect(throws: PostgresError.self) {
      try transaction(connection) { connection in
        let process = try connection.execute("SELECT pg_backend_pid()")[0].all[0]
        _ = try database.query("SELECT pg_terminate_backend($1)", [process])
        // The server ends the session after a moment.
        try waitUntil { try !isRunning(process) }
      }
    }
    #expect(error?.kind == .commitOutcomeUnknown)
  }

  private func isRunning(_ process: String?) throws -> Bool {
    try !database.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1", [process]).isEmpty
  }

  @Test func openingATransactionTakesNoSnapshot() throws {
    let connection = try database.owner.connect()
    let count = try transaction(connection, .repeatableRead) { connection in
      // Another session commits after BEGIN and before the first query. The row is visible.
      try database.load("INSERT INTO noted (word) VALUES ('meanwhile')")
      return try connection.execute("SELECT count(*) FROM noted")[0].all[0]
    }
    #expect(count == "1")
  }

  @Test func searchPathCannotBeHijacked() throws {
    try database.load("CREATE FUNCTION lower(text) RETURNS text LANGUAGE sql RETURN 'hijacked'")
    let connection = try database.owner.connect()
    #expect(try transaction(connection) { try $0.execute("SELECT lower('A')")[0].all[0] } == "a")
  }
}
