/// How many rows of a kind are in each state.
struct CoverageCounts: Equatable {
  private var states: [CoverageEntry.State: Int] = [:]
  /// Those with a target who won nothing of it.
  private(set) var wonNothing = 0

  mutating func add(_ entry: CoverageEntry) {
    states[entry.state, default: 0] += 1
    if entry.share == .zero { wonNothing += 1 }
  }

  subscript(states: CoverageEntry.State...) -> Int { states.map { self.states[$0, default: 0] }.reduce(0, +) }

  var all: Int { states.values.reduce(0, +) }
  /// A target of 0 asks for nothing.
  var withTarget: Int { all - self[.noTarget, .zeroTarget] }
  /// With less open pipeline than three times what is left to win.
  var short: Int { self[.below1, .below3] }
}
