internal import Comparisons
internal import Reports
internal import Schedules

/// What `trend` tells, as JSON and for people. Numbers are text: they are exact.
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

  private let series: FactSeries
  private let metrics: [String]
  private let title: String

  private enum CodingKeys: CodingKey {
    case tenant, schedule, report, periods, definitionChanges, notCompared, rows
  }

  init(_ series: FactSeries, _ subject: ComparisonOptions.Subject, metrics: [String]) {
    self.series = series
    self.metrics = metrics
    title = subject.title
    tenant = subject.tenant.slug
    schedule = subject.schedule
    report = subject.report.type
    periods = series.points.map(PointDocument.init)
    definitionChanges = DefinitionChange.all(in: series.points)
      .map { DefinitionChangeDocument($0, in: series.points) }
    notCompared = metrics.filter(series.metricsNotInAll.contains)
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

  /// A table for each metric, with a column for each period.
  var text: String {
    var lines = ["\(title), \(series.points.count) periods"]
    lines += ComparisonNotices.lines(series, metrics: metrics)
    let dimensions = series.report.dimensions.map { TextTable.Column(title: $0.name) }
    let periods = series.points.map {
      TextTable.Column(title: $0.name(among: series.points), isNumber: true)
    }
    for (index, metric) in series.report.metrics.enumerated() where metrics.contains(metric.name) {
      let table = TextTable(
        columns: dimensions + periods + [TextTable.Column(title: "change", isNumber: true)],
        rows: series.rows.map { row in
          row.dimensions + row.cells.map { $0?.values[index] } + [row.cells.last??.changes[index]]
        })
      lines += ["", metric.name] + table.lines.map { "  " + $0 }
    }
    return lines.joined(separator: "\n")
  }
}

extension FactSeries.Row {
  /// The dimensions by column.
  func named(_ report: Report) -> [String: String?] {
    Dictionary(uniqueKeysWithValues: zip(report.dimensions.map(\.name), dimensions))
  }
}
