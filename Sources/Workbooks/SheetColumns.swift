internal import Reports

/// The columns of a report's sheet: what people look for first, ids last.
struct SheetColumns {
  /// Positions among the columns of the files.
  let positions: [Int]
  let columns: [Column]

  init(_ report: Report) {
    let all = report.fileColumns
    // Names stand where the ids would.
    let places = all.map { column in all.firstIndex { $0.name == column.nameOf } }
    positions = all.indices.sorted {
      (Self.rank(all[$0]), places[$0] ?? $0, $0) < (Self.rank(all[$1]), places[$1] ?? $1, $1)
    }
    columns = positions.map { all[$0] }
    printed = report.type == Report.runHeaders.type ? all.count : all.count { $0.type != .uuid }
  }

  private static func rank(_ column: Column) -> Int {
    if column.role == .identity { return 4 }
    if column.type == .uuid { return 3 }
    switch column.role {
    case .window, .asOf: return 2
    case .dimension, .name, .identity: return 0
    case .metric: return column.nameOf == nil ? 1 : 0
    }
  }

  /// How many say what the row is about. They stand on each page.
  var leading: Int { columns.prefix { Self.rank($0) == 0 }.count }

  /// How many are printed: without ids, which take much room on paper, except on the sheet that says what they are.
  let printed: Int

  /// On how many pages beside each other they are large enough to be read.
  var pages: Int { 1 + widths.prefix(printed).reduce(0, +) / 240 }

  /// In characters.
  var widths: [Int] {
    columns.map { column in
      let values =
        switch column.type {
        case .uuid: 38
        case .text(let maxLength): maxLength > 40 ? 30 : 12
        case .bigint: 12
        case .decimal(let precision, _): precision < 20 ? 12 : 18
        case .date: 12
        case .instant: 22
        }
      // With room for the button of the filter.
      return max(values, column.name.count + 4)
    }
  }
}
