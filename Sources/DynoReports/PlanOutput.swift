internal import Calendars
internal import Orchestration
internal import Runs
internal import Schedules

/// Makes a plan and prints it, for `plan` and for the dry runs of other commands.
enum PlanOutput {
  /// - Parameter database: nil to plan as if the ledger were empty.
  static func printPlan(
    _ mode: RunMode, _ selected: SelectedSchedules, schedules: Set<String>?, at: Instant?,
    ignoresPauses: Bool, _ database: DatabaseOptions?, json: Bool
  ) throws -> ExitStatus {
    let zones = try TimeZoneDatabase()
    func plan(now: Instant, _ ledger: (Tenant, Planner) throws -> [Occurrence]) rethrows -> Plan {
      let at = at ?? now
      let planner = Planner(
        mode, at: at, now: now, ignoresPauses: ignoresPauses, schedules: schedules, zones: zones)
      return Plan(
        at: at, mode: mode,
        tenants: try selected.tenants.map { planner.plan($0, ledger: try ledger($0.tenant, planner)) })
    }
    let plan =
      if let database {
        try database.connected { database, connection in
          let ledger = Ledger(database, connection)
          return try plan(now: .now(connection)) { try ledger.occurrences(of: $0.id, $1.extent) }
        }
      } else {
        plan(now: .now) { _, _ in [] }
      }
    if json {
      try Terminal.printJSON(PlanDocument(plan))
    } else {
      Terminal.print(PlanText.render(plan))
    }
    if !selected.issues.isEmpty { return .badConfiguration }
    let nothing = mode.nothingFound(
      planned: plan.tenants.map(\.occurrences.count).reduce(0, +),
      untouched: plan.tenants.map(\.untouched.count).reduce(0, +))
    if let nothing { Terminal.error(nothing) }
    return nothing == nil ? .done : .failed
  }
}
