import Foundation
import Testing

@Suite struct PipelineOverviewOracleTests {
  private let end = "1970-01-11 00:00:00+00"

  @Test func workedOutByHand() {
    let crm = CRM.example([
      WorkedExample.deal(
        1, .cents(1050), by: WorkedExample.ann, stays: [(WorkedExample.won, WorkedExample.days(3))]),
      // The later row decides, and the deal's own status does not.
      WorkedExample.deal(
        2, .cents(25), by: WorkedExample.ann,
        stays: [(WorkedExample.won, WorkedExample.days(1)), (WorkedExample.lead, WorkedExample.days(2))]),
      WorkedExample.deal(3, nil, by: WorkedExample.ann, stays: [(WorkedExample.lead, WorkedExample.days(1))]),
      WorkedExample.deal(4, .cents(7), by: WorkedExample.ann, stays: []),
    ])
    let run = PipelineOverviewOracle.runs(crm, WorkedExample.request())[0]
    #expect(
      run.outcome
        == .succeeded(rows: [
          [WorkedExample.pipeline.text, "OPEN", "2", "0.25", nil, end],
          [WorkedExample.pipeline.text, "WON", "1", "10.50", nil, end],
        ]))
    #expect(run.warnings == [.severalCurrentStages: 1])

    var openOnly = WorkedExample.request()
    openOnly.flags = ["include_inactive": false]
    #expect(
      PipelineOverviewOracle.runs(crm, openOnly)[0].outcome
        == .succeeded(rows: [[WorkedExample.pipeline.text, "OPEN", "2", "0.25", nil, end]]))
  }

  @Test func aStageWithoutAStateIsOpen() {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage(nil), amount: 1)
    let unknown = WorkedExample.otherPipeline
    let made = HandMadeCase(
      "", crm: hard.crm, request: HardCRM.request(pipelines: .listed([HardCRM.pipelineID, unknown])))
    let run = PipelineOverviewOracle.runs(made.crm, made.request)[0]
    #expect(
      run.outcome
        == .succeeded(rows: [[HardCRM.pipelineID.text, "OPEN", "1", "0.01", nil, "2060-01-01 00:00:00+00"]]))
    #expect(run.warnings == [.stagesWithoutState: 1, .noStages: 1])
  }

  @Test func aNaNFailsTheWholeOverview() {
    let crm = CRM.example([
      WorkedExample.deal(1, .nan, by: WorkedExample.ann, stays: [(WorkedExample.won, WorkedExample.days(3))]),
      WorkedExample.deal(
        2, .cents(25), by: WorkedExample.ann, stays: [(WorkedExample.lead, WorkedExample.days(2))]),
    ])
    #expect(PipelineOverviewOracle.runs(crm, WorkedExample.request())[0].outcome == .failed([.nanAmount]))
    var openOnly = WorkedExample.request()
    openOnly.flags = ["include_inactive": false]
    #expect(
      PipelineOverviewOracle.runs(crm, openOnly)[0].outcome
        == .succeeded(rows: [[WorkedExample.pipeline.text, "OPEN", "1", "0.25", nil, end]]))
  }
}
