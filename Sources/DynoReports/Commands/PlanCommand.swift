internal import ArgumentParser
internal import Calendars
internal import Runs
internal import Schedules

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print what `run` would do, and why; touches nothing.")

  @OptionGroup var planning: PlanningOptions
  @OptionGroup var database: DatabaseOptions

  @Flag(help: "Need no database: plan as if nothing had been published yet.")
  var offline = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try reportingErrors {
      let selected = try planning.load()
      for issue in selected.issues { Terminal.note("\(issue)") }
      let plan = try offline ? makePlan(selected) { _ in [] } : makePlanFromLedger(selected)
      if json {
        try Terminal.printJSON(PlanDocument(plan))
      } else {
        Terminal.print(PlanText.render(plan))
      }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }

  private func makePlanFromLedger(_ selected: SelectedSchedules) throws -> Plan {
    let open = try database.open(as: EmbeddedDatabase.runtimeRole)
    defer { open.close() }
    let connection = try open.database.connect()
    try Readiness.check(connection, open.database)
    let ledger = Ledger(open.database, connection)
    return try makePlan(selected) { try ledger.occurrences(of: $0.id) }
  }

  private func makePlan(_ selected: SelectedSchedules, ledger: (Tenant) throws -> [Occurrence]) rethrows
    -> Plan
  {
    let at = planning.instant
    return Plan(
      at: at,
      tenants: try selected.tenants.map { file in
        Planner.plan(
          file, ledger: try ledger(file.tenant), at: at, schedules: planning.scheduleNames)
      })
  }
}
