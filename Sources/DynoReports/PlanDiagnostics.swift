internal import Runs

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

  private var traps: [Trap] = []

  mutating func add(_ rescans: [Rescan], of report: String, isSlow: Bool) {
    for rescan in rescans {
      let index = traps.firstIndex { $0.rescan.relation == rescan.relation } ?? traps.endIndex
      if index == traps.endIndex { traps.append(Trap(rescan: rescan)) }
      if traps[index].rescan.loopsOver == nil { traps[index].rescan = rescan }
      if !traps[index].reports.contains(report) { traps[index].reports.append(report) }
      if isSlow { traps[index].isSlow = true }
    }
  }

  func report(_ diagnostics: inout Diagnostics) {
    for trap in traps {
      if trap.isSlow {
        diagnostics.addProblem("plans", trap)
      } else {
        diagnostics.addNote("plans", trap.description)
      }
    }
  }
}
