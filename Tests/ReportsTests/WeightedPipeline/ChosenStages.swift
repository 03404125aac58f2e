import Foundation

/// Where each deal of a tenant stands in each pipeline: by its latest current row, of a stage of that pipeline, or by its history
/// where things are reported as they were.
struct ChosenStages {
  private let deals: [DealRow]
  private let currentStages: [UUID: [CurrentStage]]
  private let standings: Standings?

  init(_ crm: CRM, _ request: OracleRequest) {
    deals = crm.deals(of: request.tenantID)
    currentStages = crm.currentStages(of: request.tenantID)
    standings = request.asItWas ? Standings(crm, request) : nil
  }

  /// - Returns: how many deals' places are in doubt, and the deals that have a place.
  func of(_ pipelineID: UUID) -> (warnings: [Warning: Int], [(deal: DealRow, current: CurrentStage)]) {
    if let standings { return (standings.warnings(of: pipelineID), standings.of(pipelineID)) }
    var dirty = 0
    var chosen: [(deal: DealRow, current: CurrentStage)] = []
    for deal in deals {
      let candidates = (currentStages[deal.id] ?? []).filter {
        $0.state.pipelineID == pipelineID && $0.stage.pipelineID == pipelineID
      }
      if candidates.count > 1 { dirty += 1 }
      if let latest = candidates.latest { chosen.append((deal, latest)) }
    }
    return ([.severalCurrentStages: dirty], chosen)
  }
}
