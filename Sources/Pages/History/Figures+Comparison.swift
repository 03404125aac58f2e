internal import Exports
internal import Reports
internal import Runs

extension Figures {
  /// Those of a period before that can be compared with a page's own.
  ///
  /// - Parameters:
  ///   - source: the period before.
  ///   - own: the page's figures.
  ///   - page: the page's period.
  func compared(_ source: ViewSource, with own: Figures, of page: ViewSource) throws -> Figures {
    var figures = self
    for name in Name.allCases where self[name] != nil {
      if let difference = try difference(name, source, own, page) {
        figures.leaveOut(name, because: difference)
      }
    }
    return figures
  }

  private func difference(
    _ name: Name, _ source: ViewSource, _ own: Figures, _ page: ViewSource
  ) throws -> Difference? {
    let report = presentation(name)
    guard report == own.presentation(name) else { return .definition }
    return try FigureBasis(report, in: source).flatMap { before in
      try FigureBasis(report, in: page).flatMap { before.difference(from: $0) }
    }
  }

  /// Of which report it is.
  private func presentation(_ name: Name) -> Presentation {
    switch name {
    case .openAmount, .openCount: .stages
    case .weightedAmount: .forecast
    case .wonAmount, .wonCount: isWonByStages ? .conversion : .overview
    case .shortCount, .reachedCount, .targetCount: .coverage
    case .winRate, .closedCount, .closedWonCount, .averageWonAmount: .overview
    }
  }
}
