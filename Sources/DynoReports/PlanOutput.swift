internal import Calendars
internal import Exports
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
  var csv = false
  /// Whose files stand there, and what they show, is looked at.
  let exports: ExportsFolderOption

  /// Plans as if the ledger were empty.
  func printOffline() throws -> ExitStatus {
    let now = Instant.now
    let planner = try planner(now: now)
    var failures = TenantFailures()
    let plans = try selected.tenants.compactMap { file in
      try failures.collecting(file.tenant) {
        _ = try FixedOffsetZone.warning(for: file.tenant, recorded: [])
        return planner.plan(file, ledger: [])
      }
    }
    return try failures.status(
      printed(plan(now: now, plans), nil, isComplete: failures.isEmpty),
      isPartDone: plans.contains { !$0.occurrences.isEmpty })
  }

  /// - Parameter trust: for a restatement, to read what it would change.
  func print(_ database: DatabaseOptions, _ trust: TrustOption? = nil) throws -> ExitStatus {
    try database.connected { database, connection in
      let ledger = Ledger(database, connection)
      let now = try Instant.now(connection)
      let planner = try planner(now: now)
      var plans: [TenantPlan] = []
      var preview: RestatementPreview?
      var refused = TenantFailures()
      var failures: [(tenant: Tenant, error: any Error)] = []
      for file in selected.tenants {
        let found = try refused.collecting(file.tenant) {
          try checkTree(of: file.tenant, database, connection)
          let recorded = try ledger.occurrences(of: file.tenant, planner.extent)
          if let warning = try FixedOffsetZone.warning(for: file.tenant, recorded: recorded) {
            Terminal.tell(Message(.warning, tenant: file.tenant.slug, warning))
          }
          return (
            recorded,
            try plan(file, recorded, planner, ledger) {
              try trust?.check(connection, database) ?? CheckedSources()
            }
          )
        }
        guard let (recorded, plan) = found else { continue }
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
      let status = try refused.status(
        printed(plan(now: now, plans), preview, isComplete: refused.isEmpty),
        isPartDone: plans.contains { !$0.occurrences.isEmpty })
      for (tenant, error) in failures {
        Terminal.tell(
          Message(
            .failure, tenant: tenant.slug, "what a restatement would change is not known: \(error)"))
      }
      return failures.first.map { ExitStatus(for: $0.error) } ?? status
    }
  }

  /// As a run does before anything else.
  private func checkTree(of tenant: Tenant, _ database: Database, _ connection: Connection) throws {
    do {
      try TreeCheck(database, exports: exports.folder).check(
        tenant: tenant.id, slug: tenant.slug, on: connection)
    } catch let error as FileSystemError {
      // A run computes what is due all the same.
      Terminal.tell(Message(.warning, tenant: tenant.slug, "\(error)"))
    }
  }

  /// The plan, without what a copy of the CRM does not have yet.
  private func plan(
    _ file: TenantSchedules, _ recorded: [Occurrence], _ planner: Planner, _ ledger: Ledger,
    checkingSources: () throws -> CheckedSources
  ) throws -> TenantPlan {
    var plan = try wholePlan(file, recorded, planner, ledger, checkingSources: checkingSources)
    guard plan.readsSource else { return plan }
    do {
      plan.holdBack(beyond: try ledger.sourceFreshness(of: file.tenant.id))
    } catch let unreadable as FreshnessUnreadable {
      plan.holdBack(beyond: .unknown)
      Terminal.tell(Message(.failure, tenant: file.tenant.slug, "\(unreadable)"))
    }
    return plan
  }

  /// Asks for the tenant's history of stages where it matters.
  private func wholePlan(
    _ file: TenantSchedules, _ recorded: [Occurrence], _ planner: Planner, _ ledger: Ledger,
    checkingSources: () throws -> CheckedSources
  ) throws -> TenantPlan {
    if planner.needsHistoryStart {
      let start = try ledger.historyStart(of: file.tenant, checkingSources())
      return planner.plan(file, ledger: recorded, historyStart: start)
    }
    var plan = planner.plan(file, ledger: recorded)
    guard !plan.reconstructible.isEmpty else { return plan }
    do {
      plan.historyStart = try ledger.historyStart(of: file.tenant, CheckedSources(), timeLimitSeconds: 10)
    } catch {
      if (error as? PostgresError)?.kind == .connection { throw error }
      // The plan does not depend on it; computing will say what is wrong with the CRM.
      Terminal.tell(
        Message(
          .warning, tenant: file.tenant.slug,
          "the history of stages was not read, so that no `backfill --as-it-was` is suggested: \(error)"))
      plan.historyStart = .unreadable
    }
    return plan
  }

  private func planner(now: Instant) throws -> Planner {
    Planner(
      mode, at: at ?? now, now: now, ignoresPauses: ignoresPauses, schedules: schedules,
      zones: try TimeZoneDatabase())
  }

  private func plan(now: Instant, _ tenants: [TenantPlan]) -> Plan {
    Plan(at: at ?? now, mode: mode, tenants: tenants)
  }

  /// - Parameter isComplete: whether the plan has all selected tenants.
  private func printed(
    _ plan: Plan, _ preview: RestatementPreview?, isComplete: Bool
  ) throws -> ExitStatus {
    if json {
      try Terminal.printJSON(PlanDocument(plan, preview))
    } else if csv {
      try PlanTable.table(PlanDocument(plan)).write(Terminal.printLines)
    } else {
      var text = PlanText.render(plan)
      if let preview { text += "\n\n" + preview.text(width: TerminalScreen.output.columns) }
      Terminal.print(text)
    }
    if !selected.issues.isEmpty { return .badConfiguration }
    let refused = plan.tenants.flatMap { tenant in tenant.refusals.map { (tenant.tenant.slug, $0) } }
    for (slug, refusal) in refused {
      Terminal.tell(
        Message(
          .failure, tenant: slug, schedule: refusal.schedule, period: refusal.labels, "\(refusal)"))
    }
    if !refused.isEmpty {
      return plan.tenants.allSatisfy(\.occurrences.isEmpty) ? .badConfiguration : .partly
    }
    // They were found, and are computed later.
    if plan.tenants.contains(where: { $0.waiting.contains(where: \.isForSource) }) { return .done }
    let nothing = mode.nothingFound(
      planned: plan.tenants.map(\.occurrences.count).reduce(0, +),
      untouched: plan.tenants.map(\.untouched.count).reduce(0, +),
      waiting: plan.tenants.map(\.waiting.count).reduce(0, +))
    if let nothing, isComplete { throw CommandFailure(nothing) }
    return .done
  }
}
