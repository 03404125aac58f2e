import Foundation
import Testing

/// Worked out by hand, one small CRM for all reports. The window is the first ten days of 1970, days 0 to 9.
@Suite struct OracleTests {
  private static let tenant = RandomIDs.id(first: 1, kind: "7e4a", number: 0)
  private static let pipeline = RandomIDs.id(first: 1, kind: "b1be", number: 0)
  private static let otherPipeline = RandomIDs.id(first: 2, kind: "b1be", number: 0)
  private static let ann = RandomIDs.id(first: 1, kind: "9e09", number: 0)
  private static let bob = RandomIDs.id(first: 2, kind: "9e09", number: 0)
  private static let lead = stage(1, "OPEN")
  private static let won = stage(2, "DONE_SUCCESS")
  private static let lost = stage(3, "DONE_FAILED")

  private func request(pipelines: PipelineChoice = .all) -> OracleRequest {
    OracleRequest(
      tenantID: Self.tenant,
      window: OracleWindow(start: 0, end: days(10), startDate: 0, endDate: 10), asOf: days(10),
      pipelines: pipelines)
  }

  @Test func overview() {
    let crm = CRM.of([
      deal(1, .cents(1050), by: Self.ann, stays: [(Self.won, days(3))]),
      // The later row decides, and the deal's own status does not.
      deal(2, .cents(25), by: Self.ann, stays: [(Self.won, days(1)), (Self.lead, days(2))]),
      deal(3, nil, by: Self.ann, stays: [(Self.lead, days(1))]),
      deal(4, .cents(7), by: Self.ann, stays: []),
    ])
    let run = Oracle.overview(crm, request())
    #expect(
      run.outcome
        == .succeeded(rows: [
          [Self.pipeline.text, "OPEN", "2", "0.25"],
          [Self.pipeline.text, "WON", "1", "10.50"],
        ]))
    #expect(run.warnings == [.severalCurrentStages: 1])

    var openOnly = request()
    openOnly.includeInactive = false
    #expect(
      Oracle.overview(crm, openOnly).outcome == .succeeded(rows: [[Self.pipeline.text, "OPEN", "2", "0.25"]]))
  }

  @Test func aNaNFailsTheWholeOverview() {
    let crm = CRM.of([
      deal(1, .nan, by: Self.ann, stays: [(Self.won, days(3))]),
      deal(2, .cents(25), by: Self.ann, stays: [(Self.lead, days(2))]),
    ])
    #expect(Oracle.overview(crm, request()).outcome == .failed([.nanAmount]))
    var openOnly = request()
    openOnly.includeInactive = false
    #expect(
      Oracle.overview(crm, openOnly).outcome == .succeeded(rows: [[Self.pipeline.text, "OPEN", "1", "0.25"]]))
  }

  @Test func funnel() {
    let crm = CRM.of([
      // Ages 8 and 7.01 days: the average is 7.505.
      deal(1, .cents(100), by: Self.ann, stays: [(Self.lead, days(2))]),
      deal(2, .cents(1), by: Self.ann, stays: [(Self.lead, days(3) - 864_000_000)]),
      // Entered at the window's end.
      deal(3, .cents(1), by: Self.ann, stays: [(Self.lead, days(10))]),
      deal(4, .cents(1), by: Self.ann, stays: [(Self.won, days(4))]),
    ])
    let row = [Self.pipeline.text, Self.lead.id.text, "Stage 1", "OPEN", "2", "1.01", "7.51"]
    #expect(
      Oracle.funnel(crm, request()) == [
        ExpectedRun(dimensions: [Self.pipeline.text], outcome: .succeeded(rows: [row]))
      ])
    #expect(
      Oracle.funnel(crm, request(pipelines: .listed([Self.otherPipeline]))) == [
        ExpectedRun(dimensions: [Self.otherPipeline.text], outcome: .succeeded(rows: []))
      ])
  }

  @Test func coverage() {
    var crm = CRM.of([
      deal(1, .cents(150), by: Self.ann, stays: [], in: Self.lead, closing: 0),
      deal(2, .cents(50), by: Self.ann, stays: [], in: Self.lead, closing: 9),
      deal(3, .cents(1000), by: Self.ann, stays: [], in: Self.lead, closing: 10),
      deal(4, .cents(1000), by: Self.ann, stays: [], in: Self.won, closing: 5),
    ])
    crm.targets = [target(Self.ann, 250, nil), target(Self.ann, 50, Self.pipeline), target(Self.bob, 0, nil)]
    let window = ["1970-01-01", "1970-01-11", "USER"]
    let runs = Oracle.coverage(crm, request(pipelines: .combined))
    #expect(
      runs.map(\.outcome) == [
        .succeeded(rows: [window + [Self.ann.text, nil, "3.00", "2.00", "0.6667"]]),
        .succeeded(rows: [window + [Self.bob.text, nil, "0.00", "0.00", nil]]),
      ])
    #expect(runs.map(\.warnings) == [[.bothKindsOfTarget: 1], [:]])
    #expect(
      Oracle.coverage(crm, request(pipelines: .each)).map(\.outcome) == [
        .succeeded(rows: [window + [Self.ann.text, Self.pipeline.text, "0.50", "2.00", "4.0000"]]),
        .succeeded(rows: [window + [Self.bob.text, Self.pipeline.text, nil, "0.00", nil]]),
      ])
  }

  @Test func performance() {
    let crm = CRM.of([
      // Created on day 1: closed after 1, 2 and 2 days, twice won.
      deal(1, .cents(100), by: Self.ann, stays: [(Self.won, days(2))]),
      deal(2, nil, by: Self.ann, stays: [(Self.won, days(3))]),
      deal(3, .cents(999), by: Self.ann, stays: [(Self.lost, days(3))]),
      deal(4, .cents(5), by: Self.ann, stays: [(Self.won, days(10))]),
      deal(5, .cents(5), by: Self.bob, stays: [(Self.lead, days(3))]),
    ])
    let window = ["1970-01-01 00:00:00+00", "1970-01-11 00:00:00+00"]
    #expect(
      Oracle.performance(crm, request()).map(\.outcome) == [
        .succeeded(rows: [
          ["USER", Self.ann.text] + window + ["4", "2", "1", "1.00", "0.50", "1.6667", "0.6667"]
        ]),
        .succeeded(rows: [["USER", Self.bob.text] + window + ["1", "0", "0", "0.00", nil, nil, nil]]),
      ])
  }
}

private func days(_ number: Int) -> Int { number * 86_400_000_000 }

private func stage(_ number: Int, _ state: String) -> StageRow {
  StageRow(
    tenantID: RandomIDs.id(first: 1, kind: "7e4a", number: 0),
    id: RandomIDs.id(first: number, kind: "57a6", number: 0),
    pipelineID: RandomIDs.id(first: 1, kind: "b1be", number: 0), name: "Stage \(number)", stageState: state)
}

/// A deal of one user, created on day 1 and updated on day 5, with its current rows.
private func deal(
  _ number: Int, _ amount: SourceAmount?, by user: UUID, stays: [(stage: StageRow, enteredAt: Int)],
  in stage: StageRow? = nil, closing day: Int? = nil
) -> (DealRow, [StageStateRow]) {
  let tenantID = RandomIDs.id(first: 1, kind: "7e4a", number: 0)
  let pipelineID = RandomIDs.id(first: 1, kind: "b1be", number: 0)
  let deal = DealRow(
    tenantID: tenantID, id: RandomIDs.id(first: number, kind: "dea1", number: 0), pipelineID: pipelineID,
    stageID: stage?.id, amount: amount, createdAt: .at(days(1)), updatedAt: .at(days(5)),
    expectedCloseDate: day.map { .day($0) }, closeDate: nil, ownedByUserID: user, assignedUserID: user,
    ownedByGroupID: nil, assignedGroupID: nil, status: "LOST")
  let states = stays.map { stay in
    StageStateRow(
      tenantID: tenantID, dealID: deal.id, pipelineID: pipelineID, stageID: stay.stage.id,
      enteredAt: .at(stay.enteredAt), exitedAt: nil, isCurrent: true)
  }
  return (deal, states)
}

private func target(_ user: UUID, _ cents: Int128, _ pipelineID: UUID?) -> SalesTargetRow {
  SalesTargetRow(
    tenantID: RandomIDs.id(first: 1, kind: "7e4a", number: 0), principalType: "USER", principalID: user,
    pipelineID: pipelineID, periodStart: .day(0), periodEnd: .day(10), amount: .cents(cents))
}

extension CRM {
  fileprivate static func of(_ deals: [(DealRow, [StageStateRow])]) -> CRM {
    CRM(
      deals: deals.map { $0.0 }, stageStates: deals.flatMap { $0.1 },
      stages: [stage(1, "OPEN"), stage(2, "DONE_SUCCESS"), stage(3, "DONE_FAILED")])
  }
}
