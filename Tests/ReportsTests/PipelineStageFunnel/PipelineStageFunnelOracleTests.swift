import Foundation
import Testing

@Suite struct PipelineStageFunnelOracleTests {
  @Test func stagesWithoutStateOrName() {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage(nil), amount: 1)
    var made = HandMadeCase("", crm: hard.crm)
    let empty = ExpectedRun(
      dimensions: [HardCRM.pipelineID.text], outcome: .succeeded(rows: []), warnings: [.stagesWithoutState: 1]
    )
    #expect(PipelineStageFunnelOracle.runs(made.crm, made.request) == [empty])
    hard.addDeal(in: hard.addStage("OPEN", name: nil), amount: 1)
    made = HandMadeCase("", crm: hard.crm)
    #expect(
      PipelineStageFunnelOracle.runs(made.crm, made.request).map(\.outcome) == [.failed([.missingName])])
  }

  @Test func stagesInOrder() {
    var hard = HardCRM()
    hard.crm.positionType = "integer"
    for (state, position) in [
      ("DONE_FAILED", nil), ("DONE_SUCCESS", nil), ("OPEN", .number(300)), ("OPEN", nil),
      ("OPEN", .number(-100)),
      ("OPEN", .number(-100)),
    ] as [(String, SourcePosition?)] {
      hard.addDeal(in: hard.addStage(state, position: position), amount: 1)
    }
    hard.addLabel("PIPELINE", HardCRM.pipelineID, "Sales")
    var request = HardCRM.request()
    request.flags["include_closed"] = true
    guard case .succeeded(let rows) = PipelineStageFunnelOracle.runs(hard.crm, request)[0].outcome else {
      Issue.record("failed")
      return
    }
    #expect(rows.map { $0[2] } == ["Stage 4", "Stage 5", "Stage 2", "Stage 1", "Stage 0", "Stage 3"])
    #expect(rows.map { $0[7] } == ["1", "1", "3", "4", nil, nil])
    #expect(rows.map { $0[8] } == Array(repeating: "Sales", count: 6))
  }

  @Test func workedOutByHand() {
    let crm = CRM.example([
      // Ages 8 and 7.01 days: the average is 7.505.
      WorkedExample.deal(
        1, .cents(100), by: WorkedExample.ann, stays: [(WorkedExample.lead, WorkedExample.days(2))]),
      WorkedExample.deal(
        2, .cents(1), by: WorkedExample.ann,
        stays: [(WorkedExample.lead, WorkedExample.days(3) - 864_000_000)]),
      // Entered at the window's end.
      WorkedExample.deal(
        3, .cents(1), by: WorkedExample.ann, stays: [(WorkedExample.lead, WorkedExample.days(10))]),
      WorkedExample.deal(
        4, .cents(1), by: WorkedExample.ann, stays: [(WorkedExample.won, WorkedExample.days(4))]),
    ])
    let row = [
      WorkedExample.pipeline.text, WorkedExample.lead.id.text, "Stage 1", "OPEN", "2", "1.01", "7.51", nil,
      nil,
      "1970-01-11 00:00:00+00",
    ]
    #expect(
      PipelineStageFunnelOracle.runs(crm, WorkedExample.request()) == [
        ExpectedRun(dimensions: [WorkedExample.pipeline.text], outcome: .succeeded(rows: [row]))
      ])
    #expect(
      PipelineStageFunnelOracle.runs(
        crm, WorkedExample.request(pipelines: .listed([WorkedExample.otherPipeline]))) == [
          ExpectedRun(
            dimensions: [WorkedExample.otherPipeline.text], outcome: .succeeded(rows: []),
            warnings: [.noStages: 1])
        ])
  }
}
