import Calendars
import Reports
import Schedules
import Testing

@testable import Runs

/// A failed occurrence is retried after a pause that grows with each failure.
struct RetryTests {
  private let sample: SampleTenant
  private let file: TenantSchedules
  private let failedAt: Instant

  init() throws {
    sample = try SampleTenant()
    file = sample.file(
      Schedule(name: "monthly", period: .monthly, reports: [ReportRequest(.pipelineOverview)]))
    failedAt = try #require(Instant(iso8601: "2026-11-21T03:00:00Z"))
  }

  private func failed(_ failures: Int, at: Instant?) -> Occurrence {
    let due = sample.recorded("2026-10", .due)
    return Occurrence(
      key: due.key, period: due.period, timeZone: due.timeZone, state: .failed, errorMessage: "no luck",
      failures: failures, failedAt: at)
  }

  private func plan(_ occurrence: Occurrence, at: Instant, now: Instant? = nil, retry: Bool = false)
    -> TenantPlan
  {
    Planner(at: at, now: now, ignoresPauses: retry).plan(file, ledger: [occurrence])
  }

  @Test(
    "Five minutes, doubled with each failure, six hours at most",
    arguments: [
      (1, 300), (2, 600), (3, 1_200), (4, 2_400), (5, 4_800), (6, 9_600), (7, 19_200), (8, 21_600),
      (9, 21_600),
      (1_000_000, 21_600), (0, 300),
    ])
  func pause(failures: Int, seconds: Int) {
    #expect(RetryPause.seconds(afterFailures: failures) == seconds)
  }

  @Test func aFailedPeriodWaitsForItsPauseAndIsThenRetried() {
    let waiting = plan(failed(2, at: failedAt), at: failedAt.adding(seconds: 599))
    #expect(waiting.occurrences.isEmpty && waiting.newOccurrences.isEmpty)
    #expect(waiting.waiting.map(\.until) == [failedAt.adding(seconds: 600)])
    let over = plan(failed(2, at: failedAt), at: failedAt.adding(seconds: 600))
    #expect(over.occurrences.map(\.reason) == [.retry] && over.waiting.isEmpty)
  }

  @Test func thePauseCanBeIgnored() {
    let plan = plan(failed(2, at: failedAt), at: failedAt, retry: true)
    #expect(plan.occurrences.map(\.reason) == [.retry] && plan.waiting.isEmpty)
  }

  @Test func theLaterOfTheClockAndTheInstantCounts() {
    let (before, after) = (failedAt.adding(seconds: -86_400), failedAt.adding(seconds: 86_400))
    #expect(plan(failed(1, at: failedAt), at: before, now: after).waiting.isEmpty)
    #expect(plan(failed(1, at: failedAt), at: after, now: before).waiting.isEmpty)
    #expect(plan(failed(1, at: failedAt), at: before, now: failedAt).waiting.count == 1)
  }

  @Test func aFailureRecordedWithoutATimeIsRetriedAtOnce() {
    #expect(plan(failed(0, at: nil), at: failedAt).occurrences.map(\.reason) == [.retry])
  }

  @Test func anAbandonedClaimIsNotAFailure() {
    let running = Occurrence(
      key: failed(1, at: nil).key, period: failed(1, at: nil).period, timeZone: "UTC", state: .running,
      failures: 3, failedAt: failedAt)
    #expect(plan(running, at: failedAt).occurrences.map(\.reason) == [.retry])
  }

  @Test func theNextPeriodIsNotHeldUp() throws {
    let december = try #require(Instant(iso8601: "2026-12-02T00:00:00Z"))
    let plan = plan(failed(9, at: december), at: december)
    #expect(plan.occurrences.map(\.occurrence.period.label) == ["2026-11"] && plan.waiting.count == 1)
  }

  @Test func theNumberOfASkippedRevisionIsNotReused() throws {
    let range = try PeriodRange(
      from: #require(CivilDate(iso: "2026-10-01")), to: #require(CivilDate(iso: "2026-11-01")))
    let ledger = [
      sample.recorded("2026-10", .published), sample.recorded("2026-10", .skipped, revision: 2),
    ]
    let plan = Planner(.restate(range, reason: "again"), at: failedAt).plan(file, ledger: ledger)
    #expect(plan.occurrences.map(\.occurrence.key.revision) == [3])
    // Nothing but a restatement would change the period.
    #expect(Planner(at: failedAt).plan(file, ledger: ledger).occurrences.isEmpty)
    let status = try #require(
      ScheduleStatus.all(of: file, ledger: ledger, gaps: [], at: failedAt, now: failedAt, zones: nil).first)
    #expect(status.lastPublished?.key.revision == 1 && status.open.isEmpty && status.skipped.isEmpty)
  }
}
