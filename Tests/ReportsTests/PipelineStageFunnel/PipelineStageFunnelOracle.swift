import Foundation
import Reports

/// Deals, money and average age per stage of a pipeline. One run for each pipeline; a stage without deals has
/// no row, and a pipeline that the tenant does not have is a run without rows.
enum PipelineStageFunnelOracle: ReportOracle {
  static let report = Report.pipelineStageFunnel
  static let failures: Set<Unreportable> = [
    .nanAmount, .infiniteInstant, .outOfRange, .missingName, .longText, .otherCurrency,
  ]
  private static let ageInDays = NumericColumn(precision: 10, scale: 2)

  static func runs(_ crm: CRM, _ request: OracleRequest) -> [ExpectedRun] {
    let pipelines: Set<UUID> =
      if case .listed(let ids) = request.pipelines { Set(ids) } else {
        Set(crm.pipelines(of: request.tenantID))
      }
    return pipelines.sorted { $0.precedes($1) }.map { run(of: $0, crm, request) }
  }

  private struct Stay {
    let deal: DealRow
    let stage: StageRow
    let from: SourceInstant
    let to: SourceInstant
  }

  /// Of deals whose row is current, if it overlaps the window.
  private static func currentStays(
    in pipelineID: UUID, _ crm: CRM, _ request: OracleRequest
  ) -> (stays: [Stay], warnings: [Warning: Int]) {
    let currentStages = crm.currentStages(of: request.tenantID)
    var dirtyDeals = 0
    var stays: [Stay] = []
    for deal in crm.deals(of: request.tenantID) {
      let candidates = (currentStages[deal.id] ?? []).filter {
        $0.state.pipelineID == pipelineID && $0.stage.pipelineID == pipelineID
      }
      if candidates.hasSeveralInOnePipeline { dirtyDeals += 1 }
      // First a row is chosen, then it is filtered: if it is left out, no other row of the deal replaces it.
      guard let chosen = candidates.latest else { continue }
      guard overlaps(chosen.state, request.counted) else { continue }
      stays.append(
        Stay(
          deal: deal, stage: chosen.stage, from: chosen.state.enteredAt,
          to: chosen.state.exitedAt ?? .at(request.asOf)))
    }
    return (stays, [.severalCurrentStages: dirtyDeals])
  }

  /// Of deals that stood in the pipeline, whatever the window.
  private static func pastStays(
    in pipelineID: UUID, _ crm: CRM, _ request: OracleRequest
  ) -> (stays: [Stay], warnings: [Warning: Int]) {
    let standings = Standings(crm, request)
    let stays = standings.of(pipelineID).map { deal, current in
      Stay(deal: deal, stage: current.stage, from: current.state.enteredAt, to: .at(request.asOf))
    }
    return (stays, standings.warnings(of: pipelineID))
  }

  private static func run(of pipelineID: UUID, _ crm: CRM, _ request: OracleRequest) -> ExpectedRun {
    let (all, warnings) = (request.asItWas ? pastStays : currentStays)(pipelineID, crm, request)
    let reported = all.filter { stay in
      stay.stage.isOpen || stay.stage.isTerminal && request.flags["include_closed"] ?? false
    }
    let stays = Dictionary(grouping: reported, by: \.stage)
    let ranks = crm.stageRanks(in: pipelineID, of: request.tenantID)
    var findings = Findings()
    var rows: [[String?]] = []
    for (stage, stays) in stays.sorted(by: { isBefore($0.key, $1.key, ranks) }) {
      let amount = findings.total(stays.map(\.deal.amount))
      let age = findings.total(stays.map { (from: $0.from, to: $0.to) })
      let days = Int128(stays.count) * Int128(CivilText.microsecondsPerDay)
      rows.append([
        pipelineID.text, stage.id.text, findings.text(stage.name, maxLength: 255),
        findings.text(stage.stageState, maxLength: 20), String(stays.count),
        findings.money(amount), findings.decimal(age, over: days, as: ageInDays),
        ranks[stage.id].map(String.init), crm.name(ofPipeline: pipelineID, in: request.tenantID),
        CivilText.instant(request.asOf),
      ])
    }
    let otherCurrency = findings.dealsInOtherCurrency(
      reported.map(\.deal), request.currency)
    return ExpectedRun(
      dimensions: [pipelineID.text], outcome: findings.outcome(rows),
      warnings: warnings.merging([
        .noStages: crm.pipelines(of: request.tenantID).contains(pipelineID) ? 0 : 1,
        .stagesWithoutState: crm.stagesWithoutState(in: [pipelineID], of: request.tenantID),
        .otherCurrency: otherCurrency,
      ]) { $1 })
  }

  /// By rank, those without one last, and then by id.
  private static func isBefore(_ one: StageRow, _ other: StageRow, _ ranks: [UUID: Int]) -> Bool {
    switch (ranks[one.id], ranks[other.id]) {
    case (let mine?, let theirs?) where mine != theirs: mine < theirs
    case (nil, _?): false
    case (_?, nil): true
    default: one.id.precedes(other.id)
    }
  }

  /// A stay that ended exactly at the window's start is inside; one that began at its end is not.
  private static func overlaps(_ state: StageStateRow, _ window: OracleWindow) -> Bool {
    if let start = window.start, let exitedAt = state.exitedAt, exitedAt < .at(start) { return false }
    if let end = window.end, state.enteredAt >= .at(end) { return false }
    return true
  }
}
