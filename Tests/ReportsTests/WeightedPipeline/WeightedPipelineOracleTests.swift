import Foundation
import Reports
import Testing

@Suite struct WeightedPipelineOracleTests {
  /// The stage, the bucket, deals, those without an amount, the open amount, the probability, its source, won and lost, the
  /// weighted amount.
  private typealias Row = [String?]

  private static let dates: [String: [String?]] = [
    "OVERDUE": [nil, "2026-11-01"], "CURRENT": ["2026-11-01", "2027-01-01"],
    "NEXT": ["2027-01-01", "2027-04-01"], "LATER": ["2027-04-01", nil], "UNDATED": [nil, nil],
  ]

  private static let cases: [(made: HandMadeCase, rows: [Row], withoutProbability: Int)] = [
    (
      WeightedPipelineOracle.wp1,
      [
        ["Stage 0", "CURRENT", "2", "0", "1500.00", "0.1000", "STAGE", nil, nil, "150.00"],
        ["Stage 1", "NEXT", "1", "0", "2000.00", "0.4000", "STAGE", nil, nil, "800.00"],
      ], 0
    ),
    (
      WeightedPipelineOracle.wp2,
      [
        ["Stage 0", "CURRENT", "3", "0", "10000110.00", "0.1000", "STAGE", nil, nil, "1000011.00"],
        ["Stage 0", "LATER", "1", "0", "100000.00", "0.1000", "STAGE", nil, nil, "10000.00"],
        ["Stage 0", "NEXT", "2", "0", "11000.00", "0.1000", "STAGE", nil, nil, "1100.00"],
        ["Stage 0", "OVERDUE", "2", "0", "100000001.00", "0.1000", "STAGE", nil, nil, "10000000.10"],
        ["Stage 0", "UNDATED", "1", "0", "1000000.00", "0.1000", "STAGE", nil, nil, "100000.00"],
      ], 0
    ),
    (
      WeightedPipelineOracle.wp3,
      [
        ["Stage 0", "CURRENT", "1", "0", "10.05", "0.5000", "SCHEDULE", nil, nil, "5.03"],
        ["Stage 0", "NEXT", "1", "0", "-10.05", "0.5000", "SCHEDULE", nil, nil, "-5.03"],
        ["Stage 1", "CURRENT", "1", "0", "0.15", "0.3333", "SCHEDULE", nil, nil, "0.05"],
      ], 0
    ),
    (
      WeightedPipelineOracle.wp4,
      [
        ["Stage 0", "UNDATED", "2", "1", "20.00", "0.1000", "STAGE", nil, nil, "2.00"],
        ["Stage 1", "UNDATED", "1", "1", "0.00", "0.4000", "STAGE", nil, nil, "0.00"],
      ], 0
    ),
    (
      WeightedPipelineOracle.wp5,
      [
        ["Stage 0", "UNDATED", "1", "0", "100.00", "0.0000", "SCHEDULE", nil, nil, "0.00"],
        ["Stage 1", "UNDATED", "1", "0", "100.00", "1.0000", "SCHEDULE", nil, nil, "100.00"],
        ["Stage 2", "UNDATED", "1", "0", "100.00", nil, "NONE", nil, nil, nil],
      ], 1
    ),
    (
      WeightedPipelineOracle.wp6,
      [
        ["Stage 0", "UNDATED", "1", "0", "900.00", "0.3333", "CALIBRATED", "3", "6", "299.97"],
        ["Stage 1", "UNDATED", "1", "0", "500.00", "0.6000", "CALIBRATED", "3", "2", "300.00"],
        ["Stage 2", "UNDATED", "1", "0", "70.00", nil, "NONE", "0", "0", nil],
      ], 1
    ),
  ]

  @Test("The design's cases", arguments: cases.indices)
  func workedOutByHand(index: Int) throws {
    let (made, rows, withoutProbability) = Self.cases[index]
    let runs = WeightedPipelineOracle.runs(made.crm, made.request)
    try #require(runs.count == 1)
    #expect(
      runs[0].warnings == (withoutProbability == 0 ? [:] : [.noProbability: withoutProbability]))
    guard case .succeeded(let found) = runs[0].outcome else {
      Issue.record("\(made.name): \(runs[0].outcome)")
      return
    }
    #expect(found.map { [$0[3], $0[2]] + $0[8...15] } == rows, "\(made.name)")
    let ranks = ["Stage 0": "1", "Stage 1": "2", "Stage 2": "3"]
    for row in found {
      #expect(row[5] == ranks[row[3] ?? ""])
      #expect(Array(row[6...7]) == Self.dates[row[2] ?? ""])
    }
  }

  @Test func aRunWithoutAnyProbabilityFails() {
    for options in [
      ["probabilities": OptionValue.percents([:])], ["probabilities": .keyword("calibrated")],
    ] {
      let made = WeightedPipelineOracle.made("", options) { $0.add(in: $0.a, 1) }
      #expect(
        WeightedPipelineOracle.runs(made.crm, made.request).map(\.outcome) == [.failed([.noProbability])])
      // Without deals there is nothing to weigh.
      let empty = WeightedPipelineOracle.made("", options) { $0.add(in: $0.won, 1) }
      #expect(
        WeightedPipelineOracle.runs(empty.crm, empty.request).map(\.outcome) == [.succeeded(rows: [])])
    }
  }

  @Test func onlyStagesWithDealsNeedAPercentage() {
    for (index, reasons) in [[Unreportable.badProbability], []].enumerated() {
      var example = WeightedExample()
      example.hard.crm.stages[index].probability = .millionths(100_000_001)
      example.add(in: example.a, 1)
      let outcome = WeightedPipelineOracle.runs(example.hard.crm, WeightedExample.request())[0].outcome
      if reasons.isEmpty {
        guard case .succeeded = outcome else {
          Issue.record("\(outcome)")
          continue
        }
      } else {
        #expect(outcome == .failed(Set(reasons)))
      }
    }
  }
}
