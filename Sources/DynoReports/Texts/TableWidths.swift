/// How wide the columns of a table are, so that it fits a terminal.
///
/// First ids are shortened, then the widest texts, all as little as they must. What is still too wide is continued below, with
/// the first columns again: numbers are never cut, and texts not so much that nobody can tell them apart.
struct TableWidths {
  struct Column {
    /// What its cells and its title take as they are.
    let whole: Int
    /// The same with short ids, and a title in several lines.
    let short: Int
    /// What it should have; less than `short` if its texts may be cut.
    let least: Int
    /// What it must have, where there are no columns that could stand below.
    let narrowest: Int
  }

  /// Between two columns.
  static let gap = 2

  /// By column.
  private(set) var widths: [Int]
  /// The columns that stand beside each other; several groups stand below each other.
  private(set) var groups: [Range<Int>]

  /// - Parameters:
  ///   - room: the columns of the terminal; nil for as much as the table needs.
  ///   - repeated: the number of columns that stand in front of each group. If these are all, there is one group.
  init(_ columns: [Column], room: Int?, repeated: Int) {
    let all = columns.indices
    widths = columns.map(\.whole)
    groups = [all]
    guard let room, width(of: all) > room else { return }
    widths = columns.map(\.short)
    shrink(all, to: room) { columns[$0].least }
    guard width(of: all) > room else { return }
    if repeated == columns.count {
      shrink(all, to: room) { columns[$0].narrowest }
      return
    }
    // Where numbers stand below anyhow, there is more room for the texts beside them.
    widths = columns.map(\.short)
    shrink(0..<repeated, to: room / 2) { columns[$0].least }
    groups = parts(room, repeated)
  }

  /// Takes from the widest columns.
  private mutating func shrink(_ range: Range<Int>, to room: Int, least: (_ column: Int) -> Int) {
    while width(of: range) > room,
      let widest = range.filter({ widths[$0] > least($0) }).max(by: { widths[$0] < widths[$1] })
    {
      widths[widest] -= 1
    }
  }

  private func width(of range: Range<Int>) -> Int {
    widths[range].reduce(0, +) + Self.gap * max(range.count - 1, 0)
  }

  /// As many columns as there is room for in each, and one at least.
  private func parts(_ room: Int, _ repeated: Int) -> [Range<Int>] {
    let left = room - width(of: 0..<repeated)
    var parts: [Range<Int>] = []
    for index in repeated..<widths.count {
      if let last = parts.last,
        widths[last.lowerBound...index].reduce(0, { $0 + Self.gap + $1 }) <= left
      {
        parts[parts.count - 1] = last.lowerBound..<index + 1
      } else {
        parts.append(index..<index + 1)
      }
    }
    return parts
  }
}
