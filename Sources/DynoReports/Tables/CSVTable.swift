internal import Exports
internal import Reports

/// The table of a command for other programs: exact values, and the names that the same has in JSON.
struct CSVTable {
  struct Column {
    let name: String
    let isText: Bool
    /// Whether a text that is a number stands as it is, although it may begin with a minus.
    var mayBeNumber = false

    static func text(_ name: String) -> Self { Column(name: name, isText: true) }
    /// A metric of any kind: most are numbers, but one can be the name of a stage.
    static func textOrNumber(_ name: String) -> Self { Column(name: name, isText: true, mayBeNumber: true) }
    /// A number, an instant, an id or what else needs no quotes.
    static func value(_ name: String) -> Self { Column(name: name, isText: false) }
  }

  let columns: [Column]
  /// Cells in the order of the columns; nil is an empty cell.
  let rows: [[String?]]

  /// Writes the table with a header, in the form of the published files.
  ///
  /// - Parameter write: receives whole lines.
  func write(_ write: @escaping (_ lines: String) -> Void) throws {
    var csv = CSVRows(header: columns.map { ($0.name, $0.isText) }, write: write)
    for row in rows {
      try csv.write(
        zip(columns, row).map { column, cell in
          (cell, column.isText && !(column.mayBeNumber && cell?.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?/) != nil))
        })
    }
    try csv.finish()
  }
}

extension CSVTable.Column {
  init(_ column: Reports.Column) {
    let isText = if case .text = column.type { true } else { false }
    self.init(name: column.name, isText: isText)
  }
}
