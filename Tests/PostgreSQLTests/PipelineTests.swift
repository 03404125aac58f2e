import PostgreSQL
import Runs
import Testing
import TestingDatabase

/// Statements without parameters that are sent together, each as a message of its own.
struct PipelineTests {
  let database: TestDatabase

  init() throws { database = try TestDatabase(migrated: false) }

  @Test func theLastResultIsReturned() throws {
    let connection = try database.owner.connect()
    let rows = try connection.executeEach(["SELECT 1 AS number", "SELECT 2 AS number", "SELECT 3 AS number"])
    let number = try rows?.only.value("number", as: Int.self)
    #expect(number == 3)
    let none = try connection.executeEach([])
    #expect(none == nil)
    // The connection is as before.
    #expect(try connection.execute("SELECT $1 AS text", ["a"]).only.value("text") == "a")
  }

  @Test func theFirstErrorIsReportedAndTheRestIsSkipped() throws {
    let connection = try database.owner.connect()
    try database.load("CREATE TABLE noted (word text)")
    let noting = "INSERT INTO \(database.schema).noted (word) VALUES ('late')"
    let error = #expect(throws: PostgresError.self) {
      try connection.executeEach(["SELECT 1", "SELECT 1 / 0", "SELECT nothing", noting])
    }
    #expect(error?.sqlState == "22012" && error?.kind == .statement)
    #expect(try database.query("SELECT * FROM noted").isEmpty)
    try connection.executeEach([noting])
    #expect(try database.query("SELECT * FROM noted").count == 1)
  }

  @Test func aConnectionThatBreaksIsLost() throws {
    let connection = try database.owner.connect()
    let error = #expect(throws: PostgresError.self) {
      try connection.executeEach(["SELECT 1", "SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 2"])
    }
    #expect(error?.kind == .connection)
    let later = #expect(throws: PostgresError.self) { try connection.executeEach(["SELECT 1"]) }
    #expect(later?.kind == .connection)
  }

  /// Workers of Citus receive the text of the message that a SET LOCAL is in, and must not see a second BEGIN.
  @Test func everyTransactionSaysEachSettingInAMessageOfItsOwn() throws {
    let connection = try database.owner.connect()
    let observer = try database.owner.connect()
    let process: String = try connection.execute("SELECT pg_backend_pid()::text AS pid").only.value("pid")
    try connection.transaction(database.owner.transaction(.readCommitted, tenant: nil)) { connection in
      let message: String = try observer.execute(
        "SELECT query FROM pg_stat_activity WHERE pid = $1::integer", [process]
      ).only.value("query")
      #expect(message == "SHOW synchronous_commit")
      #expect(try connection.execute("SHOW citus.propagate_set_commands")[0].all == ["local"])
    }
  }
}
