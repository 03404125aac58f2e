import Foundation
import Reports
import Testing

/// What the oracles say of periods that are reconstructed, with numbers worked out by hand.
@Suite struct StandingCaseTests {
  @Test("Pipeline stage funnel", arguments: StandingCase.all.map(\.name))
  func funnel(name: String) throws {
    let standing = try #require(StandingCase.all.first { $0.name == name })
    let made = standing.made()
    let runs = PipelineStageFunnelOracle.runs(made.crm, made.request)
    let rows = try Self.rows(runs)
    #expect(rows.map { [$0[2], $0[4], $0[5], $0[6]] }.map(Self.text) == standing.rows)
    #expect(rows.allSatisfy { $0[9] == "2026-10-05 00:00:00+00" })
    try Self.compareWarnings(runs, standing)
  }

  /// The same deals, without those in closed stages.
  @Test("Weighted pipeline", arguments: StandingCase.all.map(\.name))
  func weighted(name: String) throws {
    let standing = try #require(StandingCase.all.first { $0.name == name })
    let made = standing.made(ConversionCRM.halves)
    let runs = WeightedPipelineOracle.runs(made.crm, made.request)
    let rows = try Self.rows(runs)
    let expected = standing.rows.filter { !$0.hasPrefix("W") }.map { row in
      row.split(separator: " ").prefix(3).joined(separator: " ")
    }
    #expect(rows.map { [$0[3], $0[8], $0[10]] }.map(Self.text) == expected)
    #expect(rows.allSatisfy { $0[2] == "UNKNOWN" && $0[6] == nil && $0[7] == nil })
    #expect(rows.allSatisfy { $0[11] == "0.5000" && $0[12] == "SCHEDULE" })
    try Self.compareWarnings(runs, standing)
  }

  @Test func calibration() throws {
    let made = WeightedPipelineOracle.calibrationAsItWas
    let runs = WeightedPipelineOracle.runs(made.crm, made.request)
    let rows = try Self.rows(runs).map { [$0[3]] + $0[8...15] }.map(Self.text)
    #expect(
      rows == [
        "A 1 0 100.00 0.3333 CALIBRATED 1 2 33.33", "B 1 0 50.00 1.0000 CALIBRATED 2 0 50.00",
        "C 1 0 25.00 - NONE 0 0 -",
      ])
    #expect(runs.map(\.warnings) == [[.noProbability: 1]])
  }

  @Test("Failures", arguments: StandingFailure.all)
  func failures(made: StandingFailure) {
    func reasons(_ oracle: any ReportOracle.Type) -> Set<Unreportable> {
      let runs = oracle.runs(made.crm.crm, ConversionCRM.reconstruction(ConversionCRM.halves))
      return runs.reduce(into: []) { reasons, run in
        if case .failed(let found) = run.outcome { reasons.formUnion(found) }
      }
    }
    #expect(reasons(PipelineStageFunnelOracle.self) == made.reasons)
    #expect(reasons(WeightedPipelineOracle.self) == made.reasons.subtracting([.infiniteInstant]))
  }

  private static func rows(_ runs: [ExpectedRun]) throws -> [[String?]] {
    try runs.flatMap { run in
      guard case .succeeded(let rows) = run.outcome else { throw Failed() }
      return rows
    }
  }

  private static func text(_ row: [String?]) -> String { row.map { $0 ?? "-" }.joined(separator: " ") }

  private static func compareWarnings(_ runs: [ExpectedRun], _ standing: StandingCase) throws {
    for run in runs {
      let isElsewhere = run.dimensions == [ConversionCRM.otherPipelineID.text]
      #expect(run.warnings == (isElsewhere ? standing.warningsElsewhere : standing.warnings))
    }
  }

  private struct Failed: Error {}
}
