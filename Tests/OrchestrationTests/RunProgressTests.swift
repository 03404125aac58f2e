import Orchestration
import Runs
import Synchronization
import Testing

/// What a run says of its progress.
struct RunProgressTests {
  @Test func eachStepIsReported() throws {
    let tenants = try TwoTenants()
    let reported = Mutex<[RunProgress]>([])
    _ = tenants.run(jobs: 1) { step in reported.withLock { $0.append(step) } }
    let steps = reported.withLock { $0 }
    #expect(steps.first == .tenants(2))
    let acme = steps.prefix { $0 != .done(tenant: "acme") }.dropFirst()
    #expect(
      acme.prefix(4)
        == [
          .period(tenant: "acme", schedule: "monthly", label: "2026-10", number: 1, of: 1),
          .step(.computing(report: "pipeline_overview"), tenant: "acme"),
          .step(.computing(report: "pipeline_coverage"), tenant: "acme"),
          .files(tenant: "acme"),
        ])
    var read: [String: [Int]] = [:]
    for case .step(.reading(let report, let rows, let count, let bytes), "acme") in acme {
      #expect(rows <= count && bytes >= 0)
      read[report, default: []].append(rows)
    }
    #expect(Set(read.keys) == ["pipeline_overview", "pipeline_coverage", "report_run"])
    #expect(read.values.allSatisfy { $0.first == 0 && $0.count == 2 && $0[1] > 0 })
    #expect(steps.last == .done(tenant: "other"))
    // With nothing due, no tenant is worked on.
    reported.withLock { $0 = [] }
    _ = tenants.run(jobs: 1) { step in reported.withLock { $0.append(step) } }
    #expect(reported.withLock { $0 }.first == .tenants(0))
  }
}
