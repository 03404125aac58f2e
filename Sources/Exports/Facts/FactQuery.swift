internal import PostgreSQL
internal import Reports
internal import Runs

/// Queries the facts of one report in one occurrence. The files are made from these queries alone.
struct FactQuery {
  /// In the version that computed the facts.
  let report: Report
  let occurrence: ComputedOccurrence

  /// SQL: what selects the occurrence's facts, or the headers of its runs.
  private var source: String {
    report.type == Report.runHeaders.type
      ? "FROM (\(report.sql()) AND \(AttemptHeaders.condition)) AS f"
      : """
      FROM \(report.factTable) f JOIN report_run r ON r.tenant_id = f.tenant_id AND r.run_id = f.run_id
      WHERE f.tenant_id = :'tenant_id'::uuid AND \(Self.isHeader)
      """
  }

  /// SQL: whether the header `r` belongs to the report and to the attempt that computed the occurrence.
  private static let isHeader = "r.report_type = :'report_type' AND \(AttemptHeaders.condition)"

  private var values: [String: String?] {
    let own = report.type == Report.runHeaders.type ? [:] : ["report_type": report.type]
    return occurrence.attemptValues.merging(own) { $1 }
  }

  private var order: String { (report.sortSQL("f") + ["f.run_id"]).joined(separator: ", ") }

  /// All rows, in the order and the text form of the files: one value per file column.
  ///
  /// - Parameter count: how many there are, if that is known.
  func rows(_ connection: Connection, count: Int? = nil) throws(PostgresError) -> RowStream {
    let own = Set(report.columns.map(\.name))
    let columns = report.fileColumns.map { $0.text(in: own.contains($0.name) ? "f" : "r") }
    return try RowStream(
      connection, NamedStatement("SELECT \(columns.joined(separator: ", ")) \(source) ORDER BY \(order)"),
      values, count: count)
  }

  struct Totals {
    let rows: Int
    /// Sums of the money columns, by column.
    let sums: [String: String]
  }

  /// The number of rows and the sums of each part of a file, computed by the database. One part if there are
  /// no rows.
  func totals(_ connection: Connection, rowsPerPart: Int) throws -> [Totals] {
    let whole = try totals(connection, of: source)
    guard let only = whole.first, only.rows > rowsPerPart else { return whole }
    return try totals(
      connection,
      of: """
        FROM (
          SELECT f.*, (row_number() OVER (ORDER BY \(order)) - 1) / \(rowsPerPart) AS part \(source)
        ) AS f
        GROUP BY part ORDER BY part
        """)
  }

  private func totals(_ connection: Connection, of source: String) throws -> [Totals] {
    let money = report.moneyColumns
    let sums = money.map { column in
      guard case .decimal(_, let scale) = column.type else {
        preconditionFailure("\(column.name) is declared as money but is not a decimal")
      }
      // Wider than the column, because the sum of many values may not fit it.
      return "coalesce(sum(f.\(column.name)), 0)::numeric(38,\(scale)) AS \(column.name)"
    }
    let statement = NamedStatement(
      "SELECT \((["count(*) AS rows"] + sums).joined(separator: ", ")) \(source)")
    return try connection.execute(statement, values).map { row in
      Totals(
        rows: try row.value("rows"),
        sums: Dictionary(uniqueKeysWithValues: try money.map { ($0.name, try row.value($0.name)) }))
    }
  }
}
