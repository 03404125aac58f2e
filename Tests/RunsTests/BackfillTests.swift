import Calendars
import Reports
import Schedules
import Testing

@testable import Runs

/// What is planned when periods are requested by their dates.
struct BackfillTests {
  private let sample: SampleTenant

  init() throws { sample = try SampleTenant() }

  private func plan(
    _ order: (PeriodRange) -> RunMode, from: String, to: String, period: Period = .monthly,
    readyAfter: Int = 0, _ ledger: [Occurrence] = []
  ) throws -> TenantPlan {
    let schedule = Schedule(
      name: "monthly", period: period, readyAfter: readyAfter, reports: [ReportRequest(.pipelineOverview)])
    let range = PeriodRange(from: try #require(CivilDate(iso: from)), to: try #require(CivilDate(iso: to)))
    let at = try #require(Instant(iso8601: "2026-11-21T03:00:00Z"))
    return Planner(order(range), at: at)
      .plan(sample.file(schedule), ledger: ledger)
  }

  private func described(_ plan: TenantPlan) -> [String] {
    plan.occurrences.map {
      let revision = $0.occurrence.key.revision
      return "\($0.occurrence.period.label) \($0.reason.rawValue)" + (revision > 1 ? " r\(revision)" : "")
    }
  }

  @Test func periodsThatWereNeverRecordedAreBackfilled() throws {
    let plan = try plan(
      { .backfill($0) }, from: "2026-05-01", to: "2026-08-01", [sample.recorded("2026-10", .published)])
    #expect(described(plan) == ["2026-05 backfill", "2026-06 backfill", "2026-07 backfill"])
    #expect(plan.newOccurrences.map(\.period.label) == ["2026-05", "2026-06", "2026-07"])
  }

  @Test func onlyWholePeriodsOfTheRangeCount() throws {
    let plan = try plan(
      { .backfill($0) }, from: "2026-05-02", to: "2026-07-31", [sample.recorded("2026-10", .published)])
    #expect(described(plan) == ["2026-06 backfill"])
  }

  @Test func incompletePeriodsAreNotComputed() throws {
    let plan = try plan({ .backfill($0) }, from: "2026-10-01", to: "2027-06-01")
    #expect(described(plan) == ["2026-10 backfill"])
    let late = try self.plan(
      { .backfill($0) }, from: "2026-10-01", to: "2027-06-01", readyAfter: 30 * 86_400)
    #expect(late.occurrences.isEmpty)
  }

  @Test func backfillKeepsTheStateOfRecordedPeriods() throws {
    let ledger = [
      sample.recorded("2026-05", .published), sample.recorded("2026-06", .skipped),
      sample.recorded("2026-07", .failed), sample.recorded("2026-08", .computed),
      sample.recorded("2026-09", .due),
      sample.recorded("2026-10", .published), sample.recorded("2026-10", .due, revision: 2),
    ]
    let plan = try plan({ .backfill($0) }, from: "2026-05-01", to: "2026-11-01", ledger)
    #expect(
      described(plan) == [
        "2026-06 backfill", "2026-07 retry", "2026-08 unpublished", "2026-09 missed", "2026-10 restate r2",
      ])
    #expect(plan.untouched.map(\.period.label) == ["2026-05"])
    #expect(plan.newOccurrences.map(\.period.label) == ["2026-06"])
    #expect(plan.newOccurrences.map(\.state) == [.due])
  }

  @Test func aNewScheduleContinuesFromItsLatestPeriod() throws {
    let plan = try plan({ .backfill($0) }, from: "2026-01-01", to: "2026-03-01")
    #expect(described(plan) == ["2026-01 backfill", "2026-02 backfill"])
    #expect(plan.newOccurrences.map(\.period.label).sorted() == ["2026-01", "2026-02", "2026-10"])
    // Once this is recorded, no period between the range and today is left to be skipped.
    let monthly = Schedule(
      name: "monthly", period: .monthly, reports: [ReportRequest(.pipelineOverview)])
    let next = Planner(at: try #require(Instant(iso8601: "2026-12-02T00:00:00Z")))
      .plan(sample.file(monthly), ledger: plan.newOccurrences)
    #expect(next.skipped.isEmpty)
  }

  @Test func rollingPeriodsAreThoseThatEndInTheRange() throws {
    let plan = try plan(
      { .backfill($0) }, from: "2026-11-01", to: "2026-11-03", period: .rolling(days: 30))
    #expect(
      described(plan) == ["2026-10-03_2026-11-02 backfill", "2026-10-04_2026-11-03 backfill"])
  }

  @Test func aMonthThatWasReportedInAnotherZoneIsTheSamePeriod() throws {
    let before = try SampleTenant(zone: "UTC").recorded("2026-06", .published)
    let plan = try plan({ .backfill($0) }, from: "2026-06-01", to: "2026-07-01", [before])
    #expect(plan.occurrences.isEmpty && plan.untouched.count == 1)
  }

  @Test func publishedPeriodsGetTheNextRevision() throws {
    let ledger = [
      sample.recorded("2026-07", .published), sample.recorded("2026-08", .failed),
      sample.recorded("2026-09", .published), sample.recorded("2026-09", .published, revision: 2),
      sample.recorded("2026-10", .published),
    ]
    let plan = try plan(
      { .restate($0, reason: "amounts corrected") }, from: "2026-07-01", to: "2026-10-01", ledger)
    #expect(described(plan) == ["2026-07 restate r2", "2026-09 restate r3"])
    #expect(plan.untouched.map(\.period.label) == ["2026-08"])
    #expect(plan.newOccurrences.allSatisfy { $0.restateReason == "amounts corrected" && $0.state == .due })
    // The window is the recorded one, whatever the calendar would give today.
    #expect(plan.newOccurrences.map(\.period) == [ledger[0].period, ledger[2].period])
  }
}
