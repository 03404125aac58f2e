internal import Reports

/// The sheet that says what the columns of the others mean.
struct ColumnSheet {
  static let name = "Columns"
  /// Of the last column, in characters.
  private static let width = 110

  let reports: [Report]

  func write(to write: @escaping (RawSpan) throws -> Void) throws {
    var writer = SheetWriter(SheetWriter.Layout(widths: [24, 28, 24, Self.width], hasHeading: true), write)
    try writer.addHeading(["Sheet", "Column", "Adds up over", "Meaning"].map { .text($0, .heading) })
    for report in reports {
      try add(report.type, "", "", "\(report.question) \(report.windowRule)", to: &writer)
      for column in SheetColumns(report).columns {
        try add(report.type, column.name, Self.sums(column), column.documentation, to: &writer)
      }
    }
    try writer.finish()
  }

  private func add(
    _ sheet: String, _ column: String, _ sums: String, _ meaning: String, to writer: inout SheetWriter
  ) throws {
    // Definitions are written for documents, where these mark code.
    let meaning = meaning.replacing("`", with: "")
    try writer.add(
      [sheet, column, sums, meaning].map { $0.isEmpty ? .empty : .text($0, .paragraph) },
      lines: 1 + meaning.count / Self.width)
  }

  private static func sums(_ column: Column) -> String {
    guard let axes = column.addsUpOver else { return "" }
    let names = Axis.allCases.filter(axes.contains).map(\.rawValue)
    return names.isEmpty ? "nothing" : names.joined(separator: ", ")
  }
}
