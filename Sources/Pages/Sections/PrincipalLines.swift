/// The lines of a chart about principals: for each kind a heading, the rows that are shown, and what lies between them.
struct PrincipalLines<Entry: PrincipalEntry> {
  private enum Line {
    case heading(PrincipalKind)
    case row(Entry, rank: Int)
    case between(Int, median: ExactNumber?)
  }

  private let lines: [Line]
  /// How the rows are ordered, in words.
  private let order: String

  init(_ excerpts: PrincipalExcerpts<Entry>, order: String) {
    self.order = order
    lines = excerpts.all.flatMap { kind, excerpt -> [Line] in
      let first = excerpt.first.enumerated().map { Line.row($1, rank: $0 + 1) }
      let last = excerpt.last.enumerated()
        .map { Line.row($1, rank: excerpt.count - excerpt.last.count + $0 + 1) }
      let between =
        excerpt.omitted > 0 ? [Line.between(excerpt.omitted, median: excerpt.medianOfOmitted)] : []
      return [.heading(kind)] + first + between + last
    }
  }

  var count: Int { lines.count }

  var rows: [(index: Int, entry: Entry, rank: Int)] {
    lines.enumerated().compactMap { index, line in
      if case .row(let entry, let rank) = line { (index, entry, rank) } else { nil }
    }
  }

  /// The rows that stand together.
  var blocks: [Range<Int>] { rows.map(\.index).ranges }

  func drawNames(in column: inout ChartColumn, _ name: (FactRow) -> ShownName) {
    for (index, line) in lines.enumerated() {
      switch line {
      case .heading(let kind): column.groupHeading(index, kind.heading, kind == .tenant ? "" : order)
      case .row(let entry, _): column.text(index, name(entry.row).inChart)
      case .between(let count, _):
        column.text(index, "\(ExactNumber(count).grouped()) between; median", "q")
      }
    }
  }

  /// Numbers of the rows, and of those between the median, where the rows are ordered by these numbers.
  func drawNumbers(
    in column: inout ChartColumn, of number: (Entry) -> ExactNumber?, as words: (ExactNumber) -> String,
    style: (Entry) -> String
  ) {
    for (index, line) in lines.enumerated() {
      switch line {
      case .heading: break
      case .row(let entry, _): column.number(index, number(entry).map(words) ?? "–", style(entry))
      case .between(_, let median): column.number(index, median.map(words) ?? "–", "q")
      }
    }
  }
}
