import Foundation

/// The deals whose first visit to a stage begins in a window, and what became of them.
struct Visitors {
  private(set) var entered: [DealRow] = []
  private(set) var advanced: [DealRow] = []
  private(set) var lost: [DealRow] = []
  private(set) var left: [DealRow] = []
  private(set) var open: [DealRow] = []
  private(set) var regressed: [DealRow] = []
  /// The number of those that passed the stage by.
  private(set) var skipped = 0

  /// - Parameters:
  ///   - ranks: by stage; a stage that is not in it is no higher and no lower than another.
  ///   - paths: those of all deals, up to the end of outcomes.
  init(
    of stage: StageRow, _ ranks: [UUID: Int], _ paths: [DealPath], in window: OracleWindow,
    until outcomes: SourceInstant
  ) {
    guard let rank = ranks[stage.id] else { return }
    for path in paths {
      guard let first = path.visits.firstIndex(where: { $0.stage.id == stage.id }) else {
        let higher = path.visits.first { (ranks[$0.stage.id] ?? 0) > rank }
        if let higher, window.contains(higher.enteredAt) { skipped += 1 }
        continue
      }
      guard window.contains(path.visits[first].enteredAt) else { continue }
      let later = path.visits[(first + 1)...].compactMap { ranks[$0.stage.id] }
      entered.append(path.deal)
      if later.contains(where: { $0 < rank }) { regressed.append(path.deal) }
      if later.contains(where: { $0 > rank }) {
        advanced.append(path.deal)
      } else if path.isLeft(before: outcomes) {
        left.append(path.deal)
      } else if path.visits.last?.stage.isLost == true {
        lost.append(path.deal)
      } else {
        open.append(path.deal)
      }
    }
  }
}
