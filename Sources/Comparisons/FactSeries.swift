package import Foundation
package import PostgreSQL
package import Reports
package import Runs

/// The facts of one report in several periods or revisions of a schedule, side by side. They are computed on
/// request: the methodology does not allow trends to be stored.
package struct FactSeries: Sendable {
  /// One row per combination of dimension values that occurs in any of the points, ordered by the dimensions.
  package let rows: [Row]
  package let points: [SeriesPoint]
  /// The report in its latest version.
  package let report: Report

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

  package struct Cell: Sendable {
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
  package static func read(
    _ report: Report, of occurrences: [Occurrence], tenant: UUID, comparesAcrossGaps: Bool,
    _ database: Database, _ connection: Connection
  ) throws -> FactSeries {
    let query = FactSeriesQuery(
      report: report, occurrences: occurrences, tenant: tenant, comparesAcrossGaps: comparesAcrossGaps)
    // One snapshot, so that the points agree with the rows.
    var settings = database.transaction(.repeatableRead, tenant: tenant)
    settings.isReadOnly = true
    return try connection.transaction(settings) { connection in
      let points = try query.points(connection)
      for version in points.compactMap(\.reportVersion) where report.version(version) == nil {
        throw UnknownReport(type: report.type, version: version)
      }
      return FactSeries(rows: try query.rows(points, connection), points: points, report: report)
    }
  }
}

extension FactSeriesQuery {
  fileprivate func rows(_ points: [SeriesPoint], _ connection: Connection) throws -> [FactSeries.Row] {
    let dimensions = report.dimensions.map(\.name)
    let named = dimensions.enumerated().filter { report.nameColumn(of: $1) != nil }
    let metrics = report.metrics
    let metricNames = metrics.map(\.name)
    var rows: [FactSeries.Row] = []
    var stream = try facts(points, connection)
    while let batch = try stream.next() {
      for row in batch {
        let values = try row.texts(dimensions)
        if rows.last?.dimensions != values {
          rows.append(
            FactSeries.Row(
              dimensions: values, names: Array(repeating: nil, count: dimensions.count),
              cells: Array(repeating: nil, count: occurrences.count)))
        }
        for (index, dimension) in named {
          if let name: String = try row.optional(Self.name(of: dimension)) {
            rows[rows.count - 1].names[index] = name
          }
        }
        rows[rows.count - 1].cells[try row.value("number") - 1] = FactSeries.Cell(
          values: try row.texts(metricNames),
          changes: try metrics.map { metric in
            metric.isNumber ? try row.optional(Self.change(of: metric)) : nil
          })
      }
    }
    return rows
  }
}
