import PostgreSQL
import Runs
import Testing
import TestingDatabase

/// Statements with named parameters that are prepared once for a connection.
struct PreparationTests {
  let database: TestDatabase
  private static let doubled = NamedStatement("SELECT 2 * :'number'::integer AS number")

  init() throws { database = try TestDatabase(migrated: false) }

  private func double(_ number: Int, _ connection: Connection) throws -> Int {
    try connection.execute(Self.doubled, ["number": String(number)]).only.value("number")
  }

  /// The texts of what is prepared, and how often it was planned for any values, and for the values at hand.
  private func prepared(_ connection: Connection) throws -> [[String?]] {
    try connection.execute(
      "SELECT statement, generic_plans::text, custom_plans::text FROM pg_prepared_statements"
    ).map(\.all)
  }

  @Test func aStatementIsPreparedWhenItIsFirstUsed() throws {
    let connection = try database.owner.connect()
    #expect(try double(1, connection) == 2 && !connection.preparesStatements)
    #expect(try prepared(connection).isEmpty)
    try connection.prepareStatements()
    try connection.prepareStatements()
    #expect(try prepared(connection).isEmpty)
    for number in 1...8 { #expect(try double(number, connection) == 2 * number) }
    #expect(connection.preparesStatements)
    #expect(try prepared(connection).map { $0[0] } == [Self.doubled.sql])
  }

  /// Citus finds out from the values where a statement belongs.
  @Test func nothingIsPreparedOnCitus() throws {
    let connection = try database.owner.connect()
    try connection.execute("SELECT set_config('citus.version', '13.2', false)")
    try connection.prepareStatements()
    #expect(try double(1, connection) == 2 && !connection.preparesStatements)
    #expect(try prepared(connection).isEmpty)
  }

  @Test func aClosedConnectionDoesNotAnswer() throws {
    let connection = try database.owner.connect()
    #expect(connection.answers)
    let process: String = try connection.execute("SELECT pg_backend_pid()::text AS pid").only.value("pid")
    try database.owner.connect().execute("SELECT pg_terminate_backend($1::integer, 10000)", [process])
    #expect(!connection.answers)
  }

  @Test func aTransactionSaysWhetherPlansAreKept() throws {
    let connection = try database.owner.connect()
    try connection.prepareStatements()
    for keepsPlans in [true, false] {
      connection.keepsPlans = keepsPlans
      try connection.transaction(database.owner.transaction(.readCommitted, tenant: nil)) { connection in
        for number in 1...8 { _ = try double(number, connection) }
      }
    }
    #expect(try prepared(connection) == [[Self.doubled.sql, "8", "8"]])
  }

  @Test func aCursorIsPreparedToo() throws {
    let connection = try database.owner.connect()
    try connection.prepareStatements()
    let rows = NamedStatement("SELECT generate_series(1, :'last'::integer) AS number")
    for last in [3, 1, 2] {
      let count = try connection.transaction(database.owner.transaction(.readCommitted, tenant: nil)) {
        var stream = try RowStream($0, rows, ["last": String(last)])
        return try stream.next()?.count
      }
      #expect(count == last)
    }
    #expect(try prepared(connection).count == 1)
  }

  @Test func anErrorLeavesWhatIsPrepared() throws {
    let connection = try database.owner.connect()
    try connection.prepareStatements()
    #expect(try double(1, connection) == 2)
    let error = #expect(throws: PostgresError.self) {
      try connection.execute(Self.doubled, ["number": "many"])
    }
    #expect(error?.sqlState == "22P02")
    #expect(try double(3, connection) == 6)
    let broken = NamedStatement("SELECT nothing")
    for _ in 1...2 {
      #expect(throws: PostgresError.self) { try connection.execute(broken, [:]) }
    }
    #expect(try prepared(connection).count == 1)
  }

  /// Whether the server parses it anew, or says that it cannot: a table may change while a run goes on.
  @Test func aTableMayChange() throws {
    try database.load("CREATE TABLE noted (word text); INSERT INTO noted (word) VALUES ('one')")
    let connection = try database.owner.connect()
    try connection.prepareStatements()
    let words = NamedStatement("SELECT word FROM \(database.schema).noted")
    #expect(try connection.execute(words, [:]).only.value("word") == "one")
    try database.load("ALTER TABLE noted ADD COLUMN number integer; CREATE INDEX ON noted (word)")
    #expect(try connection.execute(words, [:]).only.value("word") == "one")
  }
}
