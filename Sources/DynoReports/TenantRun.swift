internal import Calendars
internal import Exports
internal import Foundation
internal import PostgreSQL
internal import Runs
internal import Schedules

/// Does for one tenant what is planned: record, compute each occurrence, publish. What goes wrong here stays
/// here.
struct TenantRun: Sendable {
  let database: Database
  let publisher: Publisher
  let planner: Planner
  let worker: String
  let tzdataVersion: String
  /// Called with a line of progress.
  let progress: @Sendable (String) -> Void

  struct Result: Sendable {
    let tenant: String
    var planned = 0
    var published: [Publisher.Published] = []
    /// Newly skipped by this run; each is named once.
    var skipped: [Occurrence] = []
    /// See ``TenantPlan/leftAlone``.
    var leftAlone: [Occurrence] = []
    var busy = 0
    /// Messages with what they are about, and the exit status that each calls for alone.
    var failures: [(message: String, status: ExitStatus)] = []
  }

  func run(_ file: TenantSchedules) -> Result {
    var result = Result(tenant: file.tenant.slug)
    do {
      try run(file, into: &result)
    } catch {
      result.failures.append(("\(file.tenant.slug): \(error)", ExitStatus(for: error)))
    }
    return result
  }

  private func run(_ file: TenantSchedules, into result: inout Result) throws {
    var connection = try database.connect()
    let tenant = file.tenant
    let ledger = Ledger(database, connection)
    let recorded = try ledger.occurrences(of: tenant.id)
    let plan = planner.plan(file, ledger: recorded)
    result.planned = plan.occurrences.count
    result.leftAlone = plan.leftAlone
    if !plan.newOccurrences.isEmpty || !plan.occurrences.isEmpty {
      let new = try ledger.record(plan.newOccurrences, of: tenant)
      result.skipped = plan.newOccurrences.filter { $0.state == .skipped && new.contains($0.key) }
    }
    // What is computed is published, also of a schedule that is no longer in the file.
    var isAnythingComputed = recorded.contains { $0.state == .computed }
    var isOwnWorkComputed = false
    let executor = Executor(database, worker: worker, tzdataVersion: tzdataVersion)
    for planned in plan.occurrences {
      let name = "\(tenant.slug) \(planned.schedule.name) \(planned.occurrence.window.label)"
      progress("\(name): computing")
      do {
        switch try executor.compute(planned, on: &connection) {
        case .computed: isOwnWorkComputed = true
        case .alreadyComputed: isAnythingComputed = true
        case .busy: result.busy += 1
        case .failed(let message): result.failures.append(("\(name): \(message)", .failed))
        }
      } catch let error as PostgresError where error.kind != .connection {
        // What was computed before it is published all the same.
        result.failures.append(("\(name): \(error)", ExitStatus(for: error)))
      }
    }
    guard isOwnWorkComputed || isAnythingComputed else { return }
    progress("\(tenant.slug): publishing")
    // What others computed, they publish, if they are at it: there is no waiting for them.
    let published = try publisher.publish(
      tenant: tenant.id, on: connection, waiting: isOwnWorkComputed)
    if let published { result.published = published } else { result.busy += 1 }
  }
}
