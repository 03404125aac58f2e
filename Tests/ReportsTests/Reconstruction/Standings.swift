import Foundation

/// Where each deal of a tenant stood at an instant, by the history of its stages, and what the history leaves in doubt.
struct Standings {
  private struct History {
    let pipelineID: UUID
    /// Up to the instant.
    let before: DealPath
    let whole: DealPath
  }

  private let instant: SourceInstant
  /// For each deal, one of each pipeline that it ever entered.
  private let histories: [[History]]

  init(_ crm: CRM, _ request: OracleRequest) {
    let tenantID = request.tenantID
    let instant = SourceInstant.at(request.asOf)
    let rows = Dictionary(grouping: crm.stageStates.filter { $0.tenantID == tenantID }, by: \.dealID)
    let stages = Dictionary(grouping: crm.stages(of: tenantID), by: \.pipelineID).mapValues { stages in
      Dictionary(uniqueKeysWithValues: stages.map { ($0.id, $0) })
    }
    self.instant = instant
    histories = crm.deals(of: tenantID).map { deal in
      let rows = rows[deal.id] ?? []
      return stages.map { id, stages in
        History(
          pipelineID: id, before: DealPath(of: deal, rows, in: id, stages, until: instant),
          whole: DealPath(of: deal, rows, in: id, stages, until: nil))
      }.filter { !$0.whole.visits.isEmpty }
    }
  }

  /// The deals that stood in a stage of the pipeline.
  func of(_ pipelineID: UUID) -> [(deal: DealRow, current: CurrentStage)] {
    histories.joined().compactMap { history in
      guard history.pipelineID == pipelineID, stands(history), let last = history.before.visits.last else {
        return nil
      }
      return (history.before.deal, CurrentStage(state: last.row, stage: last.stage))
    }
  }

  /// What the history of the pipeline leaves in doubt.
  func warnings(of pipelineID: UUID) -> [Warning: Int] {
    let here = histories.joined().filter { $0.pipelineID == pipelineID }
    return [
      .createdLater: here.count { stands($0) && $0.whole.deal.createdAt >= instant },
      .withoutStageThen: histories.count { firstPipeline(ofLate: $0) == pipelineID },
      .dirtyHistory: here.count(where: isDirty),
    ]
  }

  private func stands(_ history: History) -> Bool {
    !history.before.visits.isEmpty && !history.before.isLeft(before: instant)
  }

  /// Where a deal went first that had been created and had entered no stage at the instant; nil for another deal.
  private func firstPipeline(ofLate histories: [History]) -> UUID? {
    let firsts = histories.compactMap { history in history.whole.visits.first.map { (history.pipelineID, $0) }
    }
    let first = firsts.min { one, other in
      let (one, other) = (one.1, other.1)
      return one.enteredAt != other.enteredAt
        ? one.enteredAt < other.enteredAt : one.stage.id.precedes(other.stage.id)
    }
    guard let first, first.1.enteredAt >= instant, let deal = histories.first?.whole.deal else { return nil }
    return deal.createdAt < instant ? first.0 : nil
  }

  /// Whether one of its visits before the instant does not fit to the others, those after the instant included, or to itself.
  private func isDirty(_ history: History) -> Bool {
    let visits = history.whole.visits
    return visits.indices.contains { index in
      let visit = visits[index]
      let next = index + 1 < visits.count ? visits[index + 1] : nil
      let (isCurrent, exitedAt) = (visit.row.isCurrent == true, visit.row.exitedAt)
      guard visit.enteredAt < instant else { return false }
      if visit.rows > 1 { return true }
      if let exitedAt, exitedAt < visit.enteredAt { return true }
      if let exitedAt, let next, exitedAt > next.enteredAt { return true }
      if isCurrent { return next != nil || exitedAt != nil }
      return next == nil && exitedAt == nil
    }
  }
}
