/// A ready-made loader for the files of one or several tenants, for one of the usual tools. It gives a table, view or
/// data frame per report, over all its tenants, schedules and periods, with exact types. It reads what the manifests
/// list and nothing else, and fails where a file is not what the manifest says.
///
/// Beside the columns of the report there are `tenant`, `report`, `schedule`, `period`, `revision`,
/// `snapshot_at`, `start_date` and `end_date` of the period, `window_start_date` and `window_end_date` of what the report looked
/// at, and `complete`. They say where a row is from.
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

  /// The tools for which there is also a loader that reads only what is new.
  package static let incremental: [Recipe] = [.duckdb, .postgresql]

  /// A loader that reads only what was published since the last time.
  ///
  /// - Returns: nil for a tool that is not one of ``incremental``.
  package func incrementalText(_ files: RecipeSource) -> String? {
    switch self {
    case .duckdb: files.incrementalDuckDB
    case .postgresql: files.incrementalPostgreSQL
    case .pandas, .polars, .powerQuery, .pyarrow, .spark: nil
    }
  }
}
