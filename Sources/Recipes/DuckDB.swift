internal import Reports

extension RecipeSource {
  var duckDB: String {
    """
    -- Views over the published files of tenant \(tenant), one per report, for DuckDB. They follow the folder: a new
    -- period is seen at once. Tried with DuckDB 1.4 and 2.0.
    -- Run: dyno-reports recipes duckdb --tenant \(tenant) | duckdb \(tenant).duckdb

    \(reports.map(duckDBView).joined(separator: "\n\n"))
    """
  }

  // The dialect is given completely. Otherwise DuckDB would guess it from the first file, for all files.
  private func duckDBView(_ report: Report) -> String {
    let columns = report.fileColumns.map { "    '\($0.name)': '\($0.type.duckDBName)'" }
    return """
      CREATE OR REPLACE VIEW \(report.type) AS
      SELECT * FROM read_csv(
        '\(globbedExports)/tenant=\(tenant)/csv/report=\(report.type)/*/*/*.csv.gz',
        auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
        nullstr = '', allow_quoted_nulls = false,  -- an empty field is NULL, "" is an empty text
        null_padding = true,                       -- older files may lack the latest columns
        hive_partitioning = true,
        hive_types = {'tenant': VARCHAR, 'report': VARCHAR, 'schedule': VARCHAR, 'period': VARCHAR},
        columns = {
      \(columns.joined(separator: ",\n"))
        });
      """
  }

  /// The exports folder, escaped for a glob in an SQL string.
  private var globbedExports: String {
    exports.map { "*?[".contains($0) ? "[\($0)]" : $0 == "'" ? "''" : String($0) }.joined()
  }
}

extension ColumnType {
  fileprivate var duckDBName: String {
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
