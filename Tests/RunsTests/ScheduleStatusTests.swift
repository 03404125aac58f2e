import Calendars
import Foundation
import Reports
import Schedules
import Testing

@testable import Runs

struct ScheduleStatusTests {
  private let tenant: Tenant
  private let id = UUID(uuidString: "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11")!

  init() throws {
    let zone = try TimeZoneDatabase().rules(for: "Europe/Berlin")
    tenant = Tenant(id: id, slug: "acme", calendar: ReportingCalendar(zone: zone))
  }

  private func recorded(
    _ from: String, _ to: String, _ state: OccurrenceState = .published, failedRuns: Int = 0
  ) throws -> Occurrence {
    let start = try #require(CivilDate(iso: from))
    let end = try #require(CivilDate(iso: to))
    let window = try #require(tenant.calendar.window(from: start, to: end))
    return Occurrence(
      key: OccurrenceKey(tenantID: id, schedule: "s", window: window, revision: 1), window: window,
      timeZone: "Europe/Berlin", state: state, failedRuns: failedRuns)
  }

  private func status(_ period: Period, _ ledger: [Occurrence]) throws -> ScheduleStatus {
    let schedule = Schedule(name: "s", period: period, reports: [ReportRequest(.pipelineOverview)])
    let file = TenantSchedules(file: "acme.yaml", tenant: tenant, schedules: [schedule])
    let at = try #require(Instant(iso8601: "2026-11-21T03:00:00Z"))
    return try #require(ScheduleStatus.all(of: file, ledger: ledger, at: at).first)
  }

  @Test func periodsBetweenRecordedOnesAreMissed() throws {
    let status = try status(
      .monthly, [recorded("2026-03-01", "2026-04-01"), recorded("2026-07-01", "2026-08-01")])
    #expect(status.missing.map(\.label) == ["2026-04", "2026-05", "2026-06"])
  }

  @Test func aScheduleWithoutGapsMissesNothing() throws {
    let months = try (3...9).map {
      try recorded("2026-0\($0)-01", $0 < 9 ? "2026-0\($0 + 1)-01" : "2026-10-01")
    }
    #expect(try status(.monthly, months).missing.isEmpty)
  }

  @Test func whatAnotherPeriodCoveredIsNotMissing() throws {
    // Monthly once, then weekly: no week of the months is asked for.
    let status = try status(
      .weekly,
      [
        recorded("2026-08-01", "2026-09-01"), recorded("2026-09-01", "2026-10-01"),
        recorded("2026-10-05", "2026-10-12"), recorded("2026-10-26", "2026-11-02"),
      ])
    #expect(status.missing.map(\.label) == ["2026-W42", "2026-W43"])
  }

  @Test func publishedPeriodsWithRunsThatFailedAreIncomplete() throws {
    let status = try status(
      .monthly,
      [recorded("2026-09-01", "2026-10-01", failedRuns: 2), recorded("2026-10-01", "2026-11-01")])
    #expect(status.incomplete.map(\.failedRuns) == [2])
    #expect(status.lastPublished?.window.label == "2026-10")
  }
}
