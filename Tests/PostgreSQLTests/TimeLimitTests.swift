import Foundation
import PostgreSQL
import Runs
import Testing
import TestingDatabase

/// The server's process for the connection is stopped, so that it neither answers nor closes the connection.
struct TimeLimitTests {
  private let database: TestDatabase
  private let connection: Connection
  private let process: pid_t

  private static func process(of connection: Connection) throws -> pid_t {
    pid_t(try connection.execute("SELECT pg_backend_pid() AS process").only.value("process", as: Int.self))
  }

  init() throws {
    database = try TestDatabase(migrated: false)
    connection = try Connection(
      database.owner.settings, timeLimit: TimeLimit(seconds: 1, graceSeconds: 1))
    process = try Self.process(of: connection)
  }

  /// - Returns: what the body threw, while the server did not answer.
  private func errorWhileStopped(_ body: () throws -> Void) throws -> PostgresError? {
    try #require(kill(process, SIGSTOP) == 0)
    defer { kill(process, SIGCONT) }
    return #expect(throws: PostgresError.self) { try body() }
  }

  @Test func aStatementWithoutAnAnswerEnds() throws {
    let error = try errorWhileStopped { try connection.execute("SELECT 1") }
    #expect(error?.isUnreachable == true)
    #expect(error?.message.contains("no answer from the server within the time limit of 1 s") == true)
    // It is closed, and does not wait once more.
    #expect(connection.answers == false)
  }

  @Test func manyStatementsWithoutAnAnswerEnd() throws {
    let error = try errorWhileStopped { try connection.executeEach(["SELECT 1", "SELECT 2"]) }
    #expect(error?.isUnreachable == true)
  }

  /// More than the buffers between the two hold, so that sending waits as well.
  @Test func aServerThatTakesNothingEndsTheStatement() throws {
    let text = String(repeating: "x", count: 8 << 20)
    let error = try errorWhileStopped { try connection.execute("SELECT length($1)", [text]) }
    #expect(error?.isUnreachable == true)
  }

  @Test func theTransactionsLimitCounts() throws {
    let connection = try Connection(
      database.owner.settings, timeLimit: TimeLimit(seconds: 600, graceSeconds: 1))
    let process = try Self.process(of: connection)
    var settings = database.owner.transaction(.readCommitted, tenant: nil)
    settings.timeLimitSeconds = 1
    defer { kill(process, SIGCONT) }
    let error = #expect(throws: PostgresError.self) {
      try connection.transaction(settings) { connection in
        try #require(kill(process, SIGSTOP) == 0)
        try connection.execute("SELECT 1")
      }
    }
    #expect(error?.isUnreachable == true)
  }

  @Test func theOutcomeOfACommitWithoutAnAnswerIsUnknown() throws {
    let settings = database.owner.transaction(.readCommitted, tenant: nil)
    let connection = try Connection(
      database.owner.settings, timeLimit: TimeLimit(seconds: 1, graceSeconds: 1))
    try database.load(
      """
      CREATE TABLE slow (word text);
      CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER waits AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION wait()
      """)
    var short = settings
    short.timeLimitSeconds = 1
    let error = #expect(throws: PostgresError.self) {
      try connection.transaction(short) { connection in
        try connection.execute("INSERT INTO \(database.schema).slow (word) VALUES ('a')")
        // The server would stop it by itself.
        try connection.execute("SET LOCAL statement_timeout = 0")
      }
    }
    #expect(error?.kind == .commitOutcomeUnknown)
  }

  /// Signals for this process end a wait of the kernel, and not ours.
  @Test func anAnswerInTimeIsTaken() throws {
    #expect(try connection.execute("SELECT 1 AS one FROM pg_sleep(1.5)").only.value("one") == 1)
  }
}
