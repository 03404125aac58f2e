internal import Calendars
internal import Exports
internal import Foundation
internal import PostgreSQL
internal import Runs
internal import Schedules

/// Plans for one tenant, records the plan, computes each occurrence and publishes. An error of one tenant does
/// not affect the others.
struct TenantRun: Sendable {
  let database: Database
  let publisher: Publisher
  let planner: Planner
  let worker: String
  let tzdataVersion: String
  let sources: CheckedSources
  /// After so many computed periods they are published: a long backfill shows its results early, and loses
  /// little if it is stopped.
  let batchSize: Int
  let progress: @Sendable (RunProgress) -> Void

  /// - Parameter kept: a connection that a tenant before this one used, nil to make one; the one to use for the next tenant. All
  ///   that a tenant sets ends with its transactions. What the server has learnt about tables and statements stays, which saves a
  ///   small tenant a third of the server's time. After a failure, the next tenant gets a new one.
  func run(_ file: TenantSchedules, keeping kept: inout Connection?) -> TenantResult {
    var result = TenantResult(tenant: file.tenant.slug)
    do {
      // The server may have closed it since.
      if kept?.answers == false { kept = nil }
      try kept?.prepareStatements()
      kept?.keepsPlans = false
      var connection = try kept ?? database.connect()
      kept = nil
      try run(file, on: &connection, into: &result)
      if result.failures.isEmpty { kept = connection }
    } catch {
      result.failures.append(RunFailure(tenant: file.tenant.slug, error))
    }
    return result
  }

  /// The result for a tenant of which is known that it has nothing to do.
  func leaveAlone(_ file: TenantSchedules) -> TenantResult {
    var result = TenantResult(tenant: file.tenant.slug)
    do {
      try sources.check(for: file.tenant)
    } catch {
      result.failures.append(RunFailure(tenant: file.tenant.slug, error))
    }
    return result
  }

  private func run(
    _ file: TenantSchedules, on connection: inout Connection, into result: inout TenantResult
  ) throws {
    try sources.check(for: file.tenant)
    try checkTree(of: file.tenant, on: connection)
    let ledger = Ledger(database, connection)
    let recorded = try ledger.occurrences(of: file.tenant, planner.extent)
    result.zoneWarning = try FixedOffsetZone.warning(for: file.tenant, recorded: recorded)
    let start = planner.needsHistoryStart ? try ledger.historyStart(of: file.tenant, sources) : .unknown
    var plan = planner.plan(file, ledger: recorded, historyStart: start)
    if plan.readsSource {
      do {
        plan.holdBack(beyond: try ledger.sourceFreshness(of: file.tenant.id))
      } catch let unreadable as FreshnessUnreadable {
        // What fell due is recorded, and what was computed is published.
        plan.holdBack(beyond: .unknown)
        result.failures.append(RunFailure(tenant: file.tenant.slug, unreadable))
      }
    }
    result.failures += plan.refusals.map { RunFailure(tenant: file.tenant.slug, $0) }
    result.planned = plan.occurrences.count
    result.untouched = plan.untouched
    result.waiting = plan.waiting
    if connection.preparesStatements, !plan.occurrences.isEmpty {
      // If that cannot be found out, computing meets the same error, and says what to do.
      connection.keepsPlans = (try? ledger.isLarge(file.tenant.id)) == false
    }
    let taken = try record(plan, ledger, into: &result)
    // Everything that is computed gets published, even if its schedule is no longer in the file.
    var computedByOthers = Set(recorded.filter { $0.state == .computed }.map(\.key))
    var unpublished = 0
    for (index, planned) in plan.occurrences.enumerated() {
      progress(
        .period(
          tenant: file.tenant.slug, schedule: planned.schedule.name, label: planned.occurrence.period.label,
          number: index + 1, of: plan.occurrences.count))
      let key = planned.occurrence.key
      // Another worker restates it, for another reason.
      if planned.reason == .restate, taken.contains(key) {
        result.busy.insert(key)
        continue
      }
      switch try compute(planned, of: file.tenant, on: &connection, into: &result) {
      case .computed: unpublished += 1
      case .alreadyComputed: computedByOthers.insert(key)
      case .busy: result.busy.insert(key)
      case .skipped, .failed, .unreachable, .refused, .notPermitted: break
      }
      if unpublished == batchSize {
        try publish(file.tenant, on: connection, waiting: true, into: &result)
        unpublished = 0
      }
    }
    if unpublished > 0 || !computedByOthers.isEmpty {
      // What other workers computed, they publish themselves: this run does not wait for them.
      let hasPublished = try publish(file.tenant, on: connection, waiting: unpublished > 0, into: &result)
      if !hasPublished { result.busy.formUnion(computedByOthers) }
    }
  }

  /// Before anything is recorded or computed, and also if nothing is due: somebody has to know.
  private func checkTree(of tenant: Tenant, on connection: Connection) throws {
    do {
      try publisher.treeCheck.check(tenant: tenant.id, slug: tenant.slug, on: connection)
    } catch is FileSystemError {
      // What is due is computed all the same, because the CRM goes on changing. Publishing meets the error again.
    }
  }

  /// Records what the plan adds to the ledger.
  ///
  /// - Returns: new occurrences that another worker has recorded in the meantime.
  private func record(
    _ plan: TenantPlan, _ ledger: Ledger, into result: inout TenantResult
  ) throws -> Set<OccurrenceKey> {
    guard !plan.newOccurrences.isEmpty || !plan.occurrences.isEmpty else { return [] }
    let recorded = try ledger.record(plan.newOccurrences, of: plan.tenant, requested: plan.requestedKeys)
    result.skipped = plan.newOccurrences.filter { $0.state == .skipped && recorded.contains($0.key) }
    return Set(plan.newOccurrences.map(\.key)).subtracting(recorded)
  }

  /// Computes one occurrence, and records a failure in the result.
  private func compute(
    _ planned: PlannedOccurrence, of tenant: Tenant, on connection: inout Connection,
    into result: inout TenantResult
  ) throws -> Executor.Outcome {
    let outcome: Executor.Outcome
    var status = ExitStatus.failed
    do {
      let executor = Executor(
        database, worker: worker, tzdataVersion: tzdataVersion, sources: sources
      ) { progress(.step($0, tenant: tenant.slug)) }
      outcome = try executor.compute(planned, on: &connection)
    } catch let error as PostgresError where error.kind != .connection {
      // Occurrences that were computed before this one are published all the same.
      outcome = .failed("\(error)")
      status = ExitStatus(for: error)
    }
    let message: String
    var isBare = false
    switch outcome {
    case .failed(let reason):
      message = reason
      isBare = true
    case .unreachable(let reason):
      message = reason
      isBare = true
      status = .databaseUnavailable
    case .notPermitted(let reason): message = reason
    case .refused(let reason):
      message = reason
      status = .badConfiguration
    case .computed, .alreadyComputed, .skipped, .busy: return outcome
    }
    result.failures.append(
      RunFailure(
        tenant: tenant.slug, schedule: planned.schedule.name, period: planned.occurrence.period.label,
        message: message, status: status, isBare: isBare))
    return outcome
  }

  /// - Returns: false if another worker publishes and was not waited for.
  @discardableResult
  private func publish(
    _ tenant: Tenant, on connection: Connection, waiting: Bool, into result: inout TenantResult
  ) throws -> Bool {
    progress(.files(tenant: tenant.slug))
    let outcome = try publisher.publish(tenant: tenant.id, on: connection, waiting: waiting) {
      progress(.step($0, tenant: tenant.slug))
    }
    guard let outcome else { return false }
    result.published += outcome.published
    result.busy.subtract(outcome.published.map(\.occurrence.key))
    // The second of two publications of a run meets the same failures again.
    result.failures.removeAll { $0.isOfPublishing }
    result.notices = outcome.notices
    result.failures += outcome.failures.map { RunFailure(tenant: tenant.slug, $0) }
    return true
  }
}
