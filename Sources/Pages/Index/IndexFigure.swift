internal import Calendars
internal import Exports

/// A column of the index: a figure that the pages of some of its periods begin with.
struct IndexFigure {
  /// As many of a period are shown.
  private static let maxOfPeriod = 3

  let name: Figures.Name
  let heading: String

  /// Those of all lines: a schedule's reports may have changed, and older periods keep their figures.
  static func all(of lines: [IndexLine]) -> [IndexFigure] {
    var names: [Figures.Name] = []
    for line in lines where line.isPublished {
      let own = candidates(of: line).filter { line.figures[$0] != nil }.prefix(maxOfPeriod)
      names += own.filter { !names.contains($0) }
    }
    return names.map { name in
      IndexFigure(name: name, heading: heading(name, lines.filter { value(name, of: $0) != nil }))
    }
  }

  /// What the page of a period can begin with, in order.
  private static func candidates(of line: IndexLine) -> [Figures.Name] {
    line.period.isRunning
      ? [.openAmount, .weightedAmount, .wonAmount, .shortCount, .winRate]
      : [.wonAmount, .reachedCount, .winRate, .openAmount, .weightedAmount]
  }

  private static func value(_ name: Figures.Name, of line: IndexLine) -> ExactNumber? {
    line.isPublished && candidates(of: line).contains(name) ? line.figures[name] : nil
  }

  /// - Parameter lines: those that have the figure.
  private static func heading(_ name: Figures.Name, _ lines: [IndexLine]) -> String {
    switch name {
    case .openAmount: return "Open"
    case .weightedAmount: return "Weighted"
    case .shortCount: return "Short of 3×"
    case .reachedCount: return "Reached target"
    case .winRate: return "Win rate"
    default:
      let units = Set(lines.map { $0.period.isRunning ? $0.period.window.kind.unit : nil })
      return units.count == 1 ? units.first?.map { "Won in the \($0)" } ?? "Won" : "Won"
    }
  }

  /// nil where the period does not have it.
  func value(of line: IndexLine) -> ExactNumber? { Self.value(name, of: line) }

  /// As it is written; nil like ``value(of:)``.
  func text(of line: IndexLine) -> String? {
    value(of: line).map { value in
      switch name {
      case .shortCount, .reachedCount:
        value.grouped() + (line.figures[.targetCount].map { " of \($0.grouped())" } ?? "")
      case .winRate: value.percent()
      default: value.short
      }
    }
  }
}
