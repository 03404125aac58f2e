import Calendars
import Reports
import Schedules
import Testing

@testable import Runs

/// Which periods are computed as things stood, and which are refused.
struct ReconstructionPlanTests {
  private let sample: SampleTenant

  init() throws { sample = try SampleTenant() }

  private func schedule(
    _ reports: [Report] = [.pipelineStageFunnel, .pipelineOverview], window: WindowRule = .completed
  ) -> Schedule {
    Schedule(
      name: "monthly", period: .monthly, window: window, reports: reports.map { ReportRequest($0) })
  }

  private func range(_ from: String, _ to: String) throws -> PeriodRange {
    PeriodRange(from: try #require(CivilDate(iso: from)), to: try #require(CivilDate(iso: to)))
  }

  private func plan(
    _ mode: RunMode, _ ledger: [Occurrence] = [], of schedule: Schedule? = nil,
    historyStart: String? = "2026-01-01T00:00:00Z"
  ) throws -> TenantPlan {
    let start = try historyStart.map { HistoryStart.at(try #require(Instant(iso8601: $0))) } ?? .never
    return Planner(mode, at: try #require(Instant(iso8601: "2026-11-21T03:00:00Z")))
      .plan(sample.file(schedule ?? self.schedule()), ledger: ledger, historyStart: start)
  }

  private func described(_ plan: TenantPlan) -> [String] {
    plan.occurrences.map {
      "\($0.occurrence.period.label) \($0.reason.rawValue)\($0.occurrence.isReconstructed ? " as it was" : "")"
    }
  }

  private func refused(_ plan: TenantPlan) -> [String] {
    plan.refusals.map { "\($0.labels ?? "all"): \($0)" }
  }

  @Test func onlyReportsThatCanBeReconstructedAreComputed() throws {
    let plan = try plan(.backfill(range("2026-08-01", "2026-11-01"), asItWas: true))
    #expect(described(plan) == ["2026-08", "2026-09", "2026-10"].map { "\($0) backfill as it was" })
    #expect(plan.newOccurrences.map(\.isReconstructed) == [true, true, true])
    for planned in plan.occurrences {
      #expect(planned.requests.map(\.report.type) == ["pipeline_stage_funnel"])
      #expect(planned.notReconstructed.map(\.report) == ["pipeline_overview"])
    }
  }

  /// A later ordinary period stays ordinary.
  @Test func whatBecameDueMeanwhileIsNotReconstructed() throws {
    let plan = try plan(
      .backfill(range("2026-05-01", "2026-06-01"), asItWas: true), [sample.recorded("2026-09", .published)])
    #expect(described(plan) == ["2026-05 backfill as it was"])
    #expect(plan.deferred.map(\.isReconstructed) == [false])
  }

  @Test func aScheduleWithoutSuchReportsIsRefused() throws {
    let coverage = schedule([.pipelineCoverage, .repPerformance])
    let plan = try plan(.backfill(range("2026-08-01", "2026-11-01"), asItWas: true), of: coverage)
    #expect(plan.occurrences.isEmpty && plan.newOccurrences.isEmpty)
    #expect(plan.refusals.count == 1 && refused(plan)[0].contains("rep_performance: "), "\(refused(plan))")
  }

  @Test func whatLooksAheadIsRefused() throws {
    let ahead = schedule([.weightedPipeline], window: .next(.quarterly))
    let plan = try plan(.backfill(range("2026-08-01", "2026-11-01"), asItWas: true), of: ahead)
    #expect(plan.occurrences.isEmpty && plan.newOccurrences.isEmpty)
    #expect(plan.refusals.map(\.reason) == [.lookingAhead])
  }

  /// A period is known if a deal entered a stage before its end, which is exclusive.
  @Test(arguments: [
    ("2026-08-31T21:59:59Z", [String](), 3), ("2026-08-31T22:00:00Z", ["2026-08"], 2),
    ("2026-10-15T00:00:00Z", ["2026-08 to 2026-09"], 1), (nil, ["2026-08 to 2026-10"], 0),
  ])
  func periodsBeforeTheHistoryAreRefused(start: String?, labels: [String], planned: Int) throws {
    let plan = try plan(.backfill(range("2026-08-01", "2026-11-01"), asItWas: true), historyStart: start)
    #expect(plan.refusals.compactMap(\.labels) == labels)
    #expect(plan.occurrences.count == planned && plan.newOccurrences.count == planned)
  }

  /// Only what has no facts yet can still be computed from another source.
  @Test func backfillDecidesFromWhatAPeriodIsComputed() throws {
    let ledger = [
      sample.recorded("2026-05", .published), sample.recorded("2026-06", .skipped),
      sample.recorded("2026-07", .failed), sample.recorded("2026-08", .computed),
      sample.recorded("2026-09", .due), sample.recorded("2026-10", .published),
      sample.recorded("2026-10", .due, revision: 2),
    ]
    let plan = try plan(.backfill(range("2026-05-01", "2026-11-01"), asItWas: true), ledger)
    #expect(
      described(plan) == [
        "2026-06 backfill as it was", "2026-07 backfill as it was", "2026-09 backfill as it was",
      ])
    #expect(plan.untouched.map(\.period.label) == ["2026-05", "2026-10"])
    #expect(plan.refusals.map(\.labels) == ["2026-08"] && plan.refusals.map(\.reason) == [.computed])

    let begun = ledger.filter { $0.state == .failed }.map { $0.marked(isReconstructed: true) }
    let plain = try self.plan(.backfill(range("2026-07-01", "2026-08-01")), begun)
    #expect(described(plain) == ["2026-07 backfill"])
    let again = try self.plan(.backfill(range("2026-07-01", "2026-08-01"), asItWas: true), begun)
    #expect(described(again) == ["2026-07 retry as it was"])
  }

  /// What was begun as it was ends so.
  @Test func aRunRetriesAReconstructionAsOne() throws {
    let plan = try plan(.due, [sample.recorded("2026-10", .failed).marked(isReconstructed: true)])
    #expect(described(plan) == ["2026-10 retry as it was"])
    #expect(plan.occurrences[0].requests.map(\.report.type) == ["pipeline_stage_funnel"])
  }

  /// A snapshot that was taken in time knows more than a reconstruction, and one that was late less.
  @Test func restatingKeepsTheBetterSource() throws {
    let ledger = [
      sample.recorded("2026-06", .published), sample.recorded("2026-07", .published).marked(isLate: true),
      sample.recorded("2026-08", .published), sample.recorded("2026-09", .published).marked(isLate: true),
      sample.recorded("2026-10", .published).marked(isLate: true, isReconstructed: true),
    ]
    let all = try range("2026-06-01", "2026-11-01")
    let asItWas = try plan(.restate(all, reason: "sync", asItWas: true), ledger)
    #expect(described(asItWas) == ["2026-07", "2026-09", "2026-10"].map { "\($0) restate as it was" })
    // Not as one range, which would have the period between them in it.
    #expect(asItWas.refusals.map(\.labels) == ["2026-06", "2026-08"])
    #expect(asItWas.refusals.map(\.reason) == [.onTime, .onTime])

    let plain = try plan(.restate(all, reason: "sync"), ledger)
    #expect(described(plain) == ["2026-06", "2026-07", "2026-08", "2026-09"].map { "\($0) restate" })
    #expect(plain.refusals.map(\.labels) == ["2026-10"] && plain.refusals.map(\.reason) == [.reconstructed])

    let unknown = try plan(.restate(all, reason: "sync", asItWas: true), ledger, historyStart: nil)
    #expect(
      unknown.occurrences.isEmpty
        && unknown.refusals.map(\.labels) == ["2026-06", "2026-07", "2026-08", "2026-09 to 2026-10"])
  }

  /// The latest period is in time.
  @Test func lateOrdinaryPeriodsCouldBeReconstructed() throws {
    let late = try plan(.backfill(range("2026-08-01", "2026-11-01")))
    #expect(late.reconstructible.map(\.occurrence.period.label) == ["2026-08", "2026-09"])
    let since = try plan(.backfill(range("2026-08-01", "2026-11-01")), historyStart: "2026-09-10T00:00:00Z")
    #expect(since.reconstructible.map(\.occurrence.period.label) == ["2026-09"])
    for schedule in [schedule([.pipelineOverview]), schedule([.weightedPipeline], window: .next(.quarterly))]
    {
      #expect(try plan(.backfill(range("2026-08-01", "2026-11-01")), of: schedule).reconstructible.isEmpty)
    }
    let asItWas = try plan(.backfill(range("2026-08-01", "2026-11-01"), asItWas: true))
    #expect(asItWas.reconstructible.isEmpty)
  }
}

extension Occurrence {
  fileprivate func marked(isLate: Bool = false, isReconstructed: Bool = false) -> Occurrence {
    Occurrence(
      key: key, period: period, window: window, timeZone: timeZone, state: state, hasLateSnapshot: isLate,
      isReconstructed: isReconstructed)
  }
}
