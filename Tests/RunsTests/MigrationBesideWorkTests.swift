import Foundation
import PostgreSQL
import Synchronization
import Testing
import TestingDatabase

@testable import Runs

/// A database is migrated while reports are computed in it.
struct MigrationBesideWorkTests {
  private let database: TestDatabase
  private let worker: Connection

  init() throws {
    database = try TestDatabase(.f0e1412)
    worker = try database.owner.connect()
    try worker.executeScript("SET search_path = \(database.schema)")
  }

  private func version() throws -> String? {
    try database.query("SELECT max(version) FROM report_migration")[0][0]
  }

  @Test func theMigrationWaitsForLocksWithoutBlockingOthers() throws {
    // Like a run that computes and holds its lock on the headers to the end.
    try worker.executeScript("BEGIN; LOCK TABLE report_run IN ROW EXCLUSIVE MODE")
    let outcome = Mutex<Result<Int, any Error>?>(nil)
    let database = database
    let owner = database.owner
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let result = Result { try Migrator(owner).migrate().count }
      outcome.withLock { $0 = result }
      isDone.signal()
    }
    // Meanwhile others read and write headers; none of them waits longer than one attempt to get a lock
    // takes.
    let other = try database.owner.connect()
    try other.executeScript("SET search_path = \(database.schema); SET lock_timeout = '5s'")
    for _ in 0..<20 {
      try other.executeScript(
        "BEGIN; LOCK TABLE report_run IN ROW EXCLUSIVE MODE; SELECT count(*) FROM report_run; COMMIT")
      Thread.sleep(forTimeInterval: 0.1)
    }
    #expect(try version() == "5" && outcome.withLock { $0 == nil })
    try worker.executeScript("COMMIT")
    isDone.wait()
    #expect(try outcome.withLock { try $0?.get() } == Migration.latest - 5)
    #expect(try version() == "\(Migration.latest)")
  }

  @Test func creatingAnIndexWaitsForSnapshotsWithoutBlockingOthers() throws {
    // Like a run that reads the CRM for an hour.
    try worker.executeScript("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM deal")
    let owner = database.owner
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      _ = try? Migrator(owner).migrate()
      isDone.signal()
    }
    let other = try database.owner.connect()
    try other.executeScript("SET search_path = \(database.schema); SET lock_timeout = '5s'")
    try waitUntil { try version() == "6" }
    for _ in 0..<20 {
      try other.executeScript(
        "BEGIN; LOCK TABLE report_run IN ROW EXCLUSIVE MODE; SELECT count(*) FROM report_run; COMMIT")
      Thread.sleep(forTimeInterval: 0.05)
    }
    #expect(try version() == "6")
    try worker.executeScript("COMMIT")
    isDone.wait()
    #expect(try version() == "\(Migration.latest)")
  }

  @Test func aTableThatStaysInUseStopsTheMigrationAndEarlierMigrationsStay() throws {
    try worker.executeScript("BEGIN; LOCK TABLE report_occurrence IN ROW EXCLUSIVE MODE")
    let failure = #expect(throws: Migrator.Failure.self) {
      try Migrator(database.owner, patience: 0).migrate()
    }
    #expect(failure?.isRetryable == true && "\(failure!)".contains("the migration failures"))
    #expect(try version() == "7")
    try worker.executeScript("COMMIT")
    #expect(try Migrator(database.owner).migrate().map(\.version) == Array(8...Migration.latest))
  }

  @Test func anInterruptedIndexIsRebuilt() throws {
    try database.load(
      """
      CREATE INDEX ix_report_run_attempt ON report_run (tenant_id);
      """)
    try Migrator(database.owner).migrate()
    let index = try database.query(
      """
      SELECT indisvalid, pg_get_indexdef(indexrelid) FROM pg_index
      WHERE indexrelid = '\(database.schema).ix_report_run_attempt'::regclass
      """)[0]
    #expect(index[0] == "t" && index[1]?.contains("(tenant_id, schedule, occurrence_end") == true)
  }

  @Test func aViewOfAColumnThatChangesIsNamed() throws {
    try database.load("CREATE VIEW schedules AS SELECT DISTINCT schedule FROM report_run")
    let failure = #expect(throws: Migrator.Failure.self) { try Migrator(database.owner).migrate() }
    #expect(failure.map { "\($0)" }?.contains("used by a view or rule") == true)
    try database.load("DROP VIEW schedules")
    #expect(try !Migrator(database.owner).migrate().isEmpty)
  }

  @Test func textKeysCompareByBytes() throws {
    try Migrator(database.owner).migrate()
    let dependent = try database.query(
      """
      SELECT i.indexrelid::regclass::text, a.attname
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = '\(database.schema)'::regnamespace
      CROSS JOIN LATERAL unnest(i.indkey[0:i.indnkeyatts - 1]::smallint[], i.indcollation::oid[]) AS k (number, collation_id)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
      WHERE c.relname LIKE 'report\\_%'
        AND k.collation_id NOT IN (0, 'pg_catalog."C"'::regcollation)
      """)
    #expect(dependent.isEmpty, "\(dependent)")
  }

  /// An index that another migration creates would wait for the transaction to end.
  @Test func waitingForAnotherMigrationKeepsNoTransactionOpen() throws {
    try worker.executeScript(
      "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('migrate \(database.schema)', 0))")
    let owner = database.owner
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      _ = try? Migrator(owner).migrate()
      isDone.signal()
    }
    let others =
      "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'dyno-reports'"
    // Of one transaction, which would be seen each time. A single attempt can take long on a busy machine.
    let open = """
      SELECT pid || ' ' || xact_start \(others) AND xact_start IS NOT NULL
        AND pid <> \(try worker.execute("SELECT pg_backend_pid() AS pid").only.value("pid", as: Int.self))
      """
    try waitUntil {
      try !database.query("SELECT 1 \(others) AND query = 'COMMIT' AND state = 'idle'").isEmpty
    }
    var seenEachTime: Set<String>?
    for _ in 0..<30 {
      let seen = Set(try database.query(open).map { $0[0] ?? "" })
      seenEachTime = seenEachTime?.intersection(seen) ?? seen
      Thread.sleep(forTimeInterval: 0.1)
    }
    #expect(seenEachTime == [])
    #expect(try version() == "5")
    try worker.executeScript("COMMIT")
    isDone.wait()
    #expect(try version() == "\(Migration.latest)")
  }

  @Test func concurrentMigrationsDoNotConflict() throws {
    let owner = database.owner
    let counts = Mutex<[Int]>([])
    let isDone = DispatchSemaphore(value: 0)
    for _ in 0..<2 {
      Thread.detachNewThread {
        let count = (try? Migrator(owner).migrate().count) ?? -1
        counts.withLock { $0.append(count) }
        isDone.signal()
      }
    }
    for _ in 0..<2 { isDone.wait() }
    #expect(counts.withLock { $0.sorted() } == [0, Migration.latest - 5])
  }
}
