internal import Exports

/// Rows of a table for the runs that failed and have no facts.
extension FactTable {
  var failedRuns: [FailedRun] { published?.runs?.failedRuns ?? [] }

  /// - Parameter id: the column of the dimension that a row is about.
  func failedRows(named id: String) -> [ExactTable.Row] {
    failedRuns.map { run in
      ExactTable.Row(
        name: ShownName(nil, id: run.dimensions[id] ?? nil).markup, cells: ["failed: \(run.message)"],
        runID: run.id,
        isMessage: true)
    }
  }

  /// What stands on the closed table: `All 40 rows with exact amounts and run ids; 1 run failed`.
  ///
  /// - Parameter omitted: how many of the rows are not in the table.
  func summary(rows: Int, omitted: Int = 0) -> String {
    let failed = published?.runs?.failed ?? 0
    let shown =
      omitted > 0
      ? "\(ExactNumber(rows - omitted).grouped()) of \(counted(rows, "row"))"
      : rows == 1 ? "The row" : "All \(counted(rows, "row"))"
    return shown + " with exact amounts and run ids"
      + (failed > 0 ? "; \(counted(failed, "run")) failed" : "")
  }

  /// The paths of its data files, as the notes of a long table name them.
  var csv: String { published?.files.first?.path ?? "the data files" }
}
