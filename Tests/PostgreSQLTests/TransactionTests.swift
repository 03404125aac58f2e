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
