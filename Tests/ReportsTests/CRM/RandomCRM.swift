import Foundation

/// A small CRM, generated from a seed, with every trap that we know of: its values are NULL, on an edge,
/// repeated, contradictory or dangling far more often than in real data.
struct RandomCRM: Sendable {
  let seed: UInt64
  let poison: Poison
  let ids: RandomIDs
  /// The window around whose edges the data lies; it has all bounds.
  let window: OracleWindow
  /// The instant for which many ages lie on a half of their last place: before, in or after the window, or at its start or
  /// end.
  let asOf: Int
  private(set) var crm = CRM()

  var tenantIDs: [UUID] { ids.tenants }

  init(seed: UInt64, poison: Poison = []) {
    var random = SplitMix64(seed: seed)
    self.seed = seed
    self.poison = poison
    ids = RandomIDs(&random)
    window = RandomWindow.pick(&random, poison: poison)
    guard let start = window.start, let end = window.end else { preconditionFailure("window has bounds") }
    let later = end + random.below(30) * CivilText.microsecondsPerDay + random.below(1_000_000)
    let (third, middle) = (start + (end - start) / 3, start + (end - start) / 2)
    asOf = random.pick([end, end, later, middle, end, middle, third, start, start - 1_000_000, end - 1])
    var values = RandomValues(window: window, asOf: asOf, poison: poison, random: random)
    for tenantID in ids.tenants {
      addStages(tenantID, &values.random)
      addDeals(tenantID, &values)
      addStageStates(tenantID, &values)
      addTargets(tenantID, &values)
    }
    if !poison.contains(.undecidedTies) { decideTies() }
    RandomExtras(seed: seed, poison: poison, ids: ids, window: window).add(to: &crm)
  }

  /// Every tenant has some of the stages, with pipelines and states of its own.
  private mutating func addStages(_ tenantID: UUID, _ random: inout SplitMix64) {
    let states = [
      "OPEN", "OPEN_SINCE_A_WHILE_X", "NEW", "done_success", "DONE", " DONE_FAILED", nil, "DONE_SUCCESS",
      "DONE_SUCCESS", "DONE_SUCCESS", "DONE_FAILED", "DONE_FAILED",
    ]
    let names = [
      "Lead", "Won", "Lost", "=1+1", "Ann's \"stage\", second\nline", "Größe ✓ \\ %s", "",
      String(repeating: "ü", count: 255),
    ]
    for id in ids.stages.dropLast() where random.chance(85) {
      crm.stages.append(
        StageRow(
          tenantID: tenantID, id: id, pipelineID: random.pickUneven(ids.pipelines.dropLast()),
          name: isBad(&random)
            ? random.pick([nil, String(repeating: "n", count: 256)]) : random.pick(names),
          stageState: isBad(&random) ? "OPEN_SINCE_A_WHILE_XY" : random.pick(states)))
    }
  }

  private func isBad(_ random: inout SplitMix64) -> Bool { poison.contains(.badTexts) && random.chance(5) }

  private mutating func addDeals(_ tenantID: UUID, _ values: inout RandomValues) {
    for id in ids.deals.dropLast() where values.random.chance(90) {
      let owner = maybe(ids.users, 80, &values.random)
      let group = maybe(ids.groups, 60, &values.random)
      crm.deals.append(
        DealRow(
          tenantID: tenantID, id: id, pipelineID: maybe(ids.pipelines, 85, &values.random),
          stageID: maybe(ids.stages, 90, &values.random),
          amount: values.random.chance(15) ? nil : values.amount(),
          createdAt: values.creation(), updatedAt: values.instant(),
          expectedCloseDate: values.random.chance(70) ? values.date() : nil,
          closeDate: values.random.chance(70) ? values.date() : nil,
          ownedByUserID: owner,
          assignedUserID: values.random.chance(30) ? owner : maybe(ids.users, 60, &values.random),
          ownedByGroupID: group,
          assignedGroupID: values.random.chance(30) ? group : maybe(ids.groups, 50, &values.random),
          status: values.random.pick(["WON", "LOST", "OPEN", "open"])))
    }
  }

  /// Rows for every deal id, including ids that are not deals of the tenant.
  private mutating func addStageStates(_ tenantID: UUID, _ values: inout RandomValues) {
    for dealID in ids.deals {
      let created = crm.deals.first { $0.tenantID == tenantID && $0.id == dealID }?.createdAt
      for _ in 0..<values.random.pick([0, 1, 1, 1, 1, 2, 3]) {
        var row = stageState(tenantID, dealID, created, &values)
        crm.stageStates.append(row)
        guard values.random.chance(30) else { continue }
        // The same row again, or one that ties with it in another stage or pipeline.
        if values.random.chance(50) { row.stageID = values.random.pick(ids.stages) }
        if values.random.chance(20) { row.pipelineID = values.random.pick(ids.pipelines) }
        crm.stageStates.append(row)
      }
    }
  }

  private func stageState(
    _ tenantID: UUID, _ dealID: UUID, _ created: SourceInstant?, _ values: inout RandomValues
  ) -> StageStateRow {
    let stageID = values.random.pickUneven(ids.stages)
    let stage = crm.stages.first { $0.tenantID == tenantID && $0.id == stageID }
    let anyPipeline = values.random.pick(ids.pipelines)
    return StageStateRow(
      tenantID: tenantID, dealID: dealID,
      pipelineID: values.random.chance(80) ? stage?.pipelineID ?? anyPipeline : anyPipeline,
      stageID: stageID,
      enteredAt: values.random.chance(50) ? values.closing(created ?? values.instant()) : values.instant(),
      exitedAt: values.random.chance(35) ? values.exit() : nil,
      isCurrent: values.random.chance(80) ? true : values.random.pick([false, nil]))
  }

  /// Targets of principals with and without deals: for the period itself, and for others that share a
  /// bound with it, overlap it or lie within it.
  private mutating func addTargets(_ tenantID: UUID, _ values: inout RandomValues) {
    guard let startDate = window.startDate, let endDate = window.endDate else { return }
    let period = (SourceDate.day(startDate), SourceDate.day(endDate))
    let knownTypes: [String?] = PrincipalKey.Kind.named.map(\.rawValue)
    let types = knownTypes + (poison.contains(.unknownPrincipalTypes) ? ["TEAM", "user", "USER ", nil] : [])
    let holders = ids.users + ids.groups + [ids.deals[0]]
    for _ in 0..<values.random.pick([0, 10, 30, 60]) {
      let other = random(period, &values)
      let (start, end) = values.random.chance(65) ? period : other
      crm.targets.append(
        SalesTargetRow(
          tenantID: tenantID, principalType: values.random.pick(types),
          principalID: values.random.pickUneven(holders),
          pipelineID: maybe(ids.pipelines, 50, &values.random),
          periodStart: start, periodEnd: end, amount: values.target()))
    }
  }

  private func random(
    _ period: (SourceDate, SourceDate), _ values: inout RandomValues
  ) -> (SourceDate, SourceDate) {
    switch values.random.below(3) {
    case 0: (period.0, values.date())
    case 1: (values.date(), period.1)
    default: (values.date(), values.date())
    }
  }

  /// Gives all current rows that ruling 12 cannot tell apart the same `exited_at`.
  private mutating func decideTies() {
    var first: [StageStateRow: SourceInstant?] = [:]
    for index in crm.stageStates.indices where crm.stageStates[index].isCurrent == true {
      var tied = crm.stageStates[index]
      tied.exitedAt = nil
      crm.stageStates[index].exitedAt = first[tied, default: crm.stageStates[index].exitedAt]
      first[tied] = crm.stageStates[index].exitedAt
    }
  }

  private func maybe(_ ids: [UUID], _ percent: Int, _ random: inout SplitMix64) -> UUID? {
    ids.isEmpty || !random.chance(percent) ? nil : random.pickUneven(ids)
  }
}
