import Calendars
import Reports
import Schedules
import Testing

@testable import Runs

struct PlannerTests {
  private let sample: SampleTenant

  init() throws { sample = try SampleTenant() }

  private func schedule(
    period: Period = .monthly, readyAfter: Int = 0, catchUp: Int = 1, since: CivilDate? = nil
  ) -> Schedule {
    Schedule(
      name: "monthly", period: period, readyAfter: readyAfter, catchUp: catchUp, since: since,
      reports: [ReportRequest(.pipelineOverview)])
  }

  private func plan(
    _ schedule: Schedule, _ ledger: [Occurrence] = [], at: String, tenant: SampleTenant? = nil
  ) throws -> TenantPlan {
    Planner(at: try #require(Instant(iso8601: at)))
      .plan((tenant ?? sample).file(schedule), ledger: ledger)
  }

  private func described(_ plan: TenantPlan) -> [String] {
    plan.occurrences.map { "\($0.occurrence.period.label) \($0.reason.rawValue)" }
  }

  @Test func aNewScheduleStartsWithTheLatestCompletePeriod() throws {
    #expect(try described(plan(schedule(), at: "2026-11-21T03:00:00Z")) == ["2026-10 due"])
  }

  @Test func aNewScheduleWithSinceStartsWithEveryPeriodFromThatDate() throws {
    let schedule = schedule(since: CivilDate(iso: "2026-08-01"))
    #expect(
      try described(plan(schedule, at: "2026-11-21T03:00:00Z")) == [
        "2026-10 due", "2026-08 missed", "2026-09 missed",
      ])
  }

  @Test func aPeriodIsCompleteAtItsEndAndNotBefore() throws {
    // October ends in Berlin at 23:00 UTC.
    #expect(try described(plan(schedule(), at: "2026-10-31T23:00:00Z")) == ["2026-10 due"])
    #expect(try described(plan(schedule(), at: "2026-10-31T22:59:59Z")) == ["2026-09 due"])
  }

  @Test func readyAfterDelaysAPeriod() throws {
    let schedule = schedule(readyAfter: 6 * 3600)
    #expect(try described(plan(schedule, at: "2026-11-01T04:59:59Z")) == ["2026-09 due"])
    #expect(try described(plan(schedule, at: "2026-11-01T05:00:00Z")) == ["2026-10 due"])
  }

  @Test func afterALongOutageOnlyTheLatestPeriodsAreCaughtUp() throws {
    let plan = try plan(
      schedule(catchUp: 2), [sample.recorded("2026-05", .published)], at: "2026-11-21T03:00:00Z")
    #expect(described(plan) == ["2026-10 due", "2026-09 missed"])
    #expect(plan.skipped.map(\.period.label) == ["2026-06", "2026-07", "2026-08"])
    #expect(plan.newOccurrences.count == 5)
  }

  @Test func skippedPeriodsStaySkipped() throws {
    let ledger = [sample.recorded("2026-09", .skipped), sample.recorded("2026-10", .published)]
    let plan = try plan(schedule(catchUp: 10), ledger, at: "2026-11-21T03:00:00Z")
    #expect(plan.occurrences.isEmpty)
    #expect(plan.newOccurrences.isEmpty)
    #expect(plan.skipped.map(\.period.label) == ["2026-09"])
  }

  @Test(
    "A recorded period stays due until it is published",
    arguments: [
      (OccurrenceState.due, "2026-10 due"), (.running, "2026-10 retry"), (.failed, "2026-10 retry"),
      (.computed, "2026-10 unpublished"),
    ])
  func unfinished(state: OccurrenceState, expected: String) throws {
    let plan = try plan(schedule(), [sample.recorded("2026-10", state)], at: "2026-11-21T03:00:00Z")
    #expect(described(plan) == [expected])
    #expect(plan.newOccurrences.isEmpty)
  }

  @Test func aFailingPeriodDoesNotBlockLaterOnes() throws {
    let plan = try plan(schedule(), [sample.recorded("2026-09", .failed)], at: "2026-11-21T03:00:00Z")
    #expect(described(plan) == ["2026-10 due", "2026-09 retry"])
  }

  @Test func publishedPeriodsAreFinal() throws {
    let plan = try plan(schedule(), [sample.recorded("2026-10", .published)], at: "2026-11-21T03:00:00Z")
    #expect(plan.occurrences.isEmpty && plan.newOccurrences.isEmpty)
  }

  @Test func onlyTheHighestRevisionCounts() throws {
    let ledger = [sample.recorded("2026-10", .published), sample.recorded("2026-10", .due, revision: 2)]
    #expect(try described(plan(schedule(), ledger, at: "2026-11-21T03:00:00Z")) == ["2026-10 restate"])
  }

  @Test("Editing a schedule repeats no period", arguments: ["America/New_York", "Asia/Tokyo"])
  func editedZone(zone: String) throws {
    let plan = try plan(
      schedule(), [sample.recorded("2026-10", .published)], at: "2026-11-21T03:00:00Z",
      tenant: SampleTenant(zone: zone))
    #expect(plan.newOccurrences.isEmpty)
  }

  @Test func aScheduleWithANewPeriodContinuesWhereTheOldOneEnded() throws {
    let plan = try plan(
      schedule(period: .weekly, catchUp: 10), [sample.recorded("2026-10", .published)],
      at: "2026-11-21T03:00:00Z")
    #expect(described(plan) == ["2026-W46 due", "2026-W44 missed", "2026-W45 missed"])
  }

  @Test func aLabelInUseIsNotReused() throws {
    // Fiscal years that start in April, then in July: both have an FY2027-Q1.
    let april = try SampleTenant(fiscalYearStart: 4)
    let july = try SampleTenant(fiscalYearStart: 7)
    let first = try plan(schedule(period: .quarterly), at: "2026-07-10T00:00:00Z", tenant: april)
    #expect(described(first) == ["FY2027-Q1 due"])
    let second = try plan(
      schedule(period: .quarterly), first.newOccurrences, at: "2026-10-10T00:00:00Z", tenant: july)
    #expect(second.newOccurrences.map(\.period.label) == ["2026-07-01_2026-10-01"])
  }

  @Test func otherSchedulesAreLeftOut() throws {
    let at = try #require(Instant(iso8601: "2026-11-21T03:00:00Z"))
    let planner = Planner(at: at, schedules: ["another"])
    #expect(planner.plan(sample.file(schedule()), ledger: []).occurrences.isEmpty)
  }
}
