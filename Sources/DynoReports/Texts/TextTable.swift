internal import DisplayWidth

/// A table as text: aligned columns, grouped numbers on the right, `-` for no value.
struct TextTable {
  struct Column {
    let title: String
    var isNumber = false
    /// Whether it is left out if no row has a value.
    var isOptional = false
    /// Whether its texts are shown whole even if there is little room.
    var isWhole = false
    /// How a terminal shows a cell.
    var style: (@Sendable (_ text: String) -> StyledText.Style?)?
  }

  /// What is left of a text that there is no room for, at least.
  private static let leastWidth = 12
  /// The same in a table without numbers, which cannot be continued below.
  private static let narrowest = 4

  let columns: [Column]
  let rows: [[String?]]

  init(columns: [Column], rows: [[String?]]) {
    let shown = columns.indices.filter { index in
      rows.isEmpty || !columns[index].isOptional || rows.contains { $0[index] != nil }
    }
    self.columns = shown.map { columns[$0] }
    self.rows = rows.map { row in shown.map { row[$0] } }
  }

  /// All of it, however wide.
  var lines: [StyledText] { lines(within: nil) }

  /// - Parameter width: the columns of the terminal; nil for as many as the table needs.
  func lines(within width: Int?) -> [StyledText] {
    let cells = cells
    let natural = titles(of: cells)
    let widths = widths(within: width, cells, natural)
    let titles = columns.indices.map { column in
      let room = widths.widths[column]
      guard natural[column].contains(where: { $0.displayWidth > room }) else { return natural[column] }
      return Self.title(columns[column], broken: true, around: room).map { $0.cut(to: room) }
    }
    let shown = cells.map { row in columns.indices.map { row[$0].fitted(to: widths.widths[$0]) } }
    let groups = widths.groups.map { widths.groups.count > 1 ? Array(0..<textCount) + Array($0) : Array($0) }
    return Array(
      groups.map { lines(of: $0, titles, shown, widths.widths) }.joined(separator: [""]))
  }

  /// Whether all columns can stand beside each other.
  func fits(_ width: Int) -> Bool {
    let cells = cells
    return widths(within: width, cells, titles(of: cells)).groups.count == 1
  }

  private var cells: [[TableCell]] {
    rows.map { row in columns.indices.map { TableCell(row[$0], isNumber: columns[$0].isNumber) } }
  }

  /// How many columns stand before the first number.
  private var textCount: Int { columns.firstIndex(where: \.isNumber) ?? columns.count }

  /// Those of numbers are broken even if there is room.
  private func titles(of cells: [[TableCell]]) -> [[String]] {
    columns.indices.map { column in
      let values = cells.map { $0[column].width }.max() ?? 0
      return Self.title(columns[column], broken: columns[column].isNumber, around: values)
    }
  }

  private func widths(within width: Int?, _ cells: [[TableCell]], _ titles: [[String]]) -> TableWidths {
    TableWidths(
      columns.indices.map { column in measure(column, cells.map { $0[column] }, titles[column]) },
      room: width, repeated: textCount)
  }

  private func measure(_ column: Int, _ values: [TableCell], _ title: [String]) -> TableWidths.Column {
    let whole = max(values.map(\.width).max() ?? 0, title.map(\.displayWidth).max() ?? 0)
    guard !columns[column].isNumber else {
      return TableWidths.Column(whole: whole, short: whole, least: whole, narrowest: whole)
    }
    let short = values.map(\.shortWidth).max() ?? 0
    let broken = Self.title(columns[column], broken: true, around: short).map(\.displayWidth).max() ?? 0
    // What cells say counts more than the title.
    let narrowest = values.contains(where: \.isID) ? TableCell.shortIDLength : Self.narrowest
    func cut(to width: Int) -> Int {
      max(columns[column].isWhole ? short : min(short, width), narrowest)
    }
    return TableWidths.Column(
      whole: whole, short: max(short, broken), least: cut(to: Self.leastWidth), narrowest: cut(to: narrowest))
  }

  private func lines(
    of shown: [Int], _ titles: [[String]], _ cells: [[String]], _ widths: [Int]
  ) -> [StyledText] {
    let height = shown.map { titles[$0].count }.max() ?? 0
    // The last line of each title is just above the values.
    let heading = (0..<height).map { line in
      row(shown, widths) { column in
        let title = titles[column]
        return StyledText(line < height - title.count ? "" : title[line - height + title.count], .heading)
      }
    }
    return heading
      + cells.map { cells in
        row(shown, widths) { StyledText(cells[$0], columns[$0].style?(cells[$0])) }
      }
  }

  private func row(_ shown: [Int], _ widths: [Int], _ cell: (_ column: Int) -> StyledText) -> StyledText {
    var line: StyledText = ""
    // Spaces at the end are not written.
    var spaces = 0
    for (position, column) in shown.enumerated() {
      let text = cell(column)
      let width = text.description.displayWidth
      let free = max(widths[column] - width, 0)
      if position > 0 { spaces += TableWidths.gap }
      if columns[column].isNumber { spaces += free }
      if width > 0 {
        line += StyledText(String(repeating: " ", count: spaces)) + text
        spaces = 0
      }
      if !columns[column].isNumber { spaces += free }
    }
    return line
  }

  /// The title in one line, or in several, each after an underscore, so that it is hardly wider than the values.
  private static func title(_ column: Column, broken: Bool, around width: Int) -> [String] {
    guard broken else { return [column.title] }
    let words = column.title.split(separator: "_").map(String.init)
    let parts = words.enumerated().map { $0 < words.count - 1 ? $1 + "_" : $1 }
    let room = max(width, parts.map(\.count).max() ?? 0)
    return parts.reduce(into: []) { lines, part in
      if let last = lines.last, last.count + part.count <= room {
        lines[lines.count - 1] = last + part
      } else {
        lines.append(part)
      }
    }
  }
}
