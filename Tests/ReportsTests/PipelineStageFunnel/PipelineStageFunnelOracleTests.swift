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
      WorkedExample.pipeline.text, WorkedExample.lead.id.text, "Stage 1", "OPEN", "2", "1.01", "7.51",
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
