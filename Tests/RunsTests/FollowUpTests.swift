import Calendars
import Reports
import Schedules
import Testing

@testable import Runs

/// A period whose deals are followed after its end falls due once that is over, in local days.
struct FollowUpTests {
  private static let report = Report(
    type: "made_up", title: "Made up", question: "What?", windowRule: "The window takes everything.",
    columns: [.runID, .tenantID], runDimensions: [],
    options: [ReportOption("follow_up", .days(.outcomes, default: 0, range: 0...366), "")],
    windows: .completed,
    sql: "SELECT :'tenant_id'::uuid AS tenant_id, true AS is_fact, NULL::jsonb AS warnings")

  private func schedule(
    followUp days: Int, readyAfter: Int = 0, since: CivilDate? = nil, catchUp: Int = 1
  ) -> Schedule {
    Schedule(
      name: "monthly", period: .monthly, readyAfter: readyAfter, catchUp: catchUp, since: since,
      reports: [
        ReportRequest(.pipelineOverview), ReportRequest(Self.report, options: ["follow_up": .days(days)]),
      ])
  }

  private func labels(_ schedule: Schedule, at: String, _ ledger: [Occurrence] = []) throws -> [String] {
    let at = try #require(Instant(iso8601: at))
    return try Planner(at: at).plan(SampleTenant().file(schedule), ledger: ledger).newOccurrences.map {
      "\($0.period.label) \($0.state.rawValue)"
    }
  }

  @Test(
    "A period is due when both the wait and the follow-up are over",
    arguments: [
      // Thirty local days after October, which are an hour longer than thirty times 24 hours only in March.
      (30, 0, "2026-11-30T22:59:59Z", "2026-09 DUE"), (30, 0, "2026-11-30T23:00:00Z", "2026-10 DUE"),
      (30, 31 * 86_400, "2026-11-30T23:00:00Z", "2026-09 DUE"),
      (30, 31 * 86_400, "2026-12-01T23:00:00Z", "2026-10 DUE"),
      (30, 86_400, "2026-11-30T23:00:00Z", "2026-10 DUE"),
      // From the end of February to the end of March there is one hour less.
      (30, 0, "2027-03-30T21:59:59Z", "2027-01 DUE"), (30, 0, "2027-03-30T22:00:00Z", "2027-02 DUE"),
      (0, 0, "2026-10-31T23:00:00Z", "2026-10 DUE"), (366, 0, "2027-11-01T22:59:59Z", "2026-09 DUE"),
      (366, 0, "2027-11-01T23:00:00Z", "2026-10 DUE"),
    ])
  func due(days: Int, readyAfter: Int, at: String, expected: String) throws {
    #expect(try labels(schedule(followUp: days, readyAfter: readyAfter), at: at) == [expected])
  }

  @Test("Catching up counts from the latest period that has fallen due")
  func catchUp() throws {
    let sample = try SampleTenant()
    let recorded = [sample.recorded("2026-06", .published)]
    #expect(
      try labels(schedule(followUp: 30, catchUp: 2), at: "2026-12-15T00:00:00Z", recorded) == [
        "2026-07 SKIPPED", "2026-08 SKIPPED", "2026-09 DUE", "2026-10 DUE",
      ])
    #expect(
      try labels(schedule(followUp: 30, since: CivilDate(iso: "2026-08-01")), at: "2026-11-15T00:00:00Z") == [
        "2026-08 DUE", "2026-09 DUE",
      ])
  }

  /// Recorded before the schedule got its follow-up, or published before.
  @Test(
    "No period is computed while its outcomes are to come",
    arguments: [OccurrenceState.due, .failed, .running, .published])
  func recorded(state: OccurrenceState) throws {
    let sample = try SampleTenant()
    let file = sample.file(schedule(followUp: 90))
    let ledger = [sample.recorded("2026-10", state)]
    let range = PeriodRange(
      from: CivilDate(year: 2026, month: 10, day: 1)!, to: CivilDate(year: 2026, month: 11, day: 1)!)
    let mode = state == .published ? RunMode.restate(range, reason: "r") : .due
    for (at, isWaiting) in [("2027-01-29T22:59:59Z", true), ("2027-01-29T23:00:00Z", false)] {
      let at = try #require(Instant(iso8601: at))
      let plan = Planner(mode, at: at, ignoresPauses: true).plan(file, ledger: ledger)
      #expect(plan.occurrences.map(\.occurrence.period.label) == (isWaiting ? [] : ["2026-10"]), "\(at)")
      let until = try #require(Instant(iso8601: "2027-01-29T23:00:00Z"))
      #expect(plan.waiting.map(\.cause) == (isWaiting ? [.outcomes(until: until)] : []))
    }
  }

  @Test("A snapshot is late from when the next period falls due")
  func late() throws {
    let sample = try SampleTenant()
    let at = try #require(Instant(iso8601: "2026-12-15T00:00:00Z"))
    let planned = try #require(
      Planner(at: at).plan(sample.file(schedule(followUp: 30)), ledger: []).occurrences.first)
    #expect("\(planned.lateAfter)" == "2026-12-30T23:00:00Z")
    #expect(planned.outcomesUntil?.description == "2026-11-30T23:00:00Z")
  }

  @Test("Status says when the next period falls due")
  func nextDue() throws {
    let sample = try SampleTenant()
    for (at, expected) in [
      ("2026-11-30T22:59:59Z", "2026-11-30T23:00:00Z"), ("2026-11-30T23:00:00Z", "2026-12-30T23:00:00Z"),
    ] {
      let instant = try #require(Instant(iso8601: at))
      let status = ScheduleStatus.all(
        of: sample.file(schedule(followUp: 30)), ledger: [], gaps: [], at: instant, now: instant, zones: nil)
      #expect(status.first?.nextDue?.description == expected, "\(at)")
    }
  }
}
