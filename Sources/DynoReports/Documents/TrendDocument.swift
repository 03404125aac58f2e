internal import Comparisons
internal import Reports
internal import Schedules

/// The JSON of `trend`. Numbers are strings, so that they stay exact.
struct TrendDocument: Encodable {
  struct Row: Encodable {
    /// By name of the dimension column.
    let dimensions: [String: String?]
    /// By name of the column; the latest names of the ids among the dimensions.
    let names: [String: String?]
    /// By metric; one value for each period.
    let metrics: [String: [String?]]
    /// By metric; the change from the previous period.
    let changes: [String: [String?]]
  }

  let tenant: String
  let schedule: String
  let report: String
  let periods: [PointDocument]
  let definitionChanges: [DefinitionChangeDocument]
  /// Metrics that the report did not have yet in some of the periods.
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
        dimensions: row.named(series.report), names: row.names(series.report),
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
  /// The dimensions, by column name.
  func named(_ report: Report) -> [String: String?] {
    Dictionary(uniqueKeysWithValues: zip(report.dimensions.map(\.name), dimensions))
  }

  /// The names of the ids among the dimensions, by column name.
  func names(_ report: Report) -> [String: String?] {
    let columns = report.dimensions.map { report.nameColumn(of: $0.name)?.name }
    let named = zip(columns, names).compactMap { column, name in column.map { ($0, name) } }
    return Dictionary(uniqueKeysWithValues: named)
  }
}
