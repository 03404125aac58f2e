import PostgreSQL
import Runs
import Testing
import TestingDatabase

struct ConnectionTests {
  @Test func aURLWithAPasswordIsRefusedAndNotQuoted() {
    let error = #expect(throws: ConnectionSettings.Invalid.self) {
      try ConnectionSettings(target: "postgresql://reports:hunter2@db/crm")
    }
    #expect(error?.description.contains("hunter2") == false)
    #expect(error?.description.contains(".pgpass") == true)
  }

  @Test func aBrokenURLIsRefusedAndNotQuoted() {
    let error = #expect(throws: ConnectionSettings.Invalid.self) {
      try ConnectionSettings(target: "host=db password='hunter2")
    }
    #expect(error?.description.contains("hunter2") == false)
  }

  @Test func aMissingServerGivesOneLineThatNamesTheTarget() throws {
    let settings = try ConnectionSettings(target: "postgresql:///crm?host=/nowhere&user=reports")
    let error = #expect(throws: PostgresError.self) { try Connection(settings) }
    #expect(error?.kind == .connection)
    #expect(error?.message.contains("host /nowhere") == true)
    #expect(error?.message.contains("database crm") == true)
    #expect(error?.message.contains("\n") == false)
  }

  @Test(
    "Errors about values do not quote them",
    arguments: ["SELECT 'hunter2'::uuid", "SELECT 'hunter2'::timestamptz", "SELECT 'hunter2'::numeric"])
  func valuesAreNotQuoted(sql: String) throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    let error = #expect(throws: PostgresError.self) { try connection.execute(sql) }
    #expect(error?.sqlState.hasPrefix("22") == true)
    #expect("\(error!)".contains("hunter2") == false)
  }

  @Test(
    "What a function raises is not quoted, and can be due to a value",
    arguments: ["P0001", "38000", "40001", "42501", "22P02", "57014"])
  func raised(sqlState: String) throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    let error = #expect(throws: PostgresError.self) {
      try connection.executeScript(
        "DO $$ BEGIN RAISE EXCEPTION 'hunter2' USING ERRCODE = '\(sqlState)'; END $$")
    }
    #expect(error?.sqlState == sqlState && error?.canBeDueToAValue == true)
    #expect("\(error!)".contains("hunter2") == false)
    // Nobody stopped it, and no right is missing.
    #expect(error?.isCancelled == false && error?.isMissingRight == false)
  }

  private static func calling(_ body: String) -> String {
    """
    CREATE FUNCTION pg_temp.hunting(word text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN \(body); RETURN word; END $$;
    SELECT pg_temp.hunting('hunter2')
    """
  }

  @Test(
    "The text of an error in a function is kept only if no value can be in it",
    arguments: [
      (calling("PERFORM word::regclass"), "a function in the database raised an error", true),
      (calling("EXECUTE word"), "a function in the database raised an error", true),
      (
        "CREATE FUNCTION pg_temp.hunting(word text) RETURNS regclass LANGUAGE sql AS 'SELECT word::regclass OFFSET 0'; "
          + "SELECT pg_temp.hunting('hunter2')", "a function in the database raised an error", true
      ),
      ("SELECT nothing", "column \"nothing\" does not exist", false),
      ("DROP TABLE hunter2", "table \"hunter2\" does not exist", false),
      ("DO $$ BEGIN PERFORM nothing; END $$", "column \"nothing\" does not exist", false),
      (
        "DO $$ BEGIN EXECUTE 'SELECT nothing\n FROM nowhere'; END $$", "relation \"nowhere\" does not exist",
        false
      ),
    ])
  func textOfAFunction(sql: String, text: String, isDueToAValue: Bool) throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    let error = #expect(throws: PostgresError.self) { try connection.executeScript(sql) }
    #expect(error?.message == text && error?.canBeDueToAValue == isDueToAValue, "\(error!)")
  }

  /// What ends a function from outside.
  @Test func aFunctionThatTakesTooLongIsCancelled() throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    try connection.executeScript("SET statement_timeout = 100")
    let error = #expect(throws: PostgresError.self) {
      try connection.executeScript("DO $$ BEGIN PERFORM pg_sleep(5); END $$")
    }
    #expect(error?.isCancelled == true && error?.canBeDueToAValue == false, "\(error!)")
    let called = #expect(throws: PostgresError.self) {
      try connection.executeScript(Self.calling("PERFORM pg_sleep(5)"))
    }
    #expect(called?.isCancelled == true && called?.canBeDueToAValue == false, "\(called!)")
    #expect(called?.isInFunction == true && called?.message.contains("statement timeout") == true)
  }

  /// A parallel worker adds a context of its own, and it is no function.
  @Test func aParallelWorkerIsNoFunction() throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    let setting = connection.serverVersion >= 160_000 ? "debug_parallel_query" : "force_parallel_mode"
    try connection.executeScript("SET \(setting) = on")
    let error = #expect(throws: PostgresError.self) {
      try connection.execute("SELECT repeat('x', 2000000000 + relnatts) FROM pg_class")
    }
    #expect(error?.sqlState == "54000" && error?.isInFunction == false, "\(error!)")
  }

  @Test(arguments: [
    ("SELECT (SELECT generate_series(1, 2))", true), ("SELECT 1 / 0", true),
    ("DO $$ BEGIN CASE 1 WHEN 2 THEN NULL; END CASE; END $$", true), ("SELECT nothing", false),
    ("SET statement_timeout = 1; SELECT pg_sleep(1)", false),
  ])
  func dueToAValue(sql: String, isExpected: Bool) throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    let error = #expect(throws: PostgresError.self) { try connection.executeScript(sql) }
    #expect(error?.canBeDueToAValue == isExpected, "\(error!)")
  }

  @Test func nullAndEmptyTextDiffer() throws {
    let rows = try TestDatabase(migrated: false).owner.connect()
      .execute("SELECT $1::text, $2::text, $3::text", [nil, "", "a\tb"])
    #expect(rows[0].all == [nil, "", "a\tb"])
  }

  @Test func aQuotedIdentifierStaysOneName() throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    let name = #"odd"; DROP TABLE x; --"#
    let rows = try connection.execute("SELECT 1 AS \(connection.quoteIdentifier(name))")
    #expect(rows.columns.map(\.name) == [name])
  }

  @Test(arguments: ["plain", "it's", "'\u{301}", "back\\slash", "\\'\u{301}", "\"\u{301}"])
  func literalsAreReadBack(text: String) throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    let rows = try connection.executeScript(
      "SELECT \(connection.quoteLiteral(text)) AS \(connection.quoteIdentifier(text))")
    #expect(rows[0].all == [text] && rows.columns.map(\.name) == [text])
  }

  @Test func onlyTheFirstLineOfAMessageIsKept() throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    let error = #expect(throws: PostgresError.self) { try connection.execute("SELECT 1 FROM \"a\nsecret\"") }
    #expect(error?.message == "relation \"a")
  }
}
