import Calendars
import Exports
import Foundation
import Orchestration
import PostgreSQL
import Runs
import Schedules
import Synchronization
import Testing
import TestingDatabase

/// Planning, computing and publishing for all tenants, without the command line.
struct OrchestratorTests {
  @Test func everyTenantIsComputedAndPublished() throws {
    let tenants = try TwoTenants()
    let outcome = tenants.run()
    #expect(outcome.status == .done && outcome.failures.isEmpty && outcome.nothingFound == nil)
    #expect(outcome.published.map(\.tenant) == ["acme", "other"])
    #expect(outcome.published.map(\.occurrence.occurrence.period.label) == ["2026-10", "2026-10"])
    #expect(try tenants.states(of: tenants.acme) == [.published])
    // Nothing is due after that.
    let again = tenants.run()
    #expect(again.status == .done && again.published.isEmpty && again.results.allSatisfy { $0.planned == 0 })
  }

  @Test func failureOfOneTenantDoesNotAffectTheOther() throws {
    let tenants = try TwoTenants()
    // A constraint that makes acme's statements fail, but not those of the other tenant.
    try tenants.database.load(
      """
      ALTER TABLE report_pipeline_coverage_fact
      ADD CHECK (tenant_id <> '\(SmallCRM.acme)')
      """)
    let outcome = tenants.run()
    #expect(outcome.status == .partly)
    #expect(outcome.published.map(\.tenant) == ["other"])
    let failure = try #require(outcome.failures.first)
    #expect(outcome.failures.count == 1 && failure.tenant == "acme" && failure.period == "2026-10")
    #expect(failure.status == .failed && !failure.isOfPublishing)
    #expect(try tenants.states(of: tenants.acme) == [.failed])
    // It is not tried again until the pause is over.
    let waiting = tenants.run()
    #expect(waiting.status == .done && waiting.results.flatMap(\.waiting).count == 1)
    #expect(tenants.run(ignoresPauses: true).status == .failed)
  }

  /// A worker keeps its connection from one tenant to the next, but not after a failure.
  @Test(arguments: [true, false])
  func oneSessionServesManyTenants(allSucceed: Bool) throws {
    let tenants = try TwoTenants()
    try tenants.database.load(
      """
      CREATE TABLE session (tenant_id uuid, pid integer);
      GRANT INSERT ON session TO dyno_reports;
      CREATE FUNCTION note_session() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO session (tenant_id, pid) VALUES (NEW.tenant_id, pg_backend_pid());
        RETURN NEW;
      END $$;
      CREATE TRIGGER note_session AFTER UPDATE ON report_occurrence FOR EACH ROW EXECUTE FUNCTION note_session();
      """)
    if !allSucceed {
      try tenants.database.load(
        "ALTER TABLE report_pipeline_coverage_fact ADD CHECK (tenant_id <> '\(SmallCRM.acme)')")
    }
    let outcome = tenants.run(jobs: 1)
    #expect(outcome.failures.isEmpty == allSucceed)
    let sessions = try tenants.database.query("SELECT DISTINCT tenant_id, pid FROM session")
    #expect(sessions.count == 2 && Set(sessions.map { $0[1] }).count == (allSucceed ? 1 : 2))
  }

  @Test func unreportableDataFailsARunButNotThePeriod() throws {
    let tenants = try TwoTenants()
    try tenants.database.load("UPDATE deal SET amount = 'NaN' WHERE tenant_id = '\(SmallCRM.acme)'")
    let outcome = tenants.run()
    #expect(outcome.status == .partly && outcome.failures.isEmpty)
    #expect(outcome.published.map(\.occurrence.failedRuns).contains { $0 > 0 })
    #expect(try tenants.states(of: tenants.acme) == [.published])
  }

  @Test func periodOfAnotherWorkerIsLeftToIt() throws {
    let tenants = try TwoTenants()
    let connection = try tenants.database.owner.connect()
    let ledger = Ledger(tenants.database.runtime, connection)
    let plan = Planner(.due, at: TwoTenants.at).plan(tenants.acme, ledger: [])
    _ = try ledger.record(plan.newOccurrences, of: tenants.acme.tenant)
    // The same lock that a computing worker holds.
    try connection.executeScript(
      "SET search_path = \(tenants.database.schema); BEGIN; SELECT FROM report_occurrence FOR NO KEY UPDATE")
    let outcome = tenants.run()
    #expect(outcome.busy == 1 && outcome.published.map(\.tenant) == ["other"] && outcome.status == .done)
    try connection.executeScript("ROLLBACK")
    #expect(tenants.run().published.map(\.tenant) == ["acme"])
  }

  @Test func unpublishablePeriodIsReportedOnce() throws {
    let tenants = try TwoTenants()
    try tenants.database.load(
      """
      CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.state = 'COMPUTED' AND NEW.tenant_id = '\(SmallCRM.acme)' THEN
          NEW.request = jsonb_set(NEW.request, '{formats}', '["parquet"]');
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER spoil BEFORE UPDATE ON report_occurrence FOR EACH ROW EXECUTE FUNCTION spoil();
      """)
    // Three periods and as many publications: the failures of an earlier one are not repeated.
    let autumn = PeriodRange(from: CivilDate(iso: "2026-08-01")!, to: CivilDate(iso: "2026-11-01")!)
    let outcome = tenants.run(.backfill(autumn), batchSize: 1)
    #expect(outcome.status == .partly && outcome.published.map(\.tenant) == ["other", "other", "other"])
    #expect(outcome.failures.compactMap(\.period).sorted() == ["2026-08", "2026-09", "2026-10"])
    #expect(outcome.failures.allSatisfy { $0.isOfPublishing })
    #expect(try tenants.states(of: tenants.acme) == [.computed, .computed, .computed])
  }

  @Test func requestForMissingPeriodsIsReported() throws {
    let tenants = try TwoTenants()
    #expect(tenants.run().status == .done)
    let past = PeriodRange(from: CivilDate(iso: "2010-01-10")!, to: CivilDate(iso: "2010-01-20")!)
    let backfill = tenants.run(.backfill(past))
    #expect(backfill.status == .failed && backfill.nothingFound?.contains("2010-01-10") == true)
    #expect(tenants.run(.restate(past, reason: "x")).status == .failed)
    let october = PeriodRange(from: CivilDate(iso: "2026-10-01")!, to: CivilDate(iso: "2026-11-01")!)
    let known = tenants.run(.backfill(october))
    #expect(known.status == .done && known.results.flatMap(\.untouched).count == 2)
    let restated = tenants.run(.restate(october, reason: "credit notes"))
    #expect(
      restated.status == .done && restated.published.map(\.occurrence.occurrence.key.revision) == [2, 2])
    #expect(tenants.run(.due, filesWithIssues: 1).status == .badConfiguration)
  }

  @Test func missingDatabaseIsAnErrorForEachTenant() throws {
    let tenants = try TwoTenants()
    let nowhere = Database(
      settings: try ConnectionSettings(target: "postgresql:///x?host=/nonexistent"), schema: "dyno_crm")
    let publisher = Publisher(nowhere, exports: tenants.exports.path, permissions: .group)
    let outcome = Orchestrator(
      nowhere, publisher, .due, at: TwoTenants.at, now: TwoTenants.at, tzdataVersion: "2026f", jobs: 2
    ).run([tenants.acme, tenants.other])
    #expect(outcome.status == .databaseUnavailable && outcome.failures.map(\.tenant) == ["acme", "other"])
  }
}
