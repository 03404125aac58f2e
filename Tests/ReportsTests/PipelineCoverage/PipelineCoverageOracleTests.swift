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
    let end = "1970-01-11 00:00:00+00"
    let runs = PipelineCoverageOracle.runs(crm, WorkedExample.request(pipelines: .combined))
    #expect(
      runs.map(\.outcome) == [
        .succeeded(rows: [
          window + [
            WorkedExample.ann.text, nil, "3.00", "2.00", "0.6667", "0.00", "3.00", "0.6667", nil, nil, end,
          ]
        ]),
        .succeeded(rows: [
          window + [WorkedExample.bob.text, nil, "0.00", "0.00", nil, "0.00", "0.00", nil, nil, nil, end]
        ]),
      ])
    #expect(runs.map(\.warnings) == [[.bothKindsOfTarget: 1], [:]])
    #expect(
      PipelineCoverageOracle.runs(crm, WorkedExample.request(pipelines: .each)).map(\.outcome) == [
        .succeeded(rows: [
          window + [
            WorkedExample.ann.text, WorkedExample.pipeline.text, "0.50", "2.00", "4.0000", "0.00", "0.50",
            "4.0000", nil, nil,
            end,
          ]
        ]),
        .succeeded(rows: [
          window + [
            WorkedExample.bob.text, WorkedExample.pipeline.text, nil, "0.00", nil, "0.00", nil, nil, nil, nil,
            end,
          ]
        ]),
      ])
  }

  /// Half-way through the window Ann has won 10.00 of 25.00, and 30.00 is open; 40.00 more are won, and 5.00 created, later.
  @Test func halfWay() {
    var crm = CRM.example([
      WorkedExample.deal(
        1, .cents(1_000), by: WorkedExample.ann, stays: [(WorkedExample.won, WorkedExample.days(5) - 1)]),
      WorkedExample.deal(
        2, .cents(4_000), by: WorkedExample.ann, stays: [(WorkedExample.won, WorkedExample.days(5))]),
      WorkedExample.deal(
        3, .cents(3_000), by: WorkedExample.ann, stays: [], in: WorkedExample.lead, closing: 9),
      WorkedExample.deal(
        4, .cents(500), by: WorkedExample.ann, stays: [], in: WorkedExample.lead, closing: 9),
    ])
    crm.deals[3].createdAt = .at(WorkedExample.days(5))
    crm.deals[2].currency = "usd "
    crm.targets = [WorkedExample.target(WorkedExample.ann, 2_500, nil)]
    crm.labels = [
      LabelRow(tenantID: WorkedExample.tenant, kind: "USER", id: WorkedExample.ann, name: "Ann"),
      LabelRow(tenantID: WorkedExample.tenant, kind: "USER", id: WorkedExample.ann, name: ""),
    ]
    var request = WorkedExample.request(pipelines: .combined)
    request.asOf = WorkedExample.days(5)
    request.createdBefore = WorkedExample.days(5)
    request.currency = OracleCurrency(code: "EUR")
    request.flags["total"] = true
    let window = ["1970-01-01", "1970-01-11"]
    let end = "1970-01-06 00:00:00+00"
    let runs = PipelineCoverageOracle.runs(crm, request)
    #expect(
      runs.map(\.outcome) == [
        .succeeded(rows: [
          window + [
            "USER", WorkedExample.ann.text, nil, "25.00", "30.00", "1.2000", "10.00", "15.00", "2.0000",
            "Ann", nil, end,
          ]
        ]),
        .succeeded(rows: [
          window + [
            "TENANT", WorkedExample.tenant.text, nil, nil, "30.00", nil, "10.00", nil, nil, nil, nil, end,
          ]
        ]),
      ])
    #expect(runs.map(\.warnings) == [[.otherCurrency: 1], [.otherCurrency: 1]])
    request.currency = OracleCurrency(code: "EUR", fails: true)
    #expect(
      PipelineCoverageOracle.runs(crm, request).map(\.outcome) == [
        .failed([.otherCurrency]), .failed([.otherCurrency]),
      ])
    request.currency = OracleCurrency(code: "USD", fails: true)
    #expect(PipelineCoverageOracle.runs(crm, request).map(\.warnings) == [[:], [:]])
  }
}
