internal import Calendars
internal import Exports
internal import Foundation
internal import PostgreSQL
internal import Runs
internal import Schedules

/// Brings one tenant up to date: plan, record, compute each occurrence, publish. What goes wrong here stays
/// here.
struct TenantRun: Sendable {
  let database: Database
  let exports: String
  let at: Instant
  let schedules: Set<String>?
  let worker: String
  let tzdataVersion: String
  /// nil: all that is due. Otherwise these, and nothing new is recorded.
  var only: Set<OccurrenceKey>?
  /// Called with a line of progress.
  let progress: @Sendable (String) -> Void

  struct Result: Sendable {
    let tenant: String
    var published: [Publisher.Published] = []
    var skipped: [Occurrence] = []
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
    let plan = Planner.plan(file, ledger: recorded, at: at, schedules: schedules)
    // What is computed is published, also of a schedule that is no longer in the file.
    var isAnythingComputed = recorded.contains { $0.state == .computed }
    if only == nil {
      if !plan.occurrences.isEmpty || !plan.newOccurrences.isEmpty {
        try ledger.record(plan.newOccurrences, of: tenant)
      }
      result.skipped = plan.newOccurrences.filter { $0.state == .skipped }
    }
    let executor = Executor(database, worker: worker, tzdataVersion: tzdataVersion)
    for planned in plan.occurrences where only?.contains(planned.occurrence.key) ?? true {
      let name = "\(tenant.slug) \(planned.schedule.name) \(planned.occurrence.window.label)"
      progress("\(name): computing")
      switch try executor.compute(planned, on: &connection) {
      case .computed: isAnythingComputed = true
      case .busy: result.busy += 1
      case .failed(let message): result.failures.append(("\(name): \(message)", .failed))
      }
    }
    // What others compute, they publish: there is no waiting for them.
    guard isAnythingComputed else { return }
    progress("\(tenant.slug): publishing")
    result.published = try Publisher(database, exports: exports).publish(tenant: tenant.id, on: connection)
  }
}
