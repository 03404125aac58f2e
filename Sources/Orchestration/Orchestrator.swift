package import Calendars
package import Exports
internal import Foundation
package import Runs
package import Schedules

/// Plans, computes and publishes for all tenants, each on a thread and a connection of its own.
package struct Orchestrator: Sendable {
  private let run: TenantRun
  private let mode: RunMode
  private let at: Instant
  private let jobs: Int

  /// - Parameters:
  ///   - publisher: of the same database; its exports folder exists.
  ///   - at: the instant to plan for.
  ///   - now: what the clock says.
  ///   - ignoresPauses: whether what failed is tried again at once.
  ///   - schedules: names of the schedules to work on; nil for all.
  ///   - tzdataVersion: of the zone rules by which the schedules were read.
  ///   - jobs: how many tenants are worked on at once.
  ///   - progress: called with a line for each thing that begins.
  package init(
    _ database: Database, _ publisher: Publisher, _ mode: RunMode, at: Instant, now: Instant,
    ignoresPauses: Bool = false, schedules: Set<String>? = nil, tzdataVersion: String, jobs: Int,
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.mode = mode
    self.at = at
    self.jobs = jobs
    run = TenantRun(
      database: database, publisher: publisher,
      planner: Planner(mode, at: at, now: now, ignoresPauses: ignoresPauses, schedules: schedules),
      worker: "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)",
      tzdataVersion: tzdataVersion, progress: progress)
  }

  /// - Parameter filesWithIssues: how many schedule files could not be read; their tenants are not among these.
  package func run(_ tenants: [TenantSchedules], filesWithIssues: Int = 0) -> RunOutcome {
    let results = Workers.map(tenants, threads: jobs) { run.run($0) }
    return RunOutcome(at: at, mode: mode, results: results, filesWithIssues: filesWithIssues)
  }
}
