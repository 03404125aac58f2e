import Calendars
import Reports
import Schedules
import Testing

@testable import Runs

struct ScheduleStatusTests {
  private let sample: SampleTenant

  init() throws { sample = try SampleTenant() }

  private func status(_ period: Period, _ ledger: [Occurrence]) throws -> ScheduleStatus {
    let schedule = Schedule(name: "monthly", period: period, reports: [ReportRequest(.pipelineOverview)])
    let at = try #require(Instant(iso8601: "2026-11-21T03:00:00Z"))
    return try #require(
      ScheduleStatus.all(
        of: sample.file(schedule), ledger: ledger, gaps: RecordedGap.all(in: ledger), at: at, now: at,
        zones: nil
      ).first)
  }

  @Test func unrecordedPeriodsBetweenRecordedOnesAreMissing() throws {
    let status = try status(
      .monthly, [sample.recorded("2026-03-01", "2026-04-01"), sample.recorded("2026-07-01", "2026-08-01")])
    #expect(status.missing.map(\.period.label) == ["2026-04", "2026-05", "2026-06"])
  }

  @Test func aScheduleWithoutGapsMissesNothing() throws {
    let months = (3...9).map {
      sample.recorded("2026-0\($0)-01", $0 < 9 ? "2026-0\($0 + 1)-01" : "2026-10-01")
    }
    #expect(try status(.monthly, months).missing.isEmpty)
  }

  @Test func daysCoveredByAnotherPeriodAreNotMissing() throws {
    // First monthly, then weekly: no week within the reported months is missing.
    let status = try status(
      .weekly,
      [
        sample.recorded("2026-08-01", "2026-09-01"), sample.recorded("2026-09-01", "2026-10-01"),
        sample.recorded("2026-10-05", "2026-10-12"), sample.recorded("2026-10-26", "2026-11-02"),
      ])
    #expect(status.missing.map(\.period.label) == ["2026-W42", "2026-W43"])
  }

  @Test func publishedPeriodsWithRunsThatFailedAreIncomplete() throws {
    let status = try status(
      .monthly,
      [
        sample.recorded("2026-09-01", "2026-10-01", failedRuns: 2),
        sample.recorded("2026-10-01", "2026-11-01"),
      ])
    #expect(status.incomplete.map(\.failedRuns) == [2])
    #expect(status.lastPublished?.period.label == "2026-10")
  }
}
