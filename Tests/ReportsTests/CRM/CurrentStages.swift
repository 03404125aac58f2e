import Foundation

/// The row that says where a deal is, and its stage.
struct CurrentStage: Hashable, Sendable {
  let state: StageStateRow
  let stage: StageRow
}

extension CRM {
  /// The candidates of ruling 12: for each deal id of the tenant, the `is_current` rows whose stage exists in
  /// the tenant. The deal itself need not exist, and the stage's pipeline may differ from the row's.
  func currentStages(of tenantID: UUID) -> [UUID: [CurrentStage]] {
    let stages = stagesByID(of: tenantID)
    var found: [UUID: [CurrentStage]] = [:]
    for state in stageStates where state.tenantID == tenantID && state.isCurrent == true {
      guard let stage = stages[state.stageID] else { continue }
      found[state.dealID, default: []].append(CurrentStage(state: state, stage: stage))
    }
    return found
  }
}

extension [CurrentStage] {
  /// The latest: the greatest `entered_at`, then the greatest `pipeline_stage_id`.
  ///
  /// Ruling 12 says no more. Two rows that agree in both may still differ in `exited_at`, on which the funnel
  /// depends. Here a row without `exited_at` wins, then the row with the latest.
  var latest: CurrentStage? {
    var best: CurrentStage?
    for candidate in self {
      guard let leader = best else {
        best = candidate
        continue
      }
      if leader.isEarlier(than: candidate) { best = candidate }
    }
    return best
  }

  /// Whether several of these candidates are in one pipeline, which makes the deal dirty. One candidate in
  /// each of several pipelines is valid.
  var hasSeveralInOnePipeline: Bool {
    Dictionary(grouping: self, by: \.state.pipelineID).values.contains { $0.count > 1 }
  }
}

extension CurrentStage {
  fileprivate func isEarlier(than other: CurrentStage) -> Bool {
    if state.enteredAt != other.state.enteredAt { return state.enteredAt < other.state.enteredAt }
    if state.stageID != other.state.stageID { return state.stageID.precedes(other.state.stageID) }
    switch (state.exitedAt, other.state.exitedAt) {
    case (nil, _): return false
    case (_, nil): return true
    case (let mine?, let theirs?): return mine < theirs
    }
  }
}
