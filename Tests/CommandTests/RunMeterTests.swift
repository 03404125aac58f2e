import Orchestration
import Runs
import Testing

@testable import DynoReports

/// The line that tells a person what a run is doing.
struct RunMeterTests {
  private let start = ContinuousClock.now

  /// - Parameter steps: with the seconds after the start at which they are reported.
  private func line(_ steps: [(Int, RunProgress)], at seconds: Double, verb: String = "publishing")
    -> String?
  {
    var meter = RunMeter(filesVerb: verb, at: start)
    for (seconds, step) in steps { meter.add(step, at: start + .seconds(seconds)) }
    return meter.line(at: start + .seconds(seconds))
  }

  private func period(_ tenant: String, _ number: Int = 1, of count: Int = 1) -> RunProgress {
    .period(tenant: tenant, schedule: "monthly", label: "2026-\(number)", number: number, of: count)
  }

  @Test func nothingIsSaidBeforeAnythingIsDone() {
    #expect(line([], at: 1) == nil)
    #expect(line([(0, .tenants(1))], at: 1) == nil)
  }

  @Test func oneStatementHasNoTimeLeft() {
    let steps: [(Int, RunProgress)] = [
      (0, .tenants(1)), (0, period("acme")),
      (1, .step(.computing(report: "rep_performance"), tenant: "acme")),
    ]
    #expect(line(steps, at: 15.2) == "acme monthly 2026-1: rep_performance, 14 s")
    #expect(line(steps, at: 200) == "acme monthly 2026-1: rep_performance, 3 min")
    #expect(line(steps, at: 8_000) == "acme monthly 2026-1: rep_performance, 2 h")
    #expect(line(steps + [(30, .files(tenant: "acme"))], at: 33) == "acme: publishing, 3 s")
  }

  @Test func rowsHaveASpeedAndATimeLeft() {
    func reading(_ rows: Int) -> RunProgress {
      .step(
        .reading(report: "weighted_pipeline", rows: rows, of: 1_000_000, bytes: rows * 500), tenant: "acme")
    }
    let steps: [(Int, RunProgress)] = [
      (0, .tenants(1)), (9, reading(0)), (10, reading(100_000)), (14, reading(250_000)),
    ]
    #expect(line(Array(steps.prefix(2)), at: 10) == "acme: publishing weighted_pipeline, 0 of 1,000,000 rows")
    #expect(
      line(steps, at: 14, verb: "comparing")
        == "acme: comparing weighted_pipeline, 250,000 of 1,000,000 rows, 25 MB/s; about 15 s left for this report"
    )
  }

  @Test func periodsThatAreDoneTellTheTimeOfTheOthers() {
    let steps: [(Int, RunProgress)] = [
      (0, .tenants(1)), (0, period("acme", 1, of: 12)), (10, period("acme", 3, of: 12)),
    ]
    #expect(line(Array(steps.prefix(2)), at: 9) == "acme monthly 2026-1 (1 of 12): starting, 9 s")
    #expect(line(steps, at: 10) == "acme monthly 2026-3 (3 of 12): starting, 0 s; about 50 s left")
  }

  @Test func tenantsThatAreDoneTellTheTimeOfTheOthers() {
    let steps: [(Int, RunProgress)] = [
      (0, .tenants(4)), (0, period("acme")), (0, period("other", 1, of: 2)),
      (6, .done(tenant: "acme")),
      (8, period("other", 2, of: 2)),
    ]
    #expect(
      line(Array(steps.prefix(3)), at: 1)
        == "0 of 4 tenants done; other monthly 2026-1 (1 of 2): starting, 1 s")
    #expect(
      line(steps, at: 9)
        == "1 of 4 tenants done; other monthly 2026-2 (2 of 2): starting, 1 s; about 15 s left")
    #expect(line(steps + [(10, .done(tenant: "other"))], at: 10) == "2 of 4 tenants done; about 10 s left")
  }
}
