import Foundation

/// Where each deal of a tenant stands in each pipeline: by its latest current row, of a stage of that pipeline.
struct ChosenStages {
  private let deals: [DealRow]
  private let currentStages: [UUID: [CurrentStage]]

  init(_ crm: CRM, _ tenantID: UUID) {
    deals = crm.deals(of: tenantID)
    currentStages = crm.currentStages(of: tenantID)
  }

  /// - Returns: how many deals have several current rows, and the deals that have any.
  func of(_ pipelineID: UUID) -> (dirty: Int, [(deal: DealRow, current: CurrentStage)]) {
    var dirty = 0
    var chosen: [(deal: DealRow, current: CurrentStage)] = []
    for deal in deals {
      let candidates = (currentStages[deal.id] ?? []).filter {
        $0.state.pipelineID == pipelineID && $0.stage.pipelineID == pipelineID
      }
      if candidates.count > 1 { dirty += 1 }
      if let latest = candidates.latest { chosen.append((deal, latest)) }
    }
    return (dirty, chosen)
  }
}
