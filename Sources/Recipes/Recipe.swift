package import Reports

/// A ready loader for the files of one tenant, for one of the tools that people read them with: a table, view or
/// frame per report, over all its schedules and periods, with exact types and with the parts of the paths as
/// columns `tenant`, `report`, `schedule` and `period`.
package enum Recipe: String, CaseIterable, Sendable {
  case duckdb, pandas, polars, postgresql, pyarrow, spark
  case powerQuery = "power-query"

  /// - Parameter reports: those that the tenant has CSV files of; not empty.
  package func text(_ files: PublishedFiles) -> String {
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

/// What recipes are about.
package struct PublishedFiles: Sendable {
  /// The tenant's slug.
  let tenant: String
  /// The exports folder, absolute.
  let exports: String
  /// Reports that the tenant has CSV files of; at least one.
  let reports: [Report]

  package init(tenant: String, exports: String, reports: [Report]) {
    precondition(!reports.isEmpty, "there is nothing to read")
    self.tenant = tenant
    self.exports = exports
    self.reports = reports
  }

  var firstReport: String { reports[0].type }

  /// The folder as text of Python and of others that escape alike.
  var quotedExports: String {
    exports.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
