internal import Comparisons
internal import Reports
internal import Schedules

/// The JSON of `trend`. Numbers are text: they are exact.
struct TrendDocument: Encodable {
  struct Row: Encodable {
    /// By dimension column.
    let dimensions: [String: String?]
    /// By metric; a value for each period.
    let metrics: [String: [String?]]
    /// By metric; what it is more than in the period before.
    let changes: [String: [String?]]
  }

  let tenant: String
  let schedule: String
  let report: String
  let periods: [PointDocument]
  let definitionChanges: [DefinitionChangeDocument]
  /// Metrics that the report lacks in some of the periods, by its version.
  let notCompared: [String]
  let rows: [Row]

  init(_ series: FactSeries, _ subject: ComparisonSubject, metrics: [String]) {
    tenant = subject.tenant.slug
    schedule = subject.schedule
    report = subject.report.type
    periods = series.points.map(PointDocument.init)
    definitionChanges = DefinitionChange.all(in: series.points)
      .map { DefinitionChangeDocument($0, in: series.points) }
    notCompared = metrics.filter(series.incomparableMetrics.contains)
    let positions = series.report.metrics.enumerated().filter { metrics.contains($1.name) }
    rows = series.rows.map { row in
      Row(
        dimensions: row.named(series.report),
        metrics: Dictionary(
          uniqueKeysWithValues: positions.map { index, metric in
            (metric.name, row.cells.map { $0?.values[index] })
          }),
        changes: Dictionary(
          uniqueKeysWithValues: positions.map { index, metric in
            (metric.name, row.cells.map { $0?.changes[index] })
          }))
    }
  }

}

extension FactSeries.Row {
  /// The dimensions by column.
  func named(_ report: Report) -> [String: String?] {
    Dictionary(uniqueKeysWithValues: zip(report.dimensions.map(\.name), dimensions))
  }
}
