import Foundation

/// The visits to a stage that ended in a window.
struct Stays {
  private(set) var spans: [(from: SourceInstant, to: SourceInstant)] = []
  /// How many of them ended in a stage of higher rank.
  private(set) var forward = 0

  /// - Parameter paths: those of all deals, up to the window's end.
  init(in stage: StageRow, _ ranks: [UUID: Int], _ paths: [DealPath], _ window: OracleWindow) {
    guard let rank = ranks[stage.id] else { return }
    for path in paths {
      for (number, visit) in path.visits.enumerated() where visit.stage.id == stage.id {
        let next = number + 1 < path.visits.count ? path.visits[number + 1] : nil
        guard let end = next?.enteredAt ?? visit.leftAt, window.contains(end) else { continue }
        spans.append((from: visit.enteredAt, to: end))
        if let next, (ranks[next.stage.id] ?? 0) > rank { forward += 1 }
      }
    }
  }
}
