import Calendars
import Reports
import Schedules
import Testing

@testable import Runs

/// What planned occurrences look at, and when their snapshots are late.
struct PlannedWindowTests {
  private let sample: SampleTenant
  private let zones: TimeZoneDatabase

  init() throws {
    sample = try SampleTenant()
    zones = try TimeZoneDatabase()
  }

  private func schedule(
    _ period: Period = .monthly, _ window: WindowRule = .current(.quarterly), readyAfter: Int = 0
  ) -> Schedule {
    Schedule(
      name: "monthly", period: period, window: window, readyAfter: readyAfter, catchUp: 3,
      reports: [ReportRequest(.pipelineCoverage)])
  }

  private func planner(_ mode: RunMode = .due, zones: TimeZoneDatabase? = nil) throws -> Planner {
    Planner(mode, at: try #require(Instant(iso8601: "2026-11-21T03:00:00Z")), zones: zones)
  }

  private func occurrence(
    _ state: OccurrenceState, window: Window? = nil, zone: String? = nil
  ) -> Occurrence {
    let october = sample.recorded("2026-10", state)
    return Occurrence(
      key: october.key, period: october.period, window: window, timeZone: zone ?? october.timeZone,
      state: state)
  }

  private func range(_ from: String, _ to: String) throws -> PeriodRange {
    PeriodRange(from: try #require(CivilDate(iso: from)), to: try #require(CivilDate(iso: to)))
  }

  @Test func newPeriodsLookAtWhatTheScheduleSays() throws {
    let ledger = [sample.recorded("2026-05", .published)]
    let plan = try planner().plan(sample.file(schedule()), ledger: ledger)
    #expect(plan.occurrences.map(\.occurrence.period.label) == ["2026-10", "2026-08", "2026-09"])
    #expect(plan.occurrences.map(\.occurrence.window?.label) == ["2026-Q4", "2026-Q3", "2026-Q4"])
    #expect(
      plan.newOccurrences.map(\.window?.label) == ["2026-Q3", "2026-Q3", "2026-Q3", "2026-Q4", "2026-Q4"])
    #expect(plan.skipped.map(\.window?.label) == ["2026-Q3", "2026-Q3"])
  }

  /// Also where the schedule was edited since; a new revision looks at what the schedule says today.
  @Test func whatIsComputedKeepsItsWindow() throws {
    let file = sample.file(schedule())
    let year = sample.tenant.calendar.window(.current(.yearly), for: occurrence(.due).period)
    let unpublished = try planner().plan(file, ledger: [occurrence(.computed, window: year)])
    #expect(unpublished.occurrences.map(\.occurrence.window?.label) == ["2026"])
    let restated = try planner(.restate(range("2026-10-01", "2026-11-01"), reason: "r"))
      .plan(file, ledger: [occurrence(.published, window: year)])
    #expect(restated.occurrences.map(\.occurrence.window?.label) == ["2026-Q4"])
    let backfill = try planner(.backfill(range("2026-10-01", "2026-11-01")))
      .plan(file, ledger: [occurrence(.skipped, window: year)])
    #expect(backfill.occurrences.map(\.occurrence.window?.label) == ["2026-Q4"])
    #expect(backfill.newOccurrences.map(\.window?.label) == ["2026-Q4"])
    let failed = try planner().plan(file, ledger: [occurrence(.failed, window: year)])
    #expect(failed.occurrences.map(\.occurrence.window?.label) == ["2026-Q4"])
  }

  @Test func theZoneOfThePeriodCounts() throws {
    let file = sample.file(schedule(.monthly, .current(.monthly)))
    let inAuckland = occurrence(.failed, zone: "Pacific/Auckland")
    let window = try planner(zones: zones).plan(file, ledger: [inAuckland]).occurrences.first?.occurrence
      .window
    // October ended in Berlin when it was noon of 1 November in Auckland.
    #expect(window?.label == "2026-11" && window?.start?.description == "2026-10-31T11:00:00Z")
    // Nothing is guessed.
    #expect(
      try planner().plan(file, ledger: [inAuckland]).occurrences.map { $0.occurrence.window == nil } == [true]
    )
    let completed = sample.file(schedule(.monthly, .completed))
    #expect(
      try planner().plan(completed, ledger: [inAuckland]).occurrences.map(\.occurrence.window)
        == [inAuckland.period])
  }

  /// Only where the window is not the completed period, so that run ids of before stay.
  @Test func parametersNameTheWindowAndTheOccurrence() throws {
    func parameters(_ rule: WindowRule) throws -> [String: ParameterValue] {
      let planned = try #require(
        try planner().plan(sample.file(schedule(.monthly, rule)), ledger: [occurrence(.due)]).occurrences
          .first)
      let window = try #require(planned.occurrence.window)
      return try #require(planned.runIdentities(window).first).parameters
    }
    let completed = try parameters(.completed)
    #expect(
      completed["window"] == nil && completed["occurrence_start"] == nil && completed["occurrence_end"] == nil
    )
    #expect(completed["period_start"] == .text("2026-09-30T22:00:00Z"))
    let current = try parameters(.next(.quarterly))
    #expect(current["window"] == .text("next quarterly") && current["period_kind"] == .text("quarterly"))
    #expect(current["occurrence_start"] == .text("2026-09-30T22:00:00Z"))
    #expect(current["occurrence_end"] == .text("2026-10-31T23:00:00Z"))
    #expect(current["as_of"] == .text("2026-10-31T23:00:00Z"))
    #expect(
      current["period_start"] == .text("2026-12-31T23:00:00Z") && current["end_date"] == .text("2027-04-01"))
    #expect(
      Set(current.keys).subtracting(completed.keys) == ["window", "occurrence_start", "occurrence_end"])
  }

  /// October is over at 23:00 UTC; November, which ends an hour after 30 × 24 hours in UTC, too.
  @Test(arguments: [
    (Period.monthly, 0, "2026-11-30T23:00:00Z"), (.monthly, 6 * 3600, "2026-12-01T05:00:00Z"),
    (.rolling(days: 90), 0, "2026-11-27T23:00:00Z"), (.daily, 0, "2026-11-21T23:00:00Z"),
    (.weekly, 0, "2026-11-22T23:00:00Z"), (.quarterly, 86_400, "2027-01-01T23:00:00Z"),
    (.yearly, 0, "2026-12-31T23:00:00Z"),
  ])
  func aSnapshotIsLateOnceTheNextPeriodIsDue(period: Period, readyAfter: Int, lateAfter: String) throws {
    let plan = try planner().plan(
      sample.file(schedule(period, .completed, readyAfter: readyAfter)), ledger: [])
    let planned = try #require(plan.occurrences.first)
    #expect("\(planned.lateAfter)" == lateAfter, "\(planned.occurrence.period.label)")
  }

  /// October, on 21 November: the CRM is no longer what it was, if something is computed that was due earlier.
  @Test func plansSayWhichWindowsAreReadLate() throws {
    func reads(
      _ ledger: [Occurrence], _ window: WindowRule = .current(.quarterly),
      at: String = "2026-11-21T03:00:00Z",
      now: String? = nil
    ) throws -> [Bool] {
      let planner = Planner(
        at: try #require(Instant(iso8601: at)), now: now.flatMap(Instant.init(iso8601:)), zones: zones)
      return planner.plan(sample.file(schedule(.monthly, window)), ledger: ledger).occurrences
        .map(\.readsTodaysCRM)
    }
    let failed = occurrence(.failed)
    #expect(try reads([failed]) == [false])
    #expect(try reads([failed], at: "2026-11-30T23:00:01Z") == [false, true])
    #expect(try reads([failed], .completed, at: "2026-11-30T23:00:01Z") == [false, false])
    // The clock counts, not the instant that the plan is made for.
    #expect(try reads([failed], now: "2027-01-01T00:00:00Z") == [true])
    #expect(try reads([], now: "2027-01-01T00:00:00Z") == [true])
    // A restatement that failed.
    #expect(
      try reads([sample.recorded("2026-10", .published), sample.recorded("2026-10", .failed, revision: 2)])
        == [true])
    // What is computed reads nothing.
    #expect(try reads([occurrence(.computed)], now: "2027-01-01T00:00:00Z") == [false])
  }

  /// The clock goes back in the week that follows.
  @Test func lateIsCountedInLocalDates() throws {
    let at = try #require(Instant(iso8601: "2026-10-19T12:00:00Z"))
    let plan = Planner(at: at).plan(sample.file(schedule(.weekly, .completed)), ledger: [])
    #expect(plan.occurrences.map { "\($0.occurrence.period.end)" } == ["2026-10-18T22:00:00Z"])
    #expect(plan.occurrences.map { "\($0.lateAfter)" } == ["2026-10-25T23:00:00Z"])
  }

  /// Apia had no 30 December 2011: the period after the 29th is the 31st, which ends on 1 January, UTC+14.
  @Test func aDateThatTheZoneSkippedIsNoFollowingPeriod() throws {
    let apia = try SampleTenant(zone: "Pacific/Apia")
    let at = try #require(Instant(iso8601: "2011-12-30T12:00:00Z"))
    let plan = Planner(at: at).plan(apia.file(schedule(.daily, .completed)), ledger: [])
    #expect(plan.occurrences.map(\.occurrence.period.label) == ["2011-12-29"])
    #expect(plan.occurrences.map { "\($0.occurrence.period.end)" } == ["2011-12-30T10:00:00Z"])
    #expect(plan.occurrences.map { "\($0.lateAfter)" } == ["2011-12-31T10:00:00Z"])
  }
}
