internal import Exports
internal import Runs

/// Rows of a table for the runs that failed and have no facts.
extension [ExactTable.Group] {
  private static var maxFailed: Int { 100 }

  /// - Parameter id: the column of the dimension that a row is about.
  mutating func append(failedRunsOf table: FactTable, named id: String) {
    guard let runs = table.published?.runs else { return }
    let listed = runs.failedRuns.prefix(Self.maxFailed)
    for run in listed {
      let row = ExactTable.Row(
        name: ShownName(nil, id: run.dimensions[id] ?? nil).markup, cells: ["failed: \(run.message)"],
        runID: run.id, isMessage: true)
      append(row, to: "Failed runs")
    }
    guard runs.failed > listed.count else { return }
    let rest = "\(counted(runs.failed - listed.count, "more run")) failed; report_run has all"
    append(ExactTable.Row(name: "…", cells: [rest], runID: nil, isMessage: true), to: "Failed runs")
  }
}
