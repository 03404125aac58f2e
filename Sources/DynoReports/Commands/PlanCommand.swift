internal import ArgumentParser
internal import Calendars
internal import Runs
internal import Schedules

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Print what `run` would do, and why; touches nothing.",
    discussion: """
      The reasons: `due`, the latest complete period; `missed`, an earlier one that no run has seen to, such \
      as those that `since` asks for; `retry`, tried before and failed or interrupted; `unpublished`, computed, \
      with its files not in place; `restate`, a new revision that was asked for. What failed a while ago is \
      `waiting`: a pause, which grows with each failure, is not over.
      """)

  @OptionGroup var instant: InstantOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var database: DatabaseOptions

  @OptionGroup var pause: PauseOption

  @Flag(help: "Need no database: plan as if nothing had been published yet.")
  var offline = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try reportingErrors {
      try Self.printPlan(
        .due, selection.load(), schedules: selection.scheduleNames, at: instant.at,
        ignoresPauses: pause.retry, offline ? nil : database, json: json)
    }
  }

  /// - Parameter database: nil to plan as if the ledger were empty.
  static func printPlan(
    _ order: Planner.Order, _ selected: SelectedSchedules, schedules: Set<String>?, at: Instant?,
    ignoresPauses: Bool, _ database: DatabaseOptions?, json: Bool
  ) throws -> ExitStatus {
    func plan(now: Instant, _ ledger: (Tenant) throws -> [Occurrence]) rethrows -> Plan {
      let at = at ?? now
      let planner = Planner(order, at: at, now: now, ignoresPauses: ignoresPauses, schedules: schedules)
      return Plan(
        at: at, order: order,
        tenants: try selected.tenants.map { planner.plan($0, ledger: try ledger($0.tenant)) })
    }
    let plan =
      if let database {
        try database.reading { database, connection in
          let ledger = Ledger(database, connection)
          return try plan(now: .now(connection)) { try ledger.occurrences(of: $0.id) }
        }
      } else {
        plan(now: .now) { _ in [] }
      }
    if json {
      try Terminal.printJSON(PlanDocument(plan))
    } else {
      Terminal.print(PlanText.render(plan))
    }
    if !selected.issues.isEmpty { return .badConfiguration }
    let nothing = order.complaint(
      planned: plan.tenants.map(\.occurrences.count).reduce(0, +),
      leftAlone: plan.tenants.map(\.leftAlone.count).reduce(0, +))
    if let nothing { Terminal.error(nothing) }
    return nothing == nil ? .done : .failed
  }
}
