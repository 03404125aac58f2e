import Foundation

/// How and when a deal was closed.
struct Close: Hashable, Sendable {
  let deal: DealRow
  let stage: StageRow
  let at: SourceInstant
}

extension CRM {
  /// The closes of the tenant's deals in a span of time: for each deal, of its current rows that entered a closed stage in
  /// the span, the earliest; of several at that time, the one with the smallest stage id. The deal's own stage and the
  /// time of its creation say nothing about it.
  func closes(of tenantID: UUID, in span: OracleWindow) -> [Close] {
    let currentStages = currentStages(of: tenantID)
    var closes: [Close] = []
    for deal in deals(of: tenantID) {
      var earliest: CurrentStage?
      for candidate in currentStages[deal.id] ?? [] {
        guard candidate.stage.isTerminal, span.contains(candidate.state.enteredAt) else { continue }
        if let best = earliest, !candidate.closed(before: best) { continue }
        earliest = candidate
      }
      guard let earliest else { continue }
      closes.append(Close(deal: deal, stage: earliest.stage, at: earliest.state.enteredAt))
    }
    return closes
  }
}

extension CurrentStage {
  fileprivate func closed(before other: CurrentStage) -> Bool {
    if state.enteredAt != other.state.enteredAt { return state.enteredAt < other.state.enteredAt }
    return state.stageID.precedes(other.state.stageID)
  }
}
