import Calendars
import Foundation
import PostgreSQL
import Reports
import Schedules
import Testing
import TestingDatabase

@testable import Runs

/// The claim and its fence, statement by statement. The test itself plays the other workers.
struct ExecutorTests {
  let database: TestDatabase
  private let planned: PlannedOccurrence
  private let executor: Executor

  init() throws {
    database = try TestDatabase()
    try database.load(SmallCRM.script)
    let zone = try TimeZoneDatabase().rules(for: "UTC")
    let tenant = Tenant(id: SmallCRM.acme, slug: "acme", calendar: ReportingCalendar(zone: zone))
    let schedule = Schedule(
      name: "monthly", period: .monthly, reports: ReportCatalog.product.reports.map { ReportRequest($0) })
    let file = TenantSchedules(file: "acme.yaml", tenant: tenant, schedules: [schedule])
    let at = try #require(Instant(iso8601: "2026-11-03T00:00:00Z"))
    let plan = Planner(at: at).plan(file, ledger: [])
    _ = try Ledger(database.runtime, database.runtime.connect()).record(plan.newOccurrences, of: tenant)
    planned = try #require(plan.occurrences.first)
    executor = Executor(database.runtime, worker: "test", tzdataVersion: "2026a")
  }

  private func compute() throws -> Executor.Outcome {
    var connection = try database.runtime.connect()
    return try executor.compute(planned, on: &connection)
  }

  private func row(_ columns: String) throws -> [String?] {
    try database.query("SELECT \(columns) FROM report_occurrence")[0]
  }

  private func isComputed(_ outcome: Executor.Outcome) -> Bool {
    if case .computed = outcome { true } else { false }
  }

  @Test func resultsAreStoredWithTheirProvenance() throws {
    #expect(isComputed(try compute()))
    #expect(
      try row("state, attempt, fence, worker, tzdata_version") == ["COMPUTED", "1", "1", "test", "2026a"])
    // One snapshot for all reports, and it is the header's instant.
    #expect(
      try database.query("SELECT DISTINCT generated_at FROM report_run")
        == database.query("SELECT snapshot_at FROM report_occurrence"))
    // Each header of a principal has its fact.
    let types = try database.query("SELECT DISTINCT report_type FROM report_run ORDER BY 1").map { $0[0] }
    #expect(types == ReportCatalog.product.reports.map(\.type).sorted())
    #expect(
      try database.query("SELECT count(*) FROM report_rep_performance_fact")
        == database.query("SELECT count(*) FROM report_run WHERE report_type = 'rep_performance'"))
  }

  @Test func computingAgainDoesNothing() throws {
    _ = try compute()
    let before = try database.query("SELECT * FROM report_run ORDER BY run_id")
    let isDoneAlready = if case .alreadyComputed = try compute() { true } else { false }
    #expect(isDoneAlready)
    #expect(try database.query("SELECT * FROM report_run ORDER BY run_id") == before)
    #expect(try row("attempt") == ["1"])
  }

  @Test func recordingWaitsForNoPublisher() throws {
    let publisher = try database.owner.connect()
    try publisher.executeScript(
      """
      SET search_path = \(database.schema);
      BEGIN;
      UPDATE report_tenant SET publish_seq = publish_seq + 1;
      UPDATE report_occurrence SET worker = 'publisher';
      SET LOCAL idle_in_transaction_session_timeout = '60s';
      """)
    let tenant = Tenant(
      id: SmallCRM.acme, slug: "acme",
      calendar: ReportingCalendar(zone: try TimeZoneDatabase().rules(for: "UTC")))
    let connection = try database.runtime.connect()
    // A lock that it waited for would be an error after ten seconds.
    #expect(try Ledger(database.runtime, connection).record([planned.occurrence], of: tenant).isEmpty)
    try publisher.executeScript("ROLLBACK")
  }

  @Test func aRowLockedByAnotherWorkerIsBusy() throws {
    let other = try database.owner.connect()
    try other.executeScript(
      "BEGIN; SELECT * FROM \(database.schema).report_occurrence FOR NO KEY UPDATE")
    guard case .busy = try compute() else { return #expect(Bool(false), "not busy") }
    try other.executeScript("ROLLBACK")
    #expect(try row("state, attempt") == ["DUE", "0"])
  }

  @Test func anAbandonedClaimIsTakenOverAtOnce() throws {
    try database.load(
      "UPDATE report_occurrence SET state = 'RUNNING', attempt = 7, fence = 7, worker = 'dead'")
    #expect(isComputed(try compute()))
    #expect(try row("attempt, fence, worker") == ["8", "8", "test"])
  }

  @Test func anOccurrenceThatFailedAfterPlanningIsNotRetriedAtOnce() throws {
    try database.load(
      "UPDATE report_occurrence SET state = 'FAILED', failures = 1, failed_at = now(), attempt = 1")
    guard case .busy = try compute() else { return #expect(Bool(false), "not busy") }
    #expect(try row("state, attempt, failures") == ["FAILED", "1", "1"])
  }

  @Test func anOccurrenceSkippedAfterPlanningIsNotComputed() throws {
    try database.load("UPDATE report_occurrence SET state = 'SKIPPED'")
    guard case .skipped = try compute() else { return #expect(Bool(false), "not skipped") }
    #expect(try row("state, attempt") == ["SKIPPED", "0"])
  }

  @Test func aWorkerWhoseClaimWasTakenStoresNothing() throws {
    // Another worker claims the row after this one did, before it computes.
    try database.load(
      """
      CREATE FUNCTION steal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN UPDATE report_occurrence SET fence = fence + 1 WHERE state = 'RUNNING'; RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER steal AFTER UPDATE ON report_occurrence
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state = 'DUE') EXECUTE FUNCTION steal();
      """)
    guard case .busy = try compute() else { return #expect(Bool(false), "not busy") }
    #expect(try row("state, fence") == ["RUNNING", "2"])
    #expect(try database.query("SELECT 1 FROM report_run").isEmpty)
  }

  @Test func afterALostCommitTheOutcomeIsReadAndTheCommitIsNotRepeated() throws {
    // The server ends the session at the moment of COMMIT: a deferred constraint trigger is the last thing
    // that runs before it.
    try database.load(
      """
      CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON report_pipeline_overview_fact
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut();
      """)
    guard case .failed(let message) = try compute() else { return #expect(Bool(false), "not failed") }
    #expect(message.contains("nothing was stored"))
    // Not FAILED: when the connection broke, it was not known whether the transaction was committed.
    #expect(try row("state") == ["RUNNING"])
    #expect(try database.query("SELECT 1 FROM report_run").isEmpty)
    try database.load("DROP TRIGGER cut ON report_pipeline_overview_fact")
    #expect(isComputed(try compute()))
    #expect(try row("state, attempt") == ["COMPUTED", "2"])
  }

  /// Here it is the server of a foreign table; on Citus it is a worker. While the transaction commits, its outcome is open, and is
  /// looked up.
  @Test(arguments: [
    ("IMMEDIATE", "could not connect", "FAILED"), ("DEFERRED", "COMMIT was not confirmed", "RUNNING"),
  ])
  func aServerBehindTheDatabaseThatCannotBeReached(trigger: String, says: String, state: String) throws {
    let server = "behind_\(database.schema)"
    try database.load(
      """
      SELECT pg_advisory_xact_lock(hashtext('postgres_fdw'));
      CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA public;
      CREATE SERVER \(server) FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '/nowhere');
      CREATE USER MAPPING FOR CURRENT_USER SERVER \(server);
      CREATE FOREIGN TABLE remote (id integer) SERVER \(server);
      CREATE FUNCTION ask() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
      BEGIN PERFORM FROM remote; RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER ask AFTER INSERT ON report_pipeline_overview_fact
      DEFERRABLE INITIALLY \(trigger) FOR EACH ROW EXECUTE FUNCTION ask();
      """)
    let outcome = try compute()
    try database.load("DROP SERVER \(server) CASCADE")
    guard case .unreachable(let message) = outcome else { return #expect(Bool(false), "\(outcome)") }
    #expect(message.contains(says))
    #expect(try row("state") == [state])
  }

  @Test func aBrokenConnectionFailsTheOccurrenceAsAWhole() throws {
    try database.load(
      """
      CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
      CREATE TRIGGER cut AFTER INSERT ON report_rep_performance_fact FOR EACH STATEMENT EXECUTE FUNCTION cut();
      """)
    guard case .failed = try compute() else { return #expect(Bool(false), "not failed") }
    #expect(try row("state") == ["FAILED"])
    #expect(try row("error_message")[0]?.isEmpty == false)
    let headers = try database.query("SELECT status FROM report_run")
    #expect(headers.count == ReportCatalog.product.reports.count && headers.allSatisfy { $0 == ["FAILED"] })
    #expect(try database.query("SELECT 1 FROM report_pipeline_overview_fact").isEmpty)
  }
}
