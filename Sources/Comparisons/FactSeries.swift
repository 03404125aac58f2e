package import Foundation
package import PostgreSQL
package import Reports
package import Runs

/// The facts of one report in several periods or revisions of a schedule, side by side. They are computed on
/// request: the methodology does not allow trends to be stored.
package struct FactSeries: Sendable {
  /// One row per combination of dimension values that occurs in any of the points, in the report's order: by the rank that the
  /// last point says, where rows have one.
  package private(set) var rows: [Row] = []
  package private(set) var points: [SeriesPoint]
  /// The report in its latest version.
  package let report: Report
  /// What all rows of two points add up to, for each column of money; empty for more points, and without rows.
  package private(set) var sums: [Sum] = []
  /// The runs that could not be reported now.
  package private(set) var liveFailures: [LiveFailure] = []
  /// The dimensions of the runs that the CRM gives now.
  private var liveRuns: Set<[String?]> = []

  /// The metrics that at least one point lacks, because its version of the report does not have them. They
  /// cannot be compared.
  package var incomparableMetrics: Set<String> {
    let common = points.compactMap(\.reportVersion).compactMap(report.version)
      .map { Set($0.metrics.map(\.name)) }
    let all = Set(report.metrics.map(\.name))
    return all.subtracting(common.reduce(all) { $0.intersection($1) })
  }

  package struct Row: Sendable {
    /// Values of the report's dimension columns.
    package let dimensions: [String?]
    /// The names of the ids among them, those of the last point that has one; nil where there is none.
    package fileprivate(set) var names: [String?]
    /// One cell per point; nil if the point does not have this row.
    package fileprivate(set) var cells: [Cell?]
  }

  /// A column of money, over all rows. A deal that stands behind several rows is in it several times.
  package struct Sum: Sendable {
    package let column: String
    package let before: String
    package let after: String
    package let change: String

    fileprivate init(_ column: Column, _ row: PostgreSQL.Row) throws {
      self.column = column.name
      before = try row.value("sum_before_of_\(column.name)")
      after = try row.value("sum_after_of_\(column.name)")
      change = try row.value("sum_change_of_\(column.name)")
    }
  }

  package struct LiveFailure: Sendable {
    /// Of the run.
    package let dimensions: [String?]
    /// The names of the ids among them; nil where there is none.
    package let names: [String?]
    package let message: String
  }

  package struct Cell: Sendable {
    /// The run that stored the row; nil for one that is not stored.
    package let runID: String?
    /// The values of the report's metrics, in the text form of the files; nil for NULL.
    package let values: [String?]
    /// The difference of each metric from the previous point; nil if it cannot be compared, or if it is not
    /// numeric.
    package let changes: [String?]
  }

  /// - Parameters:
  ///   - occurrences: occurrences of one tenant and schedule, in the order in which they are compared.
  ///   - comparesAcrossGaps: whether points are also compared if there are periods between them. Points of schedules with
  ///     another window than the completed period are compared if they look at the same dates, and only then.
  ///
  /// - Throws: ``WithoutFacts``, `UnknownReport`.
  package static func read(
    _ report: Report, of occurrences: [Occurrence], tenant: UUID, comparesAcrossGaps: Bool,
    _ database: Database, _ connection: Connection
  ) throws -> FactSeries {
    try WithoutFacts.check(occurrences)
    let query = FactSeriesQuery(
      report: report, occurrences: occurrences, tenant: tenant, comparesAcrossGaps: comparesAcrossGaps)
    // One snapshot, so that the points agree with the rows.
    var settings = database.longTransaction(.repeatableRead, tenant: tenant)
    settings.isReadOnly = true
    return try connection.transaction(settings) { try read(query, $0) }
  }

  /// The stored facts of an occurrence, and what the CRM would give now, in one snapshot.
  ///
  /// - Throws: ``WithoutFacts``, `RepeatedKeys`, `ValueFailure`.
  package static func read(
    of occurrence: Occurrence, beside live: LivePoint, _ database: Database, _ connection: Connection
  ) throws -> FactSeries {
    try WithoutFacts.check([occurrence])
    let query = FactSeriesQuery(
      report: live.rows.report, occurrences: [occurrence], tenant: occurrence.key.tenantID,
      live: live, comparesAcrossGaps: true)
    return try live.rows.locatingValues(database, connection) {
      try connection.transaction(live.rows.settings(database)) { try read(query, $0) }
    }
  }

  private static func read(_ query: FactSeriesQuery, _ connection: Connection) throws -> FactSeries {
    let points = try query.points(connection)
    for version in points.compactMap(\.reportVersion) where query.report.version(version) == nil {
      throw UnknownReport(type: query.report.type, version: version)
    }
    var series = FactSeries(points: points, report: query.report)
    var stream = try query.facts(points, connection)
    while let batch = try stream.next() {
      for row in batch { try series.add(row) }
    }
    series.countLiveRuns()
    return series
  }

  private init(points: [SeriesPoint], report: Report) {
    self.points = points
    self.report = report
  }
}

// MARK: Reading rows

extension FactSeries {
  /// - Parameter row: of `FactSeriesQuery.facts`.
  fileprivate mutating func add(_ row: PostgreSQL.Row) throws {
    let number: Int = try row.value("number")
    if points[number - 1].isLive { try addLiveRun(row) }
    guard try row.value("is_fact") else { return }
    if sums.isEmpty, points.count == 2 { sums = try report.moneyColumns.map { try Sum($0, row) } }
    let dimensions = report.dimensions.map(\.name)
    let values = try row.texts(dimensions)
    if rows.last?.dimensions != values {
      rows.append(
        Row(
          dimensions: values, names: Array(repeating: nil, count: dimensions.count),
          cells: Array(repeating: nil, count: points.count)))
    }
    for (index, dimension) in dimensions.enumerated() where report.nameColumn(of: dimension) != nil {
      if let name: String = try row.optional(FactSeriesQuery.name(of: dimension)) {
        rows[rows.count - 1].names[index] = name
      }
    }
    let metrics = report.metrics
    rows[rows.count - 1].cells[number - 1] = Cell(
      runID: try row.optional("run_id"), values: try row.texts(metrics.map(\.name)),
      changes: try metrics.map { metric in
        metric.isNumber ? try row.optional(FactSeriesQuery.change(of: metric)) : nil
      })
  }

  /// Every row of a run repeats the run's error.
  private mutating func addLiveRun(_ row: PostgreSQL.Row) throws {
    let dimensions = try row.texts(report.runDimensions)
    guard liveRuns.insert(dimensions).inserted, let message: String = try row.optional("error_message") else {
      return
    }
    let names = try report.runDimensions.map { dimension -> String? in
      guard report.nameColumn(of: dimension) != nil else { return nil }
      return try row.optional(FactSeriesQuery.name(of: dimension))
    }
    liveFailures.append(LiveFailure(dimensions: dimensions, names: names, message: message))
  }

  private mutating func countLiveRuns() {
    for index in points.indices where points[index].isLive {
      points[index].failedRuns = liveFailures.count
      points[index].succeededRuns = liveRuns.count - liveFailures.count
    }
  }
}
