import Foundation

/// Builds the CRMs of hand-made cases: one tenant, one pipeline, deals of one user after another, in the
/// middle of a window of a hundred years.
struct HardCRM {
  static let tenantID = id("7e4a", 0)
  static let pipelineID = id("b1be", 0)
  static let window = OracleWindow(
    start: CivilText.day(1960, 1, 1) * CivilText.microsecondsPerDay,
    end: CivilText.day(2060, 1, 1) * CivilText.microsecondsPerDay,
    startDate: CivilText.day(1960, 1, 1), endDate: CivilText.day(2060, 1, 1))
  static let middle = CivilText.day(2010, 1, 1) * CivilText.microsecondsPerDay

  /// At the window's end everything in it counts.
  static func request(
    pipelines: PipelineChoice = .all, window: OracleWindow = window, asOf: Int? = nil
  ) -> OracleRequest {
    OracleRequest(
      tenantID: tenantID, window: window, asOf: asOf ?? window.end ?? middle, pipelines: pipelines)
  }

  var crm = CRM()
  private var userNumber = 0

  /// The user to whom deals and targets are added.
  var user: UUID { Self.id("9e09", userNumber) }

  mutating func addStage(_ state: String?, position: SourcePosition? = nil) -> StageRow {
    addStage(state, name: "Stage \(crm.stages.count)", position: position)
  }

  mutating func addStage(_ state: String?, name: String?, position: SourcePosition? = nil) -> StageRow {
    let stage = StageRow(
      tenantID: Self.tenantID, id: Self.id("57a6", crm.stages.count), pipelineID: Self.pipelineID,
      name: name, stageState: state, position: position)
    crm.stages.append(stage)
    return stage
  }

  /// The last deal also has a row in another stage, which is later by so many microseconds.
  mutating func moveLastDeal(to stage: StageRow, after delay: Int) {
    guard var row = crm.stageStates.last, case .at(let entered) = row.enteredAt else { return }
    row.stageID = stage.id
    row.enteredAt = .at(entered + delay)
    crm.stageStates.append(row)
  }

  /// A deal that entered the stage `age` microseconds before the middle of the window.
  mutating func addDeal(in stage: StageRow, amount: Int128, age: Int = 0) {
    add(stage, amount, createdAt: Self.middle, enteredAt: Self.middle - age)
  }

  /// A deal that entered the stage `timeToClose` microseconds after it was created.
  mutating func addDeal(in stage: StageRow, amount: Int128, timeToClose: Int) {
    add(stage, amount, createdAt: Self.middle, enteredAt: Self.middle + timeToClose)
  }

  /// A deal that was created and that entered the stage so many microseconds after the middle of the window.
  mutating func addDeal(
    in stage: StageRow, amount: Int128, created: Int, entered: Int, currency: String? = nil
  ) {
    add(stage, amount, createdAt: Self.middle + created, enteredAt: Self.middle + entered)
    crm.deals[crm.deals.count - 1].currency = currency
  }

  /// Changes the deal that was added last.
  mutating func changeLastDeal(_ change: (inout DealRow) -> Void) {
    change(&crm.deals[crm.deals.count - 1])
  }

  mutating func addTarget(_ cents: Int128) { addTarget(.cents(cents)) }

  mutating func addTarget(_ amount: SourceAmount) {
    crm.targets.append(
      SalesTargetRow(
        tenantID: Self.tenantID, principalType: "USER", principalID: user,
        pipelineID: nil, periodStart: .day(CivilText.day(1960, 1, 1)),
        periodEnd: .day(CivilText.day(2060, 1, 1)), amount: amount))
  }

  mutating func addLabel(_ kind: String?, _ id: UUID?, _ name: String?, of tenantID: UUID = tenantID) {
    crm.labels.append(LabelRow(tenantID: tenantID, kind: kind, id: id, name: name))
  }

  mutating func nextUser() {
    userNumber += 1
  }

  private mutating func add(_ stage: StageRow, _ amount: Int128, createdAt: Int, enteredAt: Int) {
    let deal = DealRow(
      tenantID: Self.tenantID, id: Self.id("dea1", crm.deals.count), pipelineID: Self.pipelineID,
      stageID: stage.id, amount: .cents(amount), createdAt: .at(createdAt), updatedAt: .at(createdAt),
      expectedCloseDate: .day(CivilText.day(2010, 1, 1)), closeDate: nil,
      ownedByUserID: user, assignedUserID: nil, ownedByGroupID: nil,
      assignedGroupID: nil)
    crm.deals.append(deal)
    crm.stageStates.append(
      StageStateRow(
        tenantID: Self.tenantID, dealID: deal.id, pipelineID: Self.pipelineID, stageID: stage.id,
        enteredAt: .at(enteredAt), exitedAt: nil, isCurrent: true))
  }

  private static func id(_ kind: String, _ number: Int) -> UUID {
    RandomIDs.id(first: 0, kind: kind, number: number)
  }
}
