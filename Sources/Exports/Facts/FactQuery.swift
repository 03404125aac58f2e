internal import Calendars
internal import PostgreSQL
internal import Reports
internal import Runs

/// The queries over one report's facts of one occurrence: what the files are made from, and nothing else.
struct FactQuery {
  let report: Report
  let occurrence: PublishableOccurrence
  private var key: OccurrenceKey { occurrence.key }

  /// Condition and join that pick the occurrence's facts.
  private var source: String {
    """
    FROM \(report.factTable) f JOIN report_run r ON r.tenant_id = f.tenant_id AND r.run_id = f.run_id
    WHERE f.tenant_id = $1 AND \(runCondition)
    """
  }

  private var runCondition: String {
    """
    r.tenant_id = $1 AND r.schedule = $2 AND r.period_start IS NOT DISTINCT FROM $3::timestamptz
    AND r.period_end = $4 AND r.revision = $5 AND r.report_type = '\(report.type)'
    """
  }

  private var order: String { (report.rowOrder("f") + ["f.run_id"]).joined(separator: ", ") }

  /// All rows in the files' order and text, one value per file column.
  func rows(_ connection: Connection) throws(PostgresError) -> RowStream {
    let own = Set(report.columns.map(\.name))
    let values = report.fileColumns.map { $0.text(in: own.contains($0.name) ? "f" : "r") }
    return try RowStream(
      connection, "SELECT \(values.joined(separator: ", ")) \(source) ORDER BY \(order)", key.ledgerValues)
  }

  struct Totals {
    let rows: Int
    /// Sums of the money columns, by column.
    let sums: [String: String]
  }

  /// What each part of a file must add up to, as the database sees it; one part where there are no rows.
  func totals(_ connection: Connection, rowsPerPart: Int) throws(PostgresError) -> [Totals] {
    let whole = try totals(connection, of: source)
    guard whole[0].rows > rowsPerPart else { return whole }
    return try totals(
      connection,
      of: """
        FROM (
          SELECT f.*, (row_number() OVER (ORDER BY \(order)) - 1) / \(rowsPerPart) AS part \(source)
        ) AS f
        GROUP BY part ORDER BY part
        """)
  }

  private func totals(_ connection: Connection, of source: String) throws(PostgresError) -> [Totals] {
    let sums = report.moneyColumns.map { column in
      guard case .decimal(_, let scale) = column.type else { return "0" }
      // Wider than the column: a sum of many may not fit it.
      return "coalesce(sum(f.\(column.name)), 0)::numeric(38,\(scale))"
    }
    let answer = try connection.execute(
      "SELECT \((["count(*)"] + sums).joined(separator: ", ")) \(source)", key.ledgerValues)
    return (0..<answer.count).map { row in
      Totals(
        rows: answer[row, 0].flatMap(Int.init) ?? 0,
        sums: Dictionary(
          uniqueKeysWithValues: report.moneyColumns.enumerated().map { ($1.name, answer[row, $0 + 1] ?? "0") }
        ))
    }
  }

  /// The runs behind the facts: how many, which, what failed and what was noticed.
  func runs(_ connection: Connection) throws(PostgresError) -> RunSummary {
    let digest = try connection.execute(
      """
      SELECT count, encode(sha256(convert_to(ids, 'UTF8')), 'hex'),
             CASE WHEN count <= \(RunSummary.mostListed) THEN ids END
      FROM (
        SELECT count(*), coalesce(string_agg(r.run_id::text, E'\\n' ORDER BY r.run_id), '') AS ids
        FROM report_run r WHERE \(runCondition) AND r.status = 'SUCCEEDED'
      ) AS runs
      """, key.ledgerValues)
    // A failed attempt before this one left headers too; those of this one carry its instant.
    let dimensions = report.runDimensions.map { "r.input_params ->> '\($0)'" }
    let failed = try connection.execute(
      """
      SELECT \((["count(*) OVER ()", "r.run_id", "r.error_message"] + dimensions).joined(separator: ", "))
      FROM report_run r
      WHERE \(runCondition) AND r.status = 'FAILED' AND r.generated_at = $6
      ORDER BY r.run_id LIMIT \(RunSummary.mostFailedListed)
      """, key.ledgerValues + [occurrence.snapshotAt])
    let warnings = try connection.execute(
      """
      SELECT w.key, sum(w.value::bigint)::text
      FROM report_run r, jsonb_each_text(r.warnings) AS w
      WHERE \(runCondition) AND r.status = 'SUCCEEDED' AND r.warnings IS NOT NULL
      GROUP BY w.key ORDER BY w.key COLLATE "C"
      """, key.ledgerValues)
    return RunSummary(
      succeeded: Int(digest[0, 0] ?? "") ?? 0,
      digest: digest[0, 1] ?? "",
      ids: digest[0, 2].map { $0.split(separator: "\n").map(String.init) },
      failed: failed.count == 0 ? 0 : Int(failed[0, 0] ?? "") ?? 0,
      failedRuns: (0..<failed.count).map { row in
        FailedRun(
          id: failed[row, 1] ?? "", message: failed[row, 2] ?? "",
          dimensions: Dictionary(
            uniqueKeysWithValues: report.runDimensions.enumerated().map { ($1, failed[row, $0 + 3]) }))
      },
      warnings: Dictionary(
        uniqueKeysWithValues: (0..<warnings.count).map {
          (warnings[$0, 0] ?? "", Int(warnings[$0, 1] ?? "") ?? 0)
        }))
  }
}
