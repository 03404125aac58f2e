internal import Calendars
internal import Orchestration
internal import PostgreSQL
internal import Runs
internal import Schedules

/// Makes a plan and prints it, for `plan` and for the dry runs of other commands.
struct PlanOutput {
  let mode: RunMode
  let selected: SelectedSchedules
  /// Names of the schedules to plan; nil means all.
  let schedules: Set<String>?
  /// nil means now.
  let at: Instant?
  let ignoresPauses: Bool
  let json: Bool

  /// Plans as if the ledger were empty.
  func printOffline() throws -> ExitStatus {
    let now = Instant.now
    let planner = try planner(now: now)
    return try printed(plan(now: now, selected.tenants.map { planner.plan($0, ledger: []) }), nil)
  }

  /// - Parameter trust: for a restatement, to read what it would change.
  func print(_ database: DatabaseOptions, _ trust: TrustOption? = nil) throws -> ExitStatus {
    try database.connected { database, connection in
      let ledger = Ledger(database, connection)
      let now = try Instant.now(connection)
      let planner = try planner(now: now)
      var plans: [TenantPlan] = []
      var preview: RestatementPreview?
      var failures: [(tenant: Tenant, error: any Error)] = []
      for file in selected.tenants {
        let recorded = try ledger.occurrences(of: file.tenant.id, planner.extent)
        let plan = planner.plan(file, ledger: recorded)
        plans.append(plan)
        guard case .restate = mode, let trust, !plan.occurrences.isEmpty else { continue }
        // The plan, and what the others would change, is printed all the same.
        do {
          let sources = try trust.check(connection, database)
          try sources.check(for: file.tenant)
          if preview == nil { TrustText.lines(sources).forEach(Terminal.warning) }
          preview = preview ?? RestatementPreview()
          try preview?.add(plan, ledger: recorded, sources, database, connection)
        } catch {
          if (error as? PostgresError)?.kind == .connection { throw error }
          failures.append((file.tenant, error))
        }
      }
      let status = try printed(plan(now: now, plans), preview)
      for (tenant, error) in failures {
        Terminal.error("\(tenant.slug): what a restatement would change is not known: \(error)")
      }
      return failures.first.map { ExitStatus(for: $0.error) } ?? status
    }
  }

  private func planner(now: Instant) throws -> Planner {
    Planner(
      mode, at: at ?? now, now: now, ignoresPauses: ignoresPauses, schedules: schedules,
      zones: try TimeZoneDatabase())
  }

  private func plan(now: Instant, _ tenants: [TenantPlan]) -> Plan {
    Plan(at: at ?? now, mode: mode, tenants: tenants)
  }

  private func printed(_ plan: Plan, _ preview: RestatementPreview?) throws -> ExitStatus {
    if json {
      try Terminal.printJSON(PlanDocument(plan, preview))
    } else {
      Terminal.print(([PlanText.render(plan)] + (preview.map { [$0.text] } ?? [])).joined(separator: "\n\n"))
    }
    if !selected.issues.isEmpty { return .badConfiguration }
    let nothing = mode.nothingFound(
      planned: plan.tenants.map(\.occurrences.count).reduce(0, +),
      untouched: plan.tenants.map(\.untouched.count).reduce(0, +),
      waiting: plan.tenants.map(\.waiting.count).reduce(0, +))
    if let nothing { Terminal.error(nothing) }
    return nothing == nil ? .done : .failed
  }
}
