internal import Comparisons
internal import Reports
internal import Schedules

/// The JSON of `diff`. Numbers are strings, so that they stay exact.
struct DiffDocument: Encodable {
  enum Status: String, Encodable, CaseIterable {
    case changed, added, removed
  }

  struct Metric: Encodable {
    let before: String?
    let after: String?
    /// `after` minus `before`, if both sides have a number.
    let change: String?
  }

  struct Row: Encodable {
    let status: Status
    /// By name of the dimension column.
    let dimensions: [String: String?]
    /// By name of the column; the latest names of the ids among the dimensions.
    let names: [String: String?]
    /// The metrics that differ.
    let metrics: [String: Metric]
    /// The runs that stored the row, which `explain` and `runs show` take; absent where it is not stored.
    let beforeRunID: String?
    let afterRunID: String?
  }

  /// A run that could not be reported now.
  struct LiveFailure: Encodable {
    /// By name of the column.
    let dimensions: [String: String?]
    let names: [String: String?]
    let error: String
  }

  let tenant: String
  let schedule: String
  let report: String
  let before: PointDocument
  let after: PointDocument
  let definitionChanges: [DefinitionChangeDocument]
  /// Metrics that the report version of one side does not have.
  let notCompared: [String]
  /// Number of rows that are the same on both sides. They are not listed.
  let same: Int
  let rows: [Row]
  /// By column of money: what all rows add up to. A deal that stands behind several rows is in it several times. Absent
  /// columns are not compared.
  let sums: [String: Metric]
  /// Present if one side is the CRM as it is now.
  let failures: [LiveFailure]?

  /// - Parameter series: has exactly two points.
  init(_ series: FactSeries, _ subject: ComparisonSubject) {
    tenant = subject.tenant.slug
    schedule = subject.schedule
    report = subject.report.type
    before = PointDocument(series.points[0])
    after = PointDocument(series.points[1])
    definitionChanges = DefinitionChange.all(in: series.points)
      .map { DefinitionChangeDocument($0, in: series.points) }
    notCompared = series.incomparableMetrics.sorted()
    rows = series.rows.compactMap { Row($0, series) }
    same = series.rows.count - rows.count
    sums = Dictionary(
      uniqueKeysWithValues: series.comparableSums.map {
        ($0.column, Metric(before: $0.before, after: $0.after, change: $0.change))
      })
    let report = series.report
    failures =
      series.points.contains(where: \.isLive)
      ? series.liveFailures.map { failure in
        LiveFailure(
          dimensions: Dictionary(uniqueKeysWithValues: zip(report.runDimensions, failure.dimensions)),
          names: Dictionary(
            uniqueKeysWithValues: zip(report.runDimensions, failure.names).compactMap { dimension, name in
              report.nameColumn(of: dimension).map { ($0.name, name) }
            }),
          error: failure.message)
      } : nil
  }
}

extension FactSeries {
  /// None if a point has no run of the report.
  var comparableSums: [Sum] {
    guard points.allSatisfy({ $0.definition != nil }) else { return [] }
    return sums.filter { !incomparableMetrics.contains($0.column) }
  }
}

extension DiffDocument.Row {
  /// - Returns: nil if both sides are the same.
  fileprivate init?(_ row: FactSeries.Row, _ series: FactSeries) {
    let (before, after) = (row.cells[0], row.cells[1])
    metrics = Dictionary(
      uniqueKeysWithValues: series.report.metrics.enumerated().compactMap { index, column in
        if series.incomparableMetrics.contains(column.name) { return nil }
        let (old, new) = (before?.values[index], after?.values[index])
        guard old != new else { return nil }
        return (
          column.name,
          DiffDocument.Metric(before: old ?? nil, after: new ?? nil, change: after?.changes[index])
        )
      })
    switch (before, after) {
    case (nil, _): status = .added
    case (_, nil): status = .removed
    default:
      if metrics.isEmpty { return nil }
      status = .changed
    }
    dimensions = row.named(series.report)
    names = row.names(series.report)
    (beforeRunID, afterRunID) = (before?.runID, after?.runID)
  }
}
