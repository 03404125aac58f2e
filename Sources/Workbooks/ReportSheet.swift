internal import Exports
internal import PostgreSQL
internal import Reports

/// The sheet of a report: its columns, and as many of its rows as fit.
struct ReportSheet {
  /// What was written.
  struct Outcome {
    let rows: Int
    /// How many numbers a spreadsheet would round.
    let numbersAsText: Int
    let bytes: Int
  }

  let report: Report
  let limits: SheetLimits

  func write(_ source: ViewSource, to write: @escaping (RawSpan) throws -> Void) throws -> Outcome {
    let sheet = SheetColumns(report)
    var writer = SheetWriter(
      SheetWriter.Layout(widths: sheet.widths, hasHeading: true, pages: sheet.pages), write)
    try writer.addHeading(sheet.columns.map { .text($0.name, $0.isNumber ? .numberHeading : .heading) })
    var columns = sheet.columns.enumerated().map { ColumnCells($1, at: $0) }
    try source.forEachBatch(of: report.type) { _, rows in
      for row in rows.indices where writer.rows < limits.rows && writer.bytes < limits.bytes {
        writer.beginRow()
        for (place, position) in sheet.positions.enumerated() {
          unsafe rows.withBytes(row, position) { unsafe columns[place].write($0, to: &writer) }
        }
        try writer.endRow()
      }
    }
    try writer.finish()
    return Outcome(
      rows: writer.rows - 1, numbersAsText: columns.map(\.numbersAsText).reduce(0, +), bytes: writer.bytes)
  }
}
