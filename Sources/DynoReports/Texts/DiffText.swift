internal import Comparisons
internal import Reports

/// The text output of `diff`: one line for each metric that differs.
enum DiffText {
  static func render(_ series: FactSeries, _ subject: ComparisonSubject, showsIDs: Bool = false) -> String {
    let difference = DiffDocument(series, subject)
    let rows = difference.rows
    let names = series.points.map { $0.name(among: series.points) }
    let count = { (status: DiffDocument.Status) in rows.filter { $0.status == status }.count }
    var lines = [
      "\(subject.title): \(names[0]) and \(names[1])",
      "\(count(.changed)) changed, \(count(.removed)) only in \(names[0]), "
        + "\(count(.added)) only in \(names[1]), \(difference.same) unchanged",
    ]
    lines += ComparisonNotices.lines(series, metrics: series.report.metrics.map(\.name))
    let dimensions = series.report.dimensions.map(\.name)
    let nameColumns = dimensions.map { series.report.nameColumn(of: $0)?.name }
    let about = DimensionColumns(series.report, dimensions, showsIDs: showsIDs)
    let table = TextTable(
      columns: about.columns + [TextTable.Column(title: "metric")]
        + (names + ["change"]).map { TextTable.Column(title: $0, isNumber: true) },
      rows: rows.flatMap { row in
        series.report.metrics.compactMap { column in
          row.metrics[column.name].map { metric in
            about.cells(
              dimensions.map { row.dimensions[$0] ?? nil },
              names: nameColumns.map { name in name.flatMap { row.names[$0] ?? nil } })
              + [column.name, metric.before, metric.after, metric.change]
          }
        }
      })
    if !rows.isEmpty { lines += [""] + table.lines }
    return lines.joined(separator: "\n")
  }
}
