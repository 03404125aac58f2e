internal import Calendars
internal import Comparisons
internal import Reports
internal import Runs

/// The CSV of `trend`: a line for each row and period, with each metric and its change from the period before.
enum TrendTable {
  static func table(_ series: FactSeries, metrics: [String]) -> CSVTable {
    let report = series.report
    let shown = report.metrics.enumerated().filter { metrics.contains($1.name) }
    let about = SeriesColumns(report)
    return CSVTable(
      columns: about.columns + [.text("period"), .value("revision")]
        + shown.flatMap { _, metric -> [CSVTable.Column] in
          [CSVTable.Column(metric)] + (metric.isNumber ? [.value("\(metric.name)_change")] : [])
        },
      rows: series.rows.flatMap { row in
        series.points.indices.map { point in
          let occurrence = series.points[point].occurrence
          return about.cells(row) + [occurrence.period.label, "\(occurrence.key.revision)"]
            + shown.flatMap { index, metric -> [String?] in
              let cell = row.cells[point]
              return [cell?.values[index]] + (metric.isNumber ? [cell?.changes[index]] : [])
            }
        }
      })
  }
}
