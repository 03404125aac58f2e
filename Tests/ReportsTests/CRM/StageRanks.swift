import Foundation

extension CRM {
  /// The ranks of a pipeline's stages; a stage that is not in it has none.
  ///
  /// An open stage with a position has 1 + the number of open stages with a smaller one, so that equal positions are
  /// one rank. A won stage comes after all of these. Where no open stage has a position, there are no ranks at all.
  func stageRanks(in pipelineID: UUID, of tenantID: UUID) -> [UUID: Int] {
    let stages = stages(of: tenantID).filter { $0.pipelineID == pipelineID }
    var positions: [(id: UUID, position: Int)] = []
    for stage in stages where stage.isOpen {
      if case .number(let position) = stage.position { positions.append((stage.id, position)) }
    }
    if positionType == nil || positions.isEmpty { return [:] }
    var ranks: [UUID: Int] = [:]
    for (id, position) in positions { ranks[id] = 1 + positions.count { $0.position < position } }
    for stage in stages where stage.isWon { ranks[stage.id] = positions.count + 1 }
    return ranks
  }
}
