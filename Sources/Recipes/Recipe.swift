internal import Reports

/// A ready loader for the files of one tenant, for one of the tools that people read them with: a table, view or
/// frame per report, over all its schedules and periods, with exact types and with the parts of the paths as
/// columns `tenant`, `report`, `schedule` and `period`.
package enum Recipe: String, CaseIterable, Sendable {
  case duckdb, pandas, polars, postgresql, pyarrow, spark
  case powerQuery = "power-query"

  /// - Parameter reports: those that the tenant has CSV files of; not empty.
  package func text(_ files: RecipeSource) -> String {
    switch self {
    case .duckdb: files.duckDB
    case .pandas: files.pandas
    case .polars: files.polars
    case .postgresql: files.postgreSQL
    case .powerQuery: files.powerQuery
    case .pyarrow: files.pyArrow
    case .spark: files.spark
    }
  }
}
