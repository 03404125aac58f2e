internal import Comparisons
internal import Reports

/// The CSV of `diff`: a line for each metric that differs.
enum DiffTable {
  static func table(_ series: FactSeries, _ subject: ComparisonSubject) -> CSVTable {
    let about = SeriesColumns(series.report)
    let metrics = series.report.metrics.map(\.name)
    return CSVTable(
      columns: [.text("status")] + about.columns
        + [.text("metric"), .textOrNumber("before"), .textOrNumber("after"), .value("change")]
        + [.value("before_run_id"), .value("after_run_id")],
      rows: DiffDocument(series, subject).rows.flatMap { row in
        metrics.compactMap { name in
          row.metrics[name].map { metric in
            [row.status.rawValue] + about.cells(row.dimensions, row.names)
              + [name, metric.before, metric.after, metric.change, row.beforeRunID, row.afterRunID]
          }
        }
      })
  }
}
