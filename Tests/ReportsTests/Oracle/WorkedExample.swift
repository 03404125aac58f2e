import Foundation

/// A small CRM whose reports can be computed by hand. The window is the first ten days of 1970, days 0 to 9.
enum WorkedExample {
  static let tenant = RandomIDs.id(first: 1, kind: "7e4a", number: 0)
  static let pipeline = RandomIDs.id(first: 1, kind: "b1be", number: 0)
  static let otherPipeline = RandomIDs.id(first: 2, kind: "b1be", number: 0)
  static let ann = RandomIDs.id(first: 1, kind: "9e09", number: 0)
  static let bob = RandomIDs.id(first: 2, kind: "9e09", number: 0)
  static let lead = stage(1, "OPEN")
  static let won = stage(2, "DONE_SUCCESS")
  static let lost = stage(3, "DONE_FAILED")

  static func request(pipelines: PipelineChoice = .all) -> OracleRequest {
    OracleRequest(
      tenantID: tenant, window: OracleWindow(start: 0, end: days(10), startDate: 0, endDate: 10),
      asOf: days(10),
      pipelines: pipelines)
  }

  static func days(_ number: Int) -> Int { number * 86_400_000_000 }

  static func stage(_ number: Int, _ state: String) -> StageRow {
    StageRow(
      tenantID: tenant,
      id: RandomIDs.id(first: number, kind: "57a6", number: 0),
      pipelineID: pipeline, name: "Stage \(number)", stageState: state)
  }

  /// A deal of one user, created on day 1 and updated on day 5, with its current rows.
  static func deal(
    _ number: Int, _ amount: SourceAmount?, by user: UUID, stays: [(stage: StageRow, enteredAt: Int)],
    in stage: StageRow? = nil, closing day: Int? = nil
  ) -> (DealRow, [StageStateRow]) {
    let deal = DealRow(
      tenantID: tenant, id: RandomIDs.id(first: number, kind: "dea1", number: 0), pipelineID: pipeline,
      stageID: stage?.id, amount: amount, createdAt: .at(days(1)), updatedAt: .at(days(5)),
      expectedCloseDate: day.map { .day($0) }, closeDate: nil, ownedByUserID: user, assignedUserID: user,
      ownedByGroupID: nil, assignedGroupID: nil, status: "LOST")
    let states = stays.map { stay in
      StageStateRow(
        tenantID: tenant, dealID: deal.id, pipelineID: pipeline, stageID: stay.stage.id,
        enteredAt: .at(stay.enteredAt), exitedAt: nil, isCurrent: true)
    }
    return (deal, states)
  }

  static func target(_ user: UUID, _ cents: Int128, _ pipelineID: UUID?) -> SalesTargetRow {
    SalesTargetRow(
      tenantID: tenant, principalType: "USER", principalID: user,
      pipelineID: pipelineID, periodStart: .day(0), periodEnd: .day(10), amount: .cents(cents))
  }
}

extension CRM {
  static func example(_ deals: [(DealRow, [StageStateRow])]) -> CRM {
    CRM(
      deals: deals.map { $0.0 }, stageStates: deals.flatMap { $0.1 },
      stages: [WorkedExample.lead, WorkedExample.won, WorkedExample.lost])
  }
}
