internal import Calendars
internal import Exports
internal import Foundation
internal import PostgreSQL
internal import Runs
internal import Schedules

/// Does for one tenant what is planned: records, computes each occurrence, publishes. An error of one tenant does not reach
/// the others.
struct TenantRun: Sendable {
  let database: Database
  let publisher: Publisher
  let planner: Planner
  let worker: String
  let tzdataVersion: String
  /// Called with a line of progress.
  let progress: @Sendable (String) -> Void

  /// After so many computed periods they are published: a long backfill shows what it has done, and loses little where it
  /// is stopped.
  private static let batchSize = 100

  func run(_ file: TenantSchedules) -> TenantResult {
    var result = TenantResult(tenant: file.tenant.slug)
    do {
      try run(file, into: &result)
    } catch {
      result.failures.append(
        RunFailure(tenant: file.tenant.slug, message: "\(error)", status: ExitStatus(for: error)))
    }
    return result
  }

  private func run(_ file: TenantSchedules, into result: inout TenantResult) throws {
    var connection = try database.connect()
    let tenant = file.tenant
    let ledger = Ledger(database, connection)
    let recorded = try ledger.occurrences(of: tenant.id)
    let plan = planner.plan(file, ledger: recorded)
    result.planned = plan.occurrences.count
    result.untouched = plan.untouched
    result.waiting = plan.waiting
    var unrecorded: Set<OccurrenceKey> = []
    if !plan.newOccurrences.isEmpty || !plan.occurrences.isEmpty {
      let new = try ledger.record(plan.newOccurrences, of: tenant)
      result.skipped = plan.newOccurrences.filter { $0.state == .skipped && new.contains($0.key) }
      unrecorded = Set(plan.newOccurrences.map(\.key)).subtracting(new)
    }
    let executor = Executor(database, worker: worker, tzdataVersion: tzdataVersion)
    // What is computed is published, also of a schedule that is no longer in the file.
    var othersWork = Set(recorded.filter { $0.state == .computed }.map(\.key))
    var unpublished = 0
    for planned in plan.occurrences {
      let key = planned.occurrence.key
      // Somebody else restates it, for another reason.
      if planned.reason == .restate, unrecorded.contains(key) {
        result.busy.insert(key)
        continue
      }
      let name = "\(tenant.slug) \(planned.schedule.name) \(planned.occurrence.window.label)"
      progress("\(name): computing")
      func failed(_ message: String, _ status: ExitStatus) -> RunFailure {
        RunFailure(
          tenant: tenant.slug, schedule: planned.schedule.name, period: planned.occurrence.window.label,
          message: message, status: status)
      }
      do {
        switch try executor.compute(planned, on: &connection) {
        case .computed: unpublished += 1
        case .alreadyComputed: othersWork.insert(key)
        case .skipped: break
        case .busy: result.busy.insert(key)
        case .failed(let message): result.failures.append(failed(message, .failed))
        }
      } catch let error as PostgresError where error.kind != .connection {
        // What was computed before it is published all the same.
        result.failures.append(failed("\(error)", ExitStatus(for: error)))
      }
      if unpublished == Self.batchSize {
        try publish(tenant, on: connection, waiting: true, into: &result)
        unpublished = 0
      }
    }
    if unpublished > 0 || !othersWork.isEmpty {
      // What others computed they publish themselves if they are running: this run does not wait for them.
      let hasPublished = try publish(tenant, on: connection, waiting: unpublished > 0, into: &result)
      if !hasPublished { result.busy.formUnion(othersWork) }
    }
  }

  /// - Returns: false where another publishes and was not waited for.
  @discardableResult
  private func publish(
    _ tenant: Tenant, on connection: Connection, waiting: Bool, into result: inout TenantResult
  ) throws -> Bool {
    progress("\(tenant.slug): publishing")
    let outcome = try publisher.publish(tenant: tenant.id, on: connection, waiting: waiting)
    guard let outcome else { return false }
    result.published += outcome.published
    result.busy.subtract(outcome.published.map(\.occurrence.key))
    // The second of two publications of a run meets the same failures again.
    result.failures.removeAll { $0.isOfPublishing }
    result.failures += outcome.failures.map { failure in
      RunFailure(
        tenant: tenant.slug, schedule: failure.occurrence.key.schedule,
        period: failure.occurrence.window.label, report: failure.report, message: failure.message,
        status: .failed, isOfPublishing: true)
    }
    return true
  }
}
