internal import DisplayWidth

/// A table as text: aligned columns, numbers on the right, `-` for no value.
struct TextTable {
  struct Column {
    let title: String
    var isNumber = false
    /// Whether it is left out if no row has a value.
    var isOptional = false
  }

  let columns: [Column]
  let rows: [[String?]]

  init(columns: [Column], rows: [[String?]]) {
    let shown = columns.indices.filter { index in
      rows.isEmpty || !columns[index].isOptional || rows.contains { $0[index] != nil }
    }
    self.columns = shown.map { columns[$0] }
    self.rows = rows.map { row in shown.map { row[$0] } }
  }

  /// A text with its width, which is measured once.
  private struct Cell {
    let text: String
    let width: Int

    init(_ text: String) {
      self.text = text
      width = text.displayWidth
    }
  }

  var lines: [String] {
    let cells = rows.map { row in row.map { Cell($0.map(Self.printable) ?? "-") } }
    let titles = columns.indices.map { column in
      Self.broken(columns[column], around: cells.map { $0[column].width }.max() ?? 0)
    }
    let height = titles.map(\.count).max() ?? 0
    // The last line of each title is just above the values.
    let heading = (0..<height).map { line in
      titles.map { title in Cell(line < height - title.count ? "" : title[line - height + title.count]) }
    }
    let all = heading + cells
    let widths = columns.indices.map { column in all.map { $0[column].width }.max() ?? 0 }
    return all.map { row in
      let padded = columns.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].width)
        return columns[column].isNumber ? space + row[column].text : row[column].text + space
      }
      let line = padded.joined(separator: "  ")
      return String(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)])
    }
  }

  /// The title of a column of numbers in several lines, each after an underscore, so that it is hardly wider than the numbers.
  private static func broken(_ column: Column, around width: Int) -> [String] {
    guard column.isNumber else { return [column.title] }
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

  static func isPrintable(_ text: String) -> Bool { printable(text) == text }

  /// A cell has one line.
  static func printable(_ text: String) -> String {
    text.isPlainASCII ? text : Terminal.printable(text.replacing(/[\n\t]/, with: "\u{FFFD}"))
  }
}
