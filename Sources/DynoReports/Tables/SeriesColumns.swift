internal import Comparisons
internal import Reports

/// The columns that say what a row of a comparison is about: dimensions, and the names of their ids.
struct SeriesColumns {
  private let report: Report
  private let names: [Column]

  init(_ report: Report) {
    self.report = report
    names = report.dimensions.compactMap { report.nameColumn(of: $0.name) }
  }

  var columns: [CSVTable.Column] { (report.dimensions + names).map(CSVTable.Column.init) }

  func cells(_ row: FactSeries.Row) -> [String?] { cells(row.named(report), row.names(report)) }

  func cells(_ dimensions: [String: String?], _ names: [String: String?]) -> [String?] {
    report.dimensions.map { dimensions[$0.name] ?? nil } + self.names.map { names[$0.name] ?? nil }
  }
}
