import Calendars
import Foundation
import PostgreSQL
import Reports
import Schedules
import Testing
import TestingDatabase
import TestingRepository

@testable import Runs

/// Planning and status read only a part of the ledger. They must say the same as with all of it.
struct LedgerExtentTests {
  private let database: TestDatabase
  private let sample: SampleTenant
  private let at: Instant

  init() throws {
    database = try TestDatabase()
    sample = try SampleTenant()
    at = try #require(Instant(iso8601: "2026-11-21T03:00:00Z"))
  }

  @Test func planAndStatusNeedOnlyAPartOfTheLedger() throws {
    var generator = SeededGenerator()
    for _ in 0..<5 {
      try database.load("DELETE FROM report_occurrence")
      try expectTheSame(&generator)
    }
  }

  /// Earlier programs recorded the number of failed runs in the files alone.
  @Test(arguments: [
    #"{"a": 1}"#, "7", "[7]", #"[{"runs": 1}]"#, #"[{"runs": {"failed": "many"}}]"#,
    #"[{"runs": {"failed": 1e30}}, {"runs": {"failed": 0.5}}]"#,
  ])
  func filesOfAnEarlierProgramThatCannotBeReadStopNothingElse(damaged: String) throws {
    let schedule = Schedule(
      name: "monthly", period: .monthly, catchUp: 2, reports: [ReportRequest(.pipelineOverview)])
    let windows = sample.tenant.calendar.completed(
      .monthly, endingAfter: CivilDate(iso: "2026-09-15")!, at: at)
    let rows = windows.map { window in
      Occurrence(
        key: OccurrenceKey(
          tenantID: sample.tenant.id, schedule: schedule.name, period: window, revision: 1), period: window,
        timeZone: "Europe/Berlin", state: .published)
    }
    try #require(rows.count == 2)
    try load(rows)
    try database.load(
      """
      UPDATE report_occurrence SET failed_runs = NULL, files = CASE period_label
        WHEN '\(windows[0].label)' THEN '\(damaged)'::jsonb
        ELSE '[{"runs": {"failed": 2}}, {"report": "report_run"}, {"runs": {"failed": 1}}]' END
      """)
    let connection = try database.runtime.connect()
    let ledger = Ledger(database.runtime, connection)
    #expect(try ledger.occurrences(of: sample.tenant.id, .all).map(\.failedRuns) == [0, 3])
    #expect(try ledger.occurrences(of: sample.tenant.id, .recentAndIncomplete).map(\.failedRuns) == [0, 3])
    let revisions = try connection.transaction(
      database.runtime.transaction(.readCommitted, tenant: sample.tenant.id)
    ) { connection in
      try rows.map { try Ledger.publishedRevisions(of: $0.key, connection).count }
    }
    #expect(revisions == [1, 1])
  }

  private func expectTheSame(_ generator: inout SeededGenerator) throws {
    let periods: [Period] = [
      .daily, .weekly, .monthly, .quarterly, .rolling(days: 30),
    ]
    let schedules = periods.indices.map { index in
      Schedule(
        name: "schedule-\(index)", period: periods[index], catchUp: Int.random(in: 1...4, using: &generator),
        reports: [ReportRequest(.pipelineOverview)])
    }
    try load(rows(of: schedules, &generator))
    let file = TenantSchedules(file: "acme.yaml", tenant: sample.tenant, schedules: schedules)
    let ledger = Ledger(database.runtime, try database.runtime.connect())
    let all = try ledger.occurrences(of: sample.tenant.id, .all)
    let range = PeriodRange(
      from: CivilDate(iso: "2023-02-03")!.adding(days: Int.random(in: 0...900, using: &generator)),
      to: CivilDate(iso: "2026-01-01")!.adding(days: Int.random(in: 0...300, using: &generator)))
    for mode in [RunMode.due, .backfill(range), .restate(range, reason: "again")] {
      let planner = Planner(mode, at: at)
      let part = try ledger.occurrences(of: sample.tenant.id, planner.extent)
      #expect(
        describe(planner.plan(file, ledger: part)) == describe(planner.plan(file, ledger: all)), "\(mode)")
      if case .due = mode { #expect(part.count < all.count / 2) }
    }
    let recent = try ledger.occurrences(of: sample.tenant.id, .recentAndIncomplete)
    let gaps = schedules.flatMap { schedule in
      RecordedGap.all(in: all.filter { $0.key.schedule == schedule.name })
    }
    #expect(try ledger.gaps(of: sample.tenant.id) == gaps)
    #expect(
      describe(ScheduleStatus.all(of: file, ledger: recent, gaps: gaps, at: at, now: at, zones: nil))
        == describe(ScheduleStatus.all(of: file, ledger: all, gaps: gaps, at: at, now: at, zones: nil)))
  }

  /// Years of each schedule, with gaps, restatements, and a few periods that are not published.
  private func rows(of schedules: [Schedule], _ generator: inout SeededGenerator) -> [Occurrence] {
    schedules.flatMap { schedule -> [Occurrence] in
      let first = CivilDate(iso: "2022-01-01")!.adding(days: Int.random(in: 0...400, using: &generator))
      let windows = sample.tenant.calendar.completed(
        schedule.period, endingAfter: first,
        at: at.adding(seconds: -86_400 * Int.random(in: 0...40, using: &generator)))
      return windows.flatMap { window -> [Occurrence] in
        if Int.random(in: 0..<25, using: &generator) == 0 { return [] }
        let last = Int.random(in: 0..<20, using: &generator) == 0 ? 2 : 1
        return (1...last).map { revision in
          let states: [OccurrenceState] = [.failed, .due, .computed, .skipped, .running]
          let isOpen = revision == last && Int.random(in: 0..<30, using: &generator) == 0
          let failedRuns = Int.random(in: 0..<30, using: &generator) == 0 ? 3 : 0
          return Occurrence(
            key: OccurrenceKey(
              tenantID: sample.tenant.id, schedule: schedule.name, period: window, revision: revision),
            period: window, timeZone: "Europe/Berlin",
            state: isOpen ? states.randomElement(using: &generator)! : .published,
            failedRuns: isOpen ? 0 : failedRuns)
        }
      }
    }
  }

  private func load(_ rows: [Occurrence]) throws {
    let values = rows.map { row in
      let start = row.period.startDate.map { "'\($0)'" } ?? "NULL"
      let reason = row.key.revision > 1 ? "'again'" : "NULL"
      return """
        ('\(sample.tenant.id)', '\(row.key.schedule)', '\(row.key.startColumn)', '\(row.key.end)',
         \(row.key.revision), '\(row.period.kind.rawValue)', '\(row.period.label)', \(start), '\(row.period.endDate)',
         'Europe/Berlin', '\(row.state.rawValue)', \(reason), now(), \(row.state == .published ? "\(row.failedRuns)" : "NULL"))
        """
    }
    try database.load(
      """
      INSERT INTO report_occurrence (
        tenant_id, schedule, period_start, period_end, revision, period_kind, period_label, start_date, end_date,
        timezone, state, restate_reason, recorded_at, failed_runs)
      VALUES \(values.joined(separator: ",\n"))
      """)
  }

  private func describe(_ plan: TenantPlan) -> [String] {
    var lines = plan.occurrences.map { "\($0.reason) \($0.occurrence.key) \($0.occurrence.period.label)" }
    lines += plan.newOccurrences.map { "new \($0.key) \($0.period.label) \($0.state)" }
    lines += plan.skipped.map { "skipped \($0.key)" }
    lines += plan.untouched.map { "untouched \($0.key)" }
    lines += plan.waiting.map { "waiting \($0.occurrence.key)" }
    return lines
  }

  private func describe(_ statuses: [ScheduleStatus]) -> [String] {
    statuses.flatMap { status in
      var lines = ["\(status.schedule), next \(status.nextDue.map(\.description) ?? "-")"]
      lines += [status.lastPublished].compactMap(\.self).map { "last \($0.key)" }
      lines += status.open.map { "open \($0.occurrence.key)" }
      lines += status.skipped.map { "skipped \($0.key)" }
      lines += status.incomplete.map { "incomplete \($0.key)" }
      lines += status.missing.map { "missing \($0.period.label)" }
      return lines
    }
  }
}
