import Reports
import Testing

/// The random trials have what a reconstructed report can go wrong with.
@Suite struct ReconstructedReportTests {
  /// Stage conversion reads the history anyway.
  @Test func whichReports() {
    #expect(reconstructedTypes.sorted() == ["pipeline_stage_funnel", "weighted_pipeline"])
    #expect(Report.stageConversion.reconstruction.isPossible)
  }

  @Test("Rows, failures and doubts", arguments: reconstructedTypes)
  func everyKindOfResult(type: String) throws {
    let oracle = try oracle(type)
    var failures: Set<Unreportable> = []
    var warnings: [Warning: Int] = [:]
    var rows = 0
    for poison in [[], .unreportable] as [Poison] {
      for seed in 1...150 as ClosedRange<UInt64> {
        let trial = MutantTrial.random(oracle.report, poison, asItWas: true, seed: seed)
        for run in trial.requests.flatMap({ oracle.runs(trial.crm, $0) }) {
          switch run.outcome {
          case .succeeded(let found): rows += found.count
          case .failed(let reasons): failures.formUnion(reasons)
          }
          for warning in run.warnings.keys { warnings[warning, default: 0] += 1 }
        }
      }
    }
    #expect(rows > 500)
    // The weighted pipeline has no ages.
    #expect(failures == oracle.failures.subtracting(type == "weighted_pipeline" ? [.infiniteInstant] : []))
    for warning in [Warning.createdLater, .withoutStageThen, .dirtyHistory] {
      #expect(warnings[warning, default: 0] > 50, "\(warning)")
    }
    #expect(warnings[.severalCurrentStages] == nil)
  }
}
