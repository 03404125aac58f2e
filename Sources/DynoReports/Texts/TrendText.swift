internal import Comparisons
internal import Reports

/// The text output of `trend`: a table for each metric, with a column for each period.
enum TrendText {
  static func render(
    _ series: FactSeries, _ subject: ComparisonSubject, metrics: [String], showsIDs: Bool = false,
    width: Int? = nil
  ) -> StyledText {
    var lines = [StyledText("\(subject.title), \(counted(series.points.count, "period"))", .heading)]
    lines += ComparisonNotices.lines(series, metrics: metrics)
    let about = DimensionColumns(series.report, series.report.dimensions.map(\.name), showsIDs: showsIDs)
    let periods = series.points.map {
      TextTable.Column(title: $0.name(among: series.points), isNumber: true)
    }
    let rows = series.rows.map { row in
      let (dimensions, names) = (row.named(series.report), row.names(series.report))
      return (about: about.cells { dimensions[$0] ?? names[$0] ?? nil }, cells: row.cells)
    }
    for (index, metric) in series.report.metrics.enumerated() where metrics.contains(metric.name) {
      let table = TextTable(
        columns: about.columns + periods + [TextTable.Column(title: "change", isNumber: true)],
        rows: rows.map { about, cells in
          about + cells.map { $0?.values[index] } + [cells.last??.changes[index]]
        })
      lines += ["", StyledText(metric.name, .heading)]
      lines += table.lines(within: width.map { $0 - 2 }).map { "  " + $0 }
    }
    return lines.joined
  }
}
