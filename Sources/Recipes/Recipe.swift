/// A ready-made loader for the files of one tenant, for one of the usual tools. It gives a table, view or
/// data frame per report, over all schedules and periods, with exact types. The partitions in the paths
/// become the columns `tenant`, `report`, `schedule` and `period`.
package enum Recipe: String, CaseIterable, Sendable {
  case duckdb, pandas, polars, postgresql, pyarrow, spark
  case powerQuery = "power-query"

  /// - Parameter files: the published files to load.
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
