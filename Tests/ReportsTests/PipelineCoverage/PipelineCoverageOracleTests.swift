import Foundation
import Testing

@Suite struct PipelineCoverageOracleTests {
  @Test func listedIDsWithoutData() {
    let crm = CRM.example([
      WorkedExample.deal(
        1, .cents(150), by: WorkedExample.ann, stays: [], in: WorkedExample.lead, closing: 0)
    ])
    var request = WorkedExample.request(
      pipelines: .listed([WorkedExample.pipeline, WorkedExample.otherPipeline]))
    request.principals = .listed([
      PrincipalKey(kind: .group, id: WorkedExample.ann), PrincipalKey(kind: .user, id: WorkedExample.ann),
    ])
    let runs = PipelineCoverageOracle.runs(crm, request)
    let warnings: [[Warning: Int]] = [
      [.unknownPrincipal: 1], [.unknownPrincipal: 1, .noStages: 1], [:], [.noStages: 1],
    ]
    #expect(runs.map(\.warnings) == warnings)
  }

  @Test func workedOutByHand() {
    var crm = CRM.example([
      WorkedExample.deal(
        1, .cents(150), by: WorkedExample.ann, stays: [], in: WorkedExample.lead, closing: 0),
      WorkedExample.deal(2, .cents(50), by: WorkedExample.ann, stays: [], in: WorkedExample.lead, closing: 9),
      WorkedExample.deal(
        3, .cents(1000), by: WorkedExample.ann, stays: [], in: WorkedExample.lead, closing: 10),
      WorkedExample.deal(
        4, .cents(1000), by: WorkedExample.ann, stays: [], in: WorkedExample.won, closing: 5),
    ])
    crm.targets = [
      WorkedExample.target(WorkedExample.ann, 250, nil),
      WorkedExample.target(WorkedExample.ann, 50, WorkedExample.pipeline),
      WorkedExample.target(WorkedExample.bob, 0, nil),
    ]
    let window = ["1970-01-01", "1970-01-11", "USER"]
    let runs = PipelineCoverageOracle.runs(crm, WorkedExample.request(pipelines: .combined))
    #expect(
      runs.map(\.outcome) == [
        .succeeded(rows: [window + [WorkedExample.ann.text, nil, "3.00", "2.00", "0.6667"]]),
        .succeeded(rows: [window + [WorkedExample.bob.text, nil, "0.00", "0.00", nil]]),
      ])
    #expect(runs.map(\.warnings) == [[.bothKindsOfTarget: 1], [:]])
    #expect(
      PipelineCoverageOracle.runs(crm, WorkedExample.request(pipelines: .each)).map(\.outcome) == [
        .succeeded(rows: [
          window + [WorkedExample.ann.text, WorkedExample.pipeline.text, "0.50", "2.00", "4.0000"]
        ]),
        .succeeded(rows: [window + [WorkedExample.bob.text, WorkedExample.pipeline.text, nil, "0.00", nil]]),
      ])
  }
}
