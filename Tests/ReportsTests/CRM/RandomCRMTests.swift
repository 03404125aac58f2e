import Foundation
import Reports
import Testing

@Suite struct RandomCRMTests {
  @Test func aSeedAlwaysMeansTheSameData() {
    #expect(RandomCRM(seed: 7).crm == RandomCRM(seed: 7).crm)
    #expect(RandomCRM(seed: 7).crm != RandomCRM(seed: 8).crm)
    // A value of the published algorithm.
    var random = SplitMix64(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
  }

  @Test(arguments: oracleTypes)
  func everyReportHasRowsAndFailures(type: String) throws {
    let oracle = try oracle(type)
    var failures: Set<Unreportable> = []
    var rows = 0
    var mixed = 0
    for seed in 1...150 as ClosedRange<UInt64> {
      let random = RandomCRM(seed: seed, poison: .unreportable)
      for number in 0..<3 as Range<UInt64> {
        let request = RandomRequest.of(
          oracle.report, for: random, tenantID: random.tenantIDs[0], number: number)
        let runs = oracle.runs(random.crm, request)
        for run in runs {
          switch run.outcome {
          case .succeeded(let found): rows += found.count
          case .failed(let reasons): failures.formUnion(reasons)
          }
        }
        if Set(runs.map(\.isFailed)).count == 2 { mixed += 1 }
      }
    }
    #expect(rows > 50)
    #expect(failures == oracle.failures)
    // In some requests one run fails and another does not.
    #expect(mixed > 0 || oracle.report.runDimensions.isEmpty)
  }

  @Test func withoutPoisonNothingFails() {
    for seed in 1...50 as ClosedRange<UInt64> {
      let random = RandomCRM(seed: seed)
      for oracle in allOracles {
        for tenantID in random.tenantIDs {
          let request = RandomRequest.of(oracle.report, for: random, tenantID: tenantID)
          for run in oracle.runs(random.crm, request) {
            guard case .failed(let reasons) = run.outcome else { continue }
            // These are not in the CRM alone, but in the request, too.
            #expect(reasons.isSubset(of: [.otherCurrency, .noProbability, .noOrder, .closedStageListed]))
          }
        }
      }
    }
  }

  @Test func literalsAreSafe() {
    var hard = HardCRM()
    _ = hard.addStage("O'REILLY'); --")
    hard.addTarget(-5)
    let sql = CRMInserts.inserts(of: hard.crm)
    #expect(sql.contains("'O''REILLY''); --'"))
    #expect(sql.contains("'1960-01-01'::date, '2060-01-01'::date, -0.05)"))
  }
}

extension ExpectedRun {
  fileprivate var isFailed: Bool {
    if case .failed = outcome { true } else { false }
  }
}
