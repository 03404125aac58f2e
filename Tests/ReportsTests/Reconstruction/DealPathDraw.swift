import Foundation

/// Draws what becomes of a deal in a pipeline: it moves on and back, skips stages, is won, is lost, is opened again, leaves the
/// pipeline and comes back.
struct DealPathDraw: Sendable {
  let dealID: UUID
  /// The open ones in order, then the won and the lost one.
  let stages: [StageRow]
  /// What happens then or later is not known yet.
  let end: Int

  private var openCount: Int { stages.count - 2 }

  /// At least one visit; no two of them begin at the same time.
  func visits(from start: Int, _ draw: inout SplitMix64) -> [StageVisit] {
    var visits: [StageVisit] = []
    var (place, now) = (draw.chance(75) ? 0 : draw.below(openCount), start)
    while true {
      let later = Self.later(than: now, &draw)
      visits.append(StageVisit(dealID: dealID, stage: stages[place], entered: now))
      guard later < end, let move = move(from: place, &draw) else { return visits }
      visits[visits.count - 1].left = later
      now = later
      if case .to(let next) = move {
        place = next
      } else {
        now = Self.later(than: now, &draw)
        if now >= end || draw.chance(50) { return visits }
        place = draw.below(stages.count)
      }
      visits[visits.count - 1].nextEntered = now
    }
  }

  /// Often a Monday, where weeks meet, or a microsecond beside it.
  static func later(than instant: Int, _ draw: inout SplitMix64) -> Int {
    let hours = draw.pick([1, 24, 7 * 24, 30 * 24, 90 * 24])
    let later = instant + 1 + draw.below(hours * 3_600_000_000)
    return draw.chance(15) ? Monday(after: later).instant + draw.pick([-1, 0, 0, 1]) : later
  }

  private enum Move {
    /// The number of a stage.
    case to(Int)
    case leave
  }

  /// nil if the deal stays for good.
  private func move(from place: Int, _ draw: inout SplitMix64) -> Move? {
    let (won, lost) = (openCount, openCount + 1)
    if place >= openCount {
      switch draw.below(100) {
      case 0..<15: return .to(draw.below(openCount))
      case 15..<20: return .to(place == won ? lost : won)
      case 20..<27: return .leave
      default: return nil
      }
    }
    switch draw.below(100) {
    case 0..<45: return .to(place + 1)
    case 45..<55: return .to(min(place + draw.within(2...3), won))
    case 55..<67: return .to(place == 0 ? lost : draw.below(place))
    case 67..<75: return .to(won)
    case 75..<88: return .to(lost)
    case 88..<96: return .leave
    default: return nil
    }
  }
}
