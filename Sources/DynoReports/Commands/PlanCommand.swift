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
      return try planning.printPlan(.due, selected, offline ? nil : database, json: json)
    }
  }
}

extension PlanningOptions {
  /// - Parameter database: nil to plan as if the ledger were empty.
  func printPlan(
    _ order: Planner.Order, _ selected: SelectedSchedules, _ database: DatabaseOptions?, json: Bool
  ) throws -> ExitStatus {
    func plan(at: Instant, _ ledger: (Tenant) throws -> [Occurrence]) rethrows -> Plan {
      let planner = Planner(order, at: at, schedules: scheduleNames)
      return Plan(
        at: at, order: order,
        tenants: try selected.tenants.map { planner.plan($0, ledger: try ledger($0.tenant)) })
    }
    let plan =
      if let database {
        try database.reading { database, connection in
          let ledger = Ledger(database, connection)
          return try plan(at: instant(connection)) { try ledger.occurrences(of: $0.id) }
        }
      } else {
        plan(at: try instant(nil)) { _ in [] }
      }
    if json {
      try Terminal.printJSON(PlanDocument(plan))
    } else {
      Terminal.print(PlanText.render(plan))
    }
    return selected.issues.isEmpty ? .done : .badConfiguration
  }
}
