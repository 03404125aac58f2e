/// A table as text: aligned columns, numbers on the right, `-` for no value.
struct TextTable {
  struct Column {
    let title: String
    var isNumber = false
  }

  let columns: [Column]
  let rows: [[String?]]

  var lines: [String] {
    let cells = [columns.map(\.title)] + rows.map { row in row.map { $0.map(Self.printable) ?? "-" } }
    let widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      let padded = columns.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return columns[column].isNumber ? space + row[column] : row[column] + space
      }
      let line = padded.joined(separator: "  ")
      return String(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)])
    }
  }

  static func isPrintable(_ text: String) -> Bool { printable(text) == text }

  /// A cell has one line.
  static func printable(_ text: String) -> String {
    Terminal.printable(text.replacing(/[\n\t]/, with: "\u{FFFD}"))
  }
}
