internal import Reports
internal import Runs

/// The CSV of `runs`: a line for each run, with what it is about.
enum RunsTable {
  static func table(_ runs: [RunDocument], _ catalog: ReportCatalog) -> CSVTable {
    let reports = catalog.reports
    let dimensions = unique(reports.flatMap(\.runDimensions))
    let names = unique(reports.flatMap(\.runNames))
    return CSVTable(
      columns: [.value("run_id"), .text("tenant"), .text("report"), .text("schedule"), .text("period")]
        + [.value("status"), .text("error"), .value("period_start"), .value("period_end")]
        + [.value("snapshot_at"), .value("revision"), .value("reconstructed")]
        + (dimensions + names).map(CSVTable.Column.text)
        + [.text("software_version"), .text("methodology_version"), .text("tzdata_version")],
      rows: runs.map { run in
        let about = dimensions.map { dimension -> String? in
          guard case .text(let value)? = run.parameters[dimension] else { return nil }
          return value
        }
        let start: [String?] = [run.runID, run.tenant, run.report, run.schedule, run.period, run.status]
        return start + [run.error, run.periodStart, run.periodEnd, run.snapshotAt, "\(run.revision)"]
          + ["\(run.reconstructed ?? false)"] + about + names.map { run.names?[$0] }
          + [run.softwareVersion, run.methodologyVersion, run.tzdataVersion]
      })
  }

  private static func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { all, name in if !all.contains(name) { all.append(name) } }
  }
}
