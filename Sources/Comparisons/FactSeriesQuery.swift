internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// The queries behind a ``FactSeries``. Points are numbered from 1.
struct FactSeriesQuery {
  let report: Report
  let occurrences: [Occurrence]
  let tenant: UUID
  /// Whether any two neighbours are compared, or only those that follow each other without a gap.
  let comparesAcrossGaps: Bool

  private var parameters: [String?] {
    let keys = occurrences.map(\.key)
    return [
      tenant.uuidString, keys.first?.schedule, ArrayLiteral.text(keys.map { $0.start?.description }),
      ArrayLiteral.text(keys.map(\.end.description)), ArrayLiteral.text(keys.map { String($0.revision) }),
      ArrayLiteral.text(
        occurrences.indices.map { index in
          let follows = index > 0 && occurrences[index].window.follows(occurrences[index - 1].window)
          return String(comparesAcrossGaps || follows)
        }),
    ]
  }

  /// The headers of the points; `number` says of which.
  private var source: String {
    """
    FROM unnest($3::timestamptz[], $4::timestamptz[], $5::integer[], $6::boolean[]) WITH ORDINALITY
           AS point (period_start, period_end, revision, follows, number)
    JOIN report_run r
      ON r.tenant_id = $1 AND r.schedule = $2 AND r.report_type = '\(report.type)'
      AND r.period_start IS NOT DISTINCT FROM point.period_start
      AND r.period_end = point.period_end AND r.revision = point.revision
    """
  }

  /// `number`, the dimensions, the metrics, and what each metric is more than at the point before.
  func facts(_ connection: Connection) throws -> RowStream {
    let dimensions = report.dimensions.map { "f.\($0.name)" }
    let values = report.metrics.map { $0.text(in: "f") }
    let changes = report.metrics.map { metric in
      metric.isNumber
        ? "CASE WHEN point.follows AND lag(point.number) OVER by_dimension = point.number - 1 "
          + "THEN f.\(metric.name) - lag(f.\(metric.name)) OVER by_dimension END"
        : "NULL"
    }
    return try RowStream(
      connection,
      """
      SELECT \((["point.number"] + dimensions + values + changes).joined(separator: ", "))
      \(source)
      JOIN \(report.factTable) f ON f.tenant_id = r.tenant_id AND f.run_id = r.run_id
      WHERE r.status = 'SUCCEEDED'
      WINDOW by_dimension AS (PARTITION BY \(dimensions.joined(separator: ", ")) ORDER BY point.number)
      ORDER BY \((report.rowOrder("f") + ["point.number"]).joined(separator: ", "))
      """, parameters)
  }

  /// How the runs of each point were defined, and how many there are.
  func points(_ connection: Connection) throws -> [Point] {
    let variable = Point.variableParameters + report.runDimensions
    let rows = try connection.execute(
      """
      SELECT point.number, r.methodology_version, r.input_params - $7::text[] AS parameters,
             count(*) FILTER (WHERE r.status = 'SUCCEEDED'), count(*) FILTER (WHERE r.status = 'FAILED')
      \(source)
      JOIN report_occurrence o
        ON o.tenant_id = r.tenant_id AND o.schedule = r.schedule AND o.period_end = r.period_end
        AND o.period_start = coalesce(r.period_start, '-infinity') AND o.revision = r.revision
      -- A failed attempt before the last left headers too.
      WHERE r.status = 'SUCCEEDED' OR r.generated_at = o.snapshot_at
      GROUP BY point.number, r.methodology_version, parameters
      """, parameters + [ArrayLiteral.text(variable)])
    var points = occurrences.map(Point.init)
    for row in 0..<rows.count {
      guard let number = rows[row, 0].flatMap(Int.init) else { continue }
      points[number - 1].definition = try Point.Definition(
        methodologyVersion: rows[row, 1] ?? "",
        parameters: JSONDecoder().decode(
          [String: ParameterValue].self, from: Data((rows[row, 2] ?? "{}").utf8)
        ).merging(points[number - 1].windowParameters) { $1 })
      points[number - 1].succeededRuns += rows[row, 3].flatMap(Int.init) ?? 0
      points[number - 1].failedRuns += rows[row, 4].flatMap(Int.init) ?? 0
    }
    return points
  }
}
