import Foundation
import Reports

/// Deals and money, by the deal's pipeline and the outcome of its current stage. One run for the tenant; a
/// group without deals has no row.
enum PipelineOverviewOracle: ReportOracle {
  static let report = Report.pipelineOverview

  static func runs(_ crm: CRM, _ request: OracleRequest) -> [ExpectedRun] {
    struct Group: Hashable {
      let pipelineID: UUID?
      let status: String
    }
    let currentStages = crm.currentStages(of: request.tenantID)
    var dirtyDeals = 0
    var groups: [Group: [DealRow]] = [:]
    for deal in crm.deals(of: request.tenantID) {
      guard isWanted(deal.pipelineID, request.pipelines), request.counted.contains(deal.updatedAt) else {
        continue
      }
      let candidates = currentStages[deal.id] ?? []
      if candidates.hasSeveralInOnePipeline { dirtyDeals += 1 }
      guard let chosen = currentStage(of: deal, among: candidates) else { continue }
      if chosen.stage.isTerminal && !(request.flags["include_inactive"] ?? true) { continue }
      groups[Group(pipelineID: deal.pipelineID, status: status(of: chosen.stage)), default: []].append(deal)
    }

    let pipelines = Set(crm.pipelines(of: request.tenantID))
    let wanted: Set<UUID> = if case .listed(let ids) = request.pipelines { Set(ids) } else { pipelines }
    var findings = Findings()
    var rows: [[String?]] = []
    for (group, deals) in groups {
      let total = findings.total(deals.map(\.amount))
      rows.append([
        group.pipelineID?.text, group.status, String(deals.count), findings.money(total),
        crm.name(ofPipeline: group.pipelineID, in: request.tenantID), CivilText.instant(request.asOf),
      ])
    }
    let otherCurrency = findings.dealsInOtherCurrency(groups.values.flatMap(\.self), request.currency)
    let run = ExpectedRun(
      dimensions: [], outcome: findings.outcome(rows.inDimensionOrder),
      warnings: [
        .severalCurrentStages: dirtyDeals, .noStages: wanted.isSubset(of: pipelines) ? 0 : 1,
        .stagesWithoutState: crm.stagesWithoutState(in: wanted, of: request.tenantID),
        .otherCurrency: otherCurrency,
      ])
    return [run]
  }

  private static func isWanted(_ pipelineID: UUID?, _ choice: PipelineChoice) -> Bool {
    guard case .listed(let ids) = choice else { return true }
    guard let pipelineID else { return false }
    return ids.contains(pipelineID)
  }

  /// The latest row of the deal's own pipeline; if there is none, the latest of all rows.
  private static func currentStage(of deal: DealRow, among candidates: [CurrentStage]) -> CurrentStage? {
    let own = candidates.filter { $0.state.pipelineID == deal.pipelineID }
    return own.isEmpty ? candidates.latest : own.latest
  }

  private static func status(of stage: StageRow) -> String {
    if stage.isWon { return "WON" }
    return stage.isLost ? "LOST" : "OPEN"
  }
}
