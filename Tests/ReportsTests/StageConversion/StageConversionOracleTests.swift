import Foundation
import Testing

/// The cases of the specification, with every number of every row.
@Suite struct StageConversionOracleTests {
  /// A case, the days of follow-up, and for each of A, B, C and W the row from `entered_count` to `median_days_in_stage`, where
  /// `-` is NULL.
  private static let cases: [(name: String, crm: ConversionCRM, followUp: Int, rows: [String])] = [
    (
      "SC1", StageConversionOracle.sc1, 0,
      [
        "1 1 0 0 0 0 0 100.00 100.00 0.00 1.0000 1.0000 1.0000 1 1 1.0000 1 1 1.0000 3.00",
        "1 1 0 0 0 0 0 100.00 100.00 0.00 1.0000 1.0000 1.0000 1 1 1.0000 1 1 1.0000 4.00",
        "1 1 0 0 0 0 0 100.00 100.00 0.00 1.0000 1.0000 1.0000 1 1 1.0000 1 1 1.0000 11.00",
        "1 0 0 0 1 0 0 100.00 0.00 0.00 - - - 1 1 1.0000 0 0 - -",
      ]
    ),
    (
      "SC2", StageConversionOracle.sc2, 0,
      [
        "4 1 1 1 1 0 0 600.00 100.00 200.00 0.2500 0.5000 0.1667 4 4 1.0000 3 1 0.3333 1.00",
        "1 0 0 0 1 0 0 100.00 0.00 0.00 0.0000 - 0.0000 4 1 0.2500 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 4 0 0.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 4 0 0.0000 0 0 - -",
      ]
    ),
    (
      "SC3", StageConversionOracle.sc3, 0,
      [
        "2 2 0 0 0 0 1 500.00 500.00 0.00 1.0000 1.0000 1.0000 3 3 1.0000 2 2 1.0000 3.50",
        "0 0 0 0 0 0 3 0.00 0.00 0.00 - - - 3 3 1.0000 0 0 - -",
        "2 0 1 0 1 0 1 300.00 0.00 200.00 0.0000 0.0000 0.0000 3 3 1.0000 1 0 0.0000 7.00",
        "1 0 0 0 1 0 0 400.00 0.00 0.00 - - - 3 1 0.3333 0 0 - -",
      ]
    ),
    (
      "SC4", StageConversionOracle.sc4, 0,
      [
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 0 0 - 2 2 1.0000 8.00",
        "1 1 0 0 0 1 0 100.00 100.00 0.00 1.0000 1.0000 1.0000 0 0 - 2 1 0.5000 7.00",
        "1 0 0 0 1 0 0 100.00 0.00 0.00 0.0000 - 0.0000 0 0 - 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 0 0 - 0 0 - -",
      ]
    ),
    (
      "SC5", StageConversionOracle.sc5, 0,
      [
        "2 0 0 0 2 0 0 9.00 0.00 0.00 0.0000 - 0.0000 2 2 1.0000 1 1 1.0000 0.00",
        "1 0 0 0 1 0 0 4.00 0.00 0.00 0.0000 - 0.0000 2 0 0.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 2 0 0.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 2 0 0.0000 0 0 - -",
      ]
    ),
    (
      "SC6", StageConversionOracle.sc6, 0,
      [
        "3 0 0 0 3 0 0 0.00 0.00 0.00 0.0000 - - 3 3 1.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 3 0 0.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 3 0 0.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 3 0 0.0000 0 0 - -",
      ]
    ),
    (
      "SC6 after 30 days", StageConversionOracle.sc6, 30,
      [
        "3 1 0 0 2 0 0 0.00 0.00 0.00 0.3333 1.0000 - 3 3 1.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 3 1 0.3333 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 3 0 0.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 3 0 0.0000 0 0 - -",
      ]
    ),
    (
      "SC6 after 90 days", StageConversionOracle.sc6, 90,
      [
        "3 1 1 0 1 0 0 0.00 0.00 0.00 0.3333 0.5000 - 3 3 1.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 3 1 0.3333 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 3 0 0.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 3 0 0.0000 0 0 - -",
      ]
    ),
    (
      "SC7", StageConversionOracle.sc7, 0,
      [
        "2 2 0 0 0 0 0 300.00 300.00 0.00 1.0000 1.0000 1.0000 2 2 1.0000 2 1 0.5000 3.00",
        "1 1 0 0 0 0 1 100.00 100.00 0.00 1.0000 1.0000 1.0000 2 2 1.0000 1 1 1.0000 4.00",
        "0 0 0 0 0 0 2 0.00 0.00 0.00 - - - 2 2 1.0000 0 0 - -",
        "2 0 1 0 1 0 0 300.00 0.00 200.00 - - - 2 2 1.0000 1 0 - 14.00",
      ]
    ),
    (
      "SC8", StageConversionOracle.sc8, 0,
      [
        "1 0 0 0 1 0 2 0.00 0.00 0.00 0.0000 - - 3 3 1.0000 0 0 - -",
        "2 1 1 0 0 0 0 0.00 50.00 -50.00 0.5000 0.5000 - 3 2 0.6667 2 1 0.5000 1.00",
        "1 0 0 0 1 0 0 50.00 0.00 0.00 0.0000 - 0.0000 3 1 0.3333 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 3 0 0.0000 0 0 - -",
      ]
    ),
    // It left in October and came back in November: in October it departed, whatever the follow-up.
    (
      "a return after the window", StageConversionOracle.returnAfterWindow, 60,
      [
        "1 1 0 0 0 0 0 1.00 1.00 0.00 1.0000 1.0000 1.0000 1 1 1.0000 1 0 0.0000 8.00",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 1 1 1.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 1 0 0.0000 0 0 - -",
        "0 0 0 0 0 0 0 0.00 0.00 0.00 - - - 1 0 0.0000 0 0 - -",
      ]
    ),
  ]

  @Test("Worked out by hand", arguments: cases.map(\.name))
  func workedOutByHand(name: String) throws {
    let made = try #require(Self.cases.first { $0.name == name })
    let runs = StageConversionOracle.runs(made.crm.crm, ConversionCRM.request(followUp: made.followUp))
    #expect(runs.count == 1 && runs[0].warnings.isEmpty)
    guard case .succeeded(let rows) = runs[0].outcome else {
      Issue.record("failed")
      return
    }
    #expect(rows.map { $0[2] } == ["A", "B", "C", "W"])
    #expect(rows.map { $0[4] } == ["1", "2", "3", "4"])
    #expect(rows.map { $0[5..<25].map { $0 ?? "-" }.joined(separator: " ") } == made.rows)
  }

  @Test func equalPositionsAreOneRank() {
    var made = StageConversionOracle.sc1
    made.changeStage("B") { $0.position = .number(0) }
    guard case .succeeded(let rows) = StageConversionOracle.runs(made.crm, ConversionCRM.request())[0].outcome
    else {
      Issue.record("failed")
      return
    }
    // From A to B is no way forward: both go on to C.
    #expect(rows.map { $0[2] } == ["B", "A", "C", "W"])
    #expect(rows.map { $0[4] } == ["1", "1", "3", "4"])
    #expect(rows.map { $0[22] } == ["1", "0", "1", "0"])
    #expect(rows.map { $0[6] } == ["1", "1", "1", "0"])
  }

  @Test func stagesInAListedOrder() {
    let made = StageConversionOracle.sc1
    let reversed = StageConversionOracle.runs(made.crm, ConversionCRM.request(stages: ["C", "A"]))[0]
    guard case .succeeded(let rows) = reversed.outcome else {
      Issue.record("failed")
      return
    }
    #expect(rows.map { $0[2] } == ["C", "A", "W"])
    #expect(rows.map { $0[4] } == ["1", "2", "3"])
    #expect(reversed.warnings == [.stagesWithoutOrder: 1])
    func outcome(_ stages: [String]) -> ExpectedRun.Outcome {
      StageConversionOracle.runs(made.crm, ConversionCRM.request(stages: stages))[0].outcome
    }
    #expect(outcome(["A", "L"]) == .failed([.closedStageListed]))
    #expect(outcome(["X"]) == .failed([.noOrder]))
  }

  @Test func pipelinesWithoutOrder() {
    var made = StageConversionOracle.sc1
    made.crm.positionType = nil
    #expect(
      StageConversionOracle.runs(made.crm, ConversionCRM.request()).map(\.outcome) == [.failed([.noOrder])])
    made.crm.stages.removeAll(where: \.isOpen)
    let empty = ExpectedRun(
      dimensions: [ConversionCRM.pipelineID.text], outcome: .succeeded(rows: []), warnings: [.noStages: 1])
    #expect(StageConversionOracle.runs(made.crm, ConversionCRM.request()) == [empty])
  }
}
