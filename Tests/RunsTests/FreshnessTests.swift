import Calendars
import Foundation
import PostgreSQL
import Reports
import Schedules
import Testing
import TestingDatabase

@testable import Runs

/// A period is not computed before the CRM's tables are complete up to the instant at which it falls due.
struct FreshnessTests {
  private let sample: SampleTenant
  private let file: TenantSchedules

  init() throws {
    sample = try SampleTenant()
    file = sample.file(
      Schedule(
        name: "monthly", period: .monthly, readyAfter: 6 * 3_600, reports: [ReportRequest(.pipelineOverview)])
    )
  }

  private func plan(
    _ mode: RunMode = .due, at: String, ledger: [Occurrence] = [], _ freshness: SourceFreshness
  ) throws -> TenantPlan {
    var plan = Planner(mode, at: try #require(Instant(iso8601: at))).plan(file, ledger: ledger)
    #expect(plan.readsSource)
    plan.holdBack(beyond: freshness)
    return plan
  }

  private func until(_ text: String) throws -> SourceFreshness {
    .until(try #require(Instant(iso8601: text)))
  }

  /// November ends at 23:00Z, and falls due six hours later.
  @Test func theInstantAtWhichAPeriodFallsDueCounts() throws {
    let at = "2026-12-05T00:00:00Z"
    #expect(try plan(at: at, .always).waiting.isEmpty)
    #expect(try plan(at: at, until("2026-12-01T05:00:00Z")).occurrences.count == 1)
    let needed = try #require(Instant(iso8601: "2026-12-01T05:00:00Z"))
    for freshness in [try until("2026-12-01T04:59:59Z"), .unknown] {
      let plan = try plan(at: at, freshness)
      #expect(plan.occurrences.isEmpty)
      #expect(plan.waiting.map(\.cause) == [.source(freshness, needed: needed)])
      // It is recorded, so that it is not skipped later.
      #expect(plan.newOccurrences.map(\.period.label) == ["2026-11"])
    }
  }

  @Test func eachPeriodWaitsForItself() throws {
    let ledger = [sample.recorded("2026-09", .published), sample.recorded("2026-10", .failed)]
    let plan = try plan(at: "2026-12-05T00:00:00Z", ledger: ledger, until("2026-11-20T00:00:00Z"))
    #expect(plan.occurrences.map(\.occurrence.period.label) == ["2026-10"])
    #expect(plan.waiting.map(\.occurrence.period.label) == ["2026-11"])
  }

  @Test func whatIsComputedIsPublished() throws {
    let ledger = [sample.recorded("2026-10", .computed), sample.recorded("2026-11", .due)]
    let plan = try plan(at: "2026-12-05T00:00:00Z", ledger: ledger, .unknown)
    #expect(plan.occurrences.map(\.reason) == [.unpublished])
    #expect(plan.waiting.map(\.occurrence.period.label) == ["2026-11"])
  }

  /// Also what only a backfill wants, so that it does not end the catching up of what an ordinary run would compute.
  @Test func whatWasAskedForIsRecordedToo() throws {
    let range = PeriodRange(
      from: try #require(CivilDate(iso: "2026-10-01")), to: try #require(CivilDate(iso: "2026-11-01")))
    let restated = try plan(
      .restate(range, reason: "r"), at: "2026-12-05T00:00:00Z",
      ledger: [sample.recorded("2026-10", .published)], .unknown)
    #expect(restated.newOccurrences.map(\.key.revision) == [2] && restated.occurrences.isEmpty)
    let filled = try plan(
      .backfill(range), at: "2026-12-05T00:00:00Z", ledger: [sample.recorded("2026-09", .published)], .unknown
    )
    #expect(filled.newOccurrences.map(\.period.label).sorted() == ["2026-10", "2026-11"])
    #expect(filled.waiting.map(\.occurrence.period.label) == ["2026-10"])
    #expect(filled.requestedKeys == Set(filled.waiting.map(\.occurrence.key)))
  }

  @Test(
    "What the view says",
    arguments: [
      ("SELECT 'infinity'::timestamptz AS complete_until", SourceFreshness.always),
      ("SELECT '2026-12-01 06:00:00.9+01'::timestamptz AS complete_until", nil),
      ("SELECT NULL::timestamptz AS complete_until", .unknown),
      ("SELECT '-infinity'::timestamptz AS complete_until", .unknown),
      ("SELECT 'infinity'::timestamptz AS complete_until WHERE false", .unknown),
      // The table that lags behind most counts, and one that says nothing may lag behind more.
      ("SELECT * FROM (VALUES ('infinity'::timestamptz), ('2026-12-01 05:00Z')) AS t (complete_until)", nil),
      ("SELECT * FROM (VALUES ('infinity'::timestamptz), (NULL)) AS t (complete_until)", .unknown),
    ])
  func view(definition: String, expected: SourceFreshness?) throws {
    let database = try TestDatabase()
    try database.load("CREATE OR REPLACE VIEW report_source_freshness AS \(definition)")
    let ledger = Ledger(database.runtime, try database.runtime.connect())
    #expect(try ledger.sourceFreshness(of: sample.tenant.id) == expected ?? until("2026-12-01T05:00:00Z"))
  }

  @Test func itCanSayAnotherInstantForEachTenant() throws {
    let database = try TestDatabase()
    try database.load(
      """
      CREATE OR REPLACE VIEW report_source_freshness AS
      SELECT CASE current_setting('dyno_reports.tenant_id')::uuid
             WHEN '\(SmallCRM.acme)' THEN 'infinity'::timestamptz ELSE '2026-12-01 05:00Z' END AS complete_until
      """)
    let ledger = Ledger(database.runtime, try database.runtime.connect())
    #expect(try ledger.sourceFreshness(of: SmallCRM.acme) == .always)
    #expect(try ledger.sourceFreshness(of: SmallCRM.other) == until("2026-12-01T05:00:00Z"))
  }

  @Test(arguments: [
    "DROP VIEW report_source_freshness", "REVOKE SELECT ON report_source_freshness FROM dyno_reports",
    "CREATE OR REPLACE VIEW report_source_freshness AS SELECT (1 / 0 || ' s')::interval + now() AS complete_until",
  ])
  func aViewThatCannotBeReadIsNamed(script: String) throws {
    let database = try TestDatabase()
    try database.load(script)
    let ledger = Ledger(database.runtime, try database.runtime.connect())
    let error = #expect(throws: FreshnessUnreadable.self) {
      try ledger.sourceFreshness(of: sample.tenant.id)
    }
    #expect(error?.description.contains("while the view report_source_freshness was read") == true)
  }
}
