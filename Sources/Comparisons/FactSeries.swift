internal import Calendars
package import Foundation
package import PostgreSQL
package import Reports
package import Runs

/// The facts of one report in several periods or revisions of a schedule, side by side. Computed when asked
/// for: the methodology keeps trends out of storage.
package struct FactSeries: Sendable {
  /// One row per combination of dimensions that any of the points has, in the order of dimensions.
  package let rows: [Row]
  package let points: [Point]
  /// By the latest version.
  package let report: Report

  /// The metrics that not all points have: their version of the report lacks them, and there is nothing to compare.
  package var metricsNotInAll: Set<String> {
    let common = points.compactMap(\.reportVersion).compactMap(report.version)
      .map { Set($0.metrics.map(\.name)) }
    let all = Set(report.metrics.map(\.name))
    return all.subtracting(common.reduce(all) { $0.intersection($1) })
  }

  package struct Row: Sendable {
    /// Values of the report's dimension columns.
    package let dimensions: [String?]
    /// By point; nil where the point has no such row.
    package fileprivate(set) var cells: [Cell?]
  }

  package struct Cell: Sendable {
    /// Of the report's metrics, as the files have them; nil for NULL.
    package let values: [String?]
    /// What each numeric metric is more than at the point before; nil without a value on both
    /// sides.
    package let changes: [String?]
  }

  /// - Parameters:
  ///   - occurrences: of one tenant and schedule, in the order in which they are compared.
  ///   - comparesAcrossGaps: whether there is a change also where a period lies between two points.
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
      return FactSeries(rows: try query.rows(connection), points: points, report: report)
    }
  }
}

extension FactSeriesQuery {
  fileprivate func rows(_ connection: Connection) throws -> [FactSeries.Row] {
    let dimensions = report.dimensions.map(\.name)
    let metrics = report.metrics.map(\.name)
    var rows: [FactSeries.Row] = []
    var stream = try facts(connection)
    while let batch = try stream.next() {
      for row in batch {
        let values = try row.texts(dimensions)
        if rows.last?.dimensions != values {
          rows.append(
            FactSeries.Row(dimensions: values, cells: Array(repeating: nil, count: occurrences.count)))
        }
        rows[rows.count - 1].cells[try row.value("number") - 1] = FactSeries.Cell(
          values: try row.texts(metrics),
          changes: try report.metrics.map { metric in
            metric.isNumber ? try row.optional(Self.change(of: metric)) : nil
          })
      }
    }
    return rows
  }
}
