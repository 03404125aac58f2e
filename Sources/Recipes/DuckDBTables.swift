internal import Reports

/// What both scripts for DuckDB do once: they create the tables at the beginning, and check them at the end.
extension RecipeSource {
  /// Creates what is missing, in a transaction of its own.
  var duckDBTables: String {
    """
    BEGIN;

    \(reports.map(duckDBTable).joined(separator: "\n\n"))

    \(SQLCheck.tables(text: "VARCHAR"))

    \(SQLCheck.view(reports))

    COMMIT;
    """
  }

  /// An error if something is wrong with what is loaded.
  var duckDBCheck: String {
    """
    -- What is wrong with what was loaded; see dyno_reports_problems.
    SET VARIABLE dyno_check = (
      SELECT error(string_agg(message, chr(10)))
      FROM (\(SQLCheck.messages(tenants, reports)))
      HAVING count(*) > 0);
    """
  }

  // A table of a loader for an earlier version of the report has fewer columns.
  private func duckDBTable(_ report: Report) -> String {
    let columns = report.fileColumns.map { "  \($0.name) \($0.type.duckDBName)" }
    let later = report.laterColumns.map { ($0.name, $0.type.duckDBName) }
    let added = (Self.laterOrigin.map { ($0, "DATE") } + later).map { name, type in
      "\nALTER TABLE \(report.type) ADD COLUMN IF NOT EXISTS \(name) \(type);"
    }
    return """
      CREATE TABLE IF NOT EXISTS \(report.type) (
        tenant VARCHAR,
        report VARCHAR,
        schedule VARCHAR,
        period VARCHAR,
        revision BIGINT,
        snapshot_at TIMESTAMPTZ,
        start_date DATE,
        end_date DATE,
        window_start_date DATE,
        window_end_date DATE,
        complete BOOLEAN,
      \(columns.joined(separator: ",\n"))
      );\(added.joined())
      """
  }
}

extension ColumnType {
  var duckDBName: String {
    switch self {
    case .uuid: "UUID"
    case .text: "VARCHAR"
    case .bigint: "BIGINT"
    case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
    case .date: "DATE"
    case .instant: "TIMESTAMPTZ"
    }
  }
}
