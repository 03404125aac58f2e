internal import Calendars
package import Foundation
package import PostgreSQL
package import Reports
package import Runs

/// The facts of one report in several periods or revisions of a schedule, side by side. Computed when asked
/// for: the methodology keeps trends out of storage.
package struct FactSeries: Sendable {
  /// One row per combination of dimensions that any of the points has, in the files' order.
  package let rows: [Row]
  package let points: [Point]
  package let report: Report

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
      FactSeries(
        rows: try query.rows(connection), points: try query.points(connection), report: report)
    }
  }
}

extension FactSeriesQuery {
  fileprivate func rows(_ connection: Connection) throws -> [FactSeries.Row] {
    let dimensionCount = report.dimensions.count
    let metricCount = report.metrics.count
    var rows: [FactSeries.Row] = []
    var stream = try facts(connection)
    while let batch = try stream.next() {
      for index in 0..<batch.count {
        let values = batch.values(index)
        guard let number = values[0].flatMap(Int.init) else { continue }
        let dimensions = Array(values[1...dimensionCount])
        if rows.last?.dimensions != dimensions {
          rows.append(
            FactSeries.Row(dimensions: dimensions, cells: Array(repeating: nil, count: occurrences.count)))
        }
        let rest = values.dropFirst(1 + dimensionCount)
        rows[rows.count - 1].cells[number - 1] = FactSeries.Cell(
          values: Array(rest.prefix(metricCount)), changes: Array(rest.dropFirst(metricCount)))
      }
    }
    return rows
  }
}
