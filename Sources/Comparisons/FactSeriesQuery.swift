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
  /// One more point, after the occurrences; nil for none.
  var live: LivePoint?
  /// Whether points that look at completed periods are compared in any case, or only if their periods follow each other
  /// without a gap.
  let comparesAcrossGaps: Bool

  private var values: [String: String?] {
    let keys = occurrences.map(\.key)
    return [
      "tenant_id": tenant.uuidString, "report_type": report.type,
      "schedules": ArrayLiteral.text(keys.map(\.schedule)),
      "starts": ArrayLiteral.text(keys.map(\.startColumn)),
      "ends": ArrayLiteral.text(keys.map(\.end.description)),
      "revisions": ArrayLiteral.text(keys.map { String($0.revision) }),
    ]
  }

  /// An array: whether each point is compared with the previous one.
  private func follows(_ points: [SeriesPoint]) -> String {
    let previous = [nil] + points.dropLast().map(Optional.init)
    return ArrayLiteral.text(
      zip(previous, points).map { previous, point in
        String(previous.map { point.isComparable(with: $0, acrossGaps: comparesAcrossGaps) } ?? false)
      })
  }

  /// SQL: the occurrences of the points. `number` is the number of the point.
  private let pointSource = """
    unnest(:'schedules'::text[], :'starts'::timestamptz[], :'ends'::timestamptz[], :'revisions'::integer[])
      WITH ORDINALITY AS point (schedule, period_start, period_end, revision, number)
    JOIN report_occurrence o
      ON o.tenant_id = :'tenant_id'::uuid AND o.schedule = point.schedule
      AND o.period_start = point.period_start AND o.period_end = point.period_end AND o.revision = point.revision
    """

  /// SQL: whether the header `r` of a point belongs to the report. It names the tenant once more: the planner does not see that
  /// the occurrence's tenant is the same, and on Citus would look for headers in all parts of the table.
  private let isHeader = "r.tenant_id = :'tenant_id'::uuid AND r.report_type = :'report_type'"

  /// Each row has `number`, the run, whether it is a fact, the message of a live run that cannot be reported, the dimensions,
  /// their names as `name_of_…`, the metrics by their names, and, as `change_of_…`, the difference of each numeric metric from
  /// the previous point. Of two points, each row repeats the sums of all rows, as `sum_before_of_…`, `sum_after_of_…` and
  /// `sum_change_of_…`.
  ///
  /// - Parameter points: those of ``points(_:)``.
  func facts(_ points: [SeriesPoint], _ connection: Connection) throws -> RowStream {
    let dimensions = report.dimensions.map { "f.\($0.name)" }
    let names = report.dimensions.compactMap { dimension in
      report.nameColumn(of: dimension.name).map { "f.\($0.name) AS \(Self.name(of: dimension.name))" }
    }
    let values = report.metrics.map { "\($0.text(in: "f")) AS \($0.name)" }
    let changes = report.metrics.filter(\.isNumber).map { metric in
      """
      CASE WHEN follows.follows AND lag(f.number) OVER by_dimension = f.number - 1
           THEN f.\(metric.name) - lag(f.\(metric.name)) OVER by_dimension END AS \(Self.change(of: metric))
      """
    }
    let columns =
      ["f.number", "f.run_id", "f.is_fact", "f.error_message"] + dimensions + names + values + changes + ranks
    let statement = NamedStatement(
      """
      SELECT \((columns + (points.count == 2 ? sums : [])).joined(separator: ", "))
      FROM (
        \(storedRows)
        \(liveRows)
      ) AS f
      JOIN unnest(:'follows'::boolean[]) WITH ORDINALITY AS follows (follows, number) ON follows.number = f.number
      WINDOW by_dimension AS (PARTITION BY \(partition) ORDER BY f.number)
      ORDER BY \((["f.is_fact DESC"] + order + ["f.number"]).joined(separator: ", "))
      """)
    var all = self.values.merging(["follows": follows(points)]) { $1 }
    if let live {
      try live.rows.checkKeys(connection)
      all.merge(try live.rows.values(of: statement, connection)) { first, _ in first }
    }
    return try RowStream(connection, statement, all)
  }

  private var rowColumns: [String] {
    let names = report.dimensions.compactMap { report.nameColumn(of: $0.name)?.name }
    let all = report.dimensions.map(\.name) + report.metrics.map(\.name)
    return all + names.filter { !all.contains($0) }
  }

  private var storedRows: String {
    """
    SELECT point.number, f.run_id, true AS is_fact, NULL::text AS error_message,
           \(rowColumns.map { "f.\($0)" }.joined(separator: ", "))
    FROM \(pointSource)
    JOIN LATERAL (\(AttemptHeaders.ofOccurrence)) AS r ON \(isHeader)
    JOIN \(report.factTable) f ON f.tenant_id = r.tenant_id AND f.run_id = r.run_id
    WHERE r.status = 'SUCCEEDED'
    """
  }

  /// Nothing without a live point, which is the last one.
  private var liveRows: String {
    guard let live else { return "" }
    return """
      UNION ALL
      SELECT \(occurrences.count + 1), NULL, live.is_fact, live.error_message,
             \(rowColumns.map { "live.\($0)" }.joined(separator: ", "))
      FROM (\(live.rows.sql)) AS live
      """
  }

  /// What the report's rows are ordered by besides dimensions, as the last point that has the row says it.
  private var ranks: [String] {
    report.rowOrder.filter(isRank).map { name in
      """
      last_value(f.\(name)) OVER (PARTITION BY \(partition) ORDER BY f.number
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS \(Self.rank(name))
      """
    }
  }

  /// The report's own order, then the dimensions: all points of a row stand together.
  private var order: [String] {
    let own = zip(report.rowOrder, report.orderSQL("f")).map { isRank($0) ? Self.rank($0) : $1 }
    return own + report.dimensionOrderSQL("f")
  }

  private func isRank(_ name: String) -> Bool { !report.dimensions.contains { $0.name == name } }

  private static func rank(_ name: String) -> String { "last_\(name)" }

  private var partition: String {
    (["f.is_fact"] + report.dimensions.map { "f.\($0.name)" }).joined(separator: ", ")
  }

  private var sums: [String] {
    report.moneyColumns.flatMap { column in
      let (before, after) = (sum(of: column, 1), sum(of: column, 2))
      return [
        "\(before) AS sum_before_of_\(column.name)", "\(after) AS sum_after_of_\(column.name)",
        "\(after) - \(before) AS sum_change_of_\(column.name)",
      ]
    }
  }

  private func sum(of column: Column, _ number: Int) -> String {
    "coalesce(sum(f.\(column.name)) FILTER (WHERE f.number = \(number)) OVER (), 0.00)"
  }

  static func name(of dimension: String) -> String { "name_of_\(dimension)" }

  static func change(of metric: Column) -> String { "change_of_\(metric.name)" }

  /// The points, with the definition and the number of their runs.
  func points(_ connection: Connection) throws -> [SeriesPoint] {
    let variable = ArrayLiteral.text([String: ParameterValue].namesThatVary + report.runDimensions)
    let definitions = NamedStatement(
      """
      SELECT point.number, r.methodology_version, r.input_params - :'variable'::text[] AS parameters,
             count(*) FILTER (WHERE r.status = 'SUCCEEDED') AS succeeded,
             count(*) FILTER (WHERE r.status = 'FAILED') AS failed
      FROM \(pointSource)
      JOIN LATERAL (\(AttemptHeaders.ofOccurrence)) AS r ON \(isHeader)
      GROUP BY point.number, r.methodology_version, parameters
      """)
    var points = occurrences.map(SeriesPoint.init)
    for row in try connection.execute(definitions, values.merging(["variable": variable]) { $1 }) {
      let index: Int = try row.value("number") - 1
      let parameters: [String: ParameterValue] = try row.json("parameters")
      points[index].define(
        methodologyVersion: try row.value("methodology_version"), parameters: parameters)
      points[index].succeededRuns += try row.value("succeeded")
      points[index].failedRuns += try row.value("failed")
    }
    // The occurrence has the window, also where it cannot be read.
    let requests = NamedStatement(
      "SELECT point.number, o.request - 'window' AS request FROM \(pointSource)")
    let pointValues = values.filter { requests.parameters.contains($0.key) }
    for row in try connection.execute(requests, pointValues) {
      let request: ExportRequest? = try row.optionalJSON("request")
      points[try row.value("number") - 1].reportVersion = request?.version(of: report.type)
    }
    return points + (live.map { [SeriesPoint($0)] } ?? [])
  }
}
