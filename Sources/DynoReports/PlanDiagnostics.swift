internal import Runs
internal import Schedules

/// What `doctor` found in the plans of all reports, schedules and tenants: a finding for each table.
struct PlanDiagnostics {
  struct Trap: Error, CustomStringConvertible {
    fileprivate(set) var rescan: Rescan
    /// The reports whose plans read the table again.
    fileprivate(set) var reports: [String] = []
    /// Whether one of them was computed, but not fast enough to be content with its plan.
    fileprivate(set) var isSlow = false

    var description: String {
      let loop =
        rescan.loopsOver == rescan.relation
        ? "of its own rows" : "row of \(rescan.loopsOver ?? "another table")"
      return
        "\(rescan.relation), below \(rescan.sources.joined(separator: ", ")), is read again for each \(loop) in "
        + "\(reports.joined(separator: ", ")), which takes up to four times as long with twice the rows; in the view, "
        + "write a join on equality for a subquery that runs for each row, add an index on the columns compared, or make it "
        + "a materialized view: docs/your_crm.md shows how"
    }
  }

  /// A table that an index would spare.
  private struct MissingIndex {
    /// As the first tenant met it.
    let first: (read: WholeRead, tenant: String)
    var reports: [String] = []
    /// What reading the table takes of the reports' time, and that time, of all tenants.
    var reading = Duration.zero
    var time = Duration.zero

    var description: String {
      let read = first.read
      let rows = read.look.map { "the \($0.rows)" } ?? "those"
      return
        "\(read.relation) has no index that begins with \(read.column): all of it, about \(read.rows) rows, is read to find "
        + "\(rows) of \(first.tenant); that is about \(reading.inSeconds) of the \(time.inSeconds) that "
        + "\(reports.joined(separator: ", ")) took; `CREATE INDEX CONCURRENTLY ON \(read.relation) (\(read.column))` spares it"
    }
  }

  private var traps: [Trap] = []
  private var missingIndexes: [MissingIndex] = []

  /// - Parameter time: how long the report took, or may take if it was stopped.
  mutating func add(
    _ found: PlanFindings, of trial: ReportTrial, taking time: Duration, wasStopped: Bool = false
  ) {
    add(found.rescans, of: trial.type, isSlow: wasStopped || time > ReportTrial.patience)
    add(found.wholeReads, of: trial.type, tenant: trial.report.tenant.slug, taking: time)
  }

  private mutating func add(_ rescans: [Rescan], of report: String, isSlow: Bool) {
    for rescan in rescans {
      let index = traps.firstIndex { $0.rescan.relation == rescan.relation } ?? traps.endIndex
      if index == traps.endIndex { traps.append(Trap(rescan: rescan)) }
      if traps[index].rescan.loopsOver == nil { traps[index].rescan = rescan }
      if !traps[index].reports.contains(report) { traps[index].reports.append(report) }
      if isSlow { traps[index].isSlow = true }
    }
  }

  private mutating func add(
    _ wholeReads: [WholeRead], of report: String, tenant: String, taking time: Duration
  ) {
    for read in wholeReads {
      let index =
        missingIndexes.firstIndex { $0.first.read.relation == read.relation } ?? missingIndexes.endIndex
      if index == missingIndexes.endIndex { missingIndexes.append(MissingIndex(first: (read, tenant))) }
      if !missingIndexes[index].reports.contains(report) { missingIndexes[index].reports.append(report) }
      missingIndexes[index].reading += min(read.look.map { $0.duration * read.times } ?? time, time)
      missingIndexes[index].time += time
    }
  }

  func report(_ diagnostics: inout Diagnostics) {
    for missing in missingIndexes { diagnostics.addNote("indexes", missing.description) }
    for trap in traps {
      if trap.isSlow {
        diagnostics.addProblem("plans", trap)
      } else {
        diagnostics.addNote("plans", trap.description)
      }
    }
  }
}
