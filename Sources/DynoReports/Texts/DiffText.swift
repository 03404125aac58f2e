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
    let metrics = series.report.metrics.map(\.name)
    lines += ComparisonNotices.lines(series, metrics: metrics)
    let about = DimensionColumns(
      series.report, series.report.dimensions.map(\.name), showsIDs: showsIDs)
    let table = TextTable(
      columns: about.columns + [TextTable.Column(title: "metric")]
        + (names + ["change"]).map { TextTable.Column(title: $0, isNumber: true) },
      rows: rows.flatMap { row in
        let cells = about.cells { row.dimensions[$0] ?? row.names[$0] ?? nil }
        return metrics.compactMap { name in
          row.metrics[name].map { cells + [name, $0.before, $0.after, $0.change] }
        }
      })
    if !rows.isEmpty { lines += [""] + table.lines }
    return lines.joined(separator: "\n")
  }
}
