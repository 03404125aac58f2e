package import Calendars
package import Exports
internal import Foundation
package import Runs
package import Schedules

/// Plans, computes and publishes for all tenants, on a few threads with a connection each.
package struct Orchestrator: Sendable {
  private let run: TenantRun
  private let mode: RunMode
  private let at: Instant
  private let jobs: Int
  private let progress: @Sendable (RunProgress) -> Void

  /// - Parameters:
  ///   - publisher: for the same database; its exports folder must exist.
  ///   - at: the instant to plan for.
  ///   - now: the current time.
  ///   - ignoresPauses: whether failed periods are tried again at once.
  ///   - schedules: names of the schedules to work on; nil means all.
  ///   - zones: for periods that were counted in another zone than the tenant's; nil if there are none.
  ///   - tzdataVersion: the version of the time zone rules that the schedules were read with.
  ///   - sources: what was found out about the CRM's tables.
  ///   - jobs: the number of tenants to work on at once.
  ///   - batchSize: after how many computed periods of a tenant they are published.
  ///   - progress: called from the threads that do the work.
  package init(
    _ database: Database, _ publisher: Publisher, _ mode: RunMode, at: Instant, now: Instant,
    ignoresPauses: Bool = false, schedules: Set<String>? = nil, zones: TimeZoneDatabase? = nil,
    tzdataVersion: String,
    sources: CheckedSources = CheckedSources(), jobs: Int, batchSize: Int = 100,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) {
    self.mode = mode
    self.at = at
    self.jobs = jobs
    self.progress = progress
    run = TenantRun(
      database: database, publisher: publisher,
      planner: Planner(
        mode, at: at, now: now, ignoresPauses: ignoresPauses, schedules: schedules, zones: zones),
      worker: "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)",
      tzdataVersion: tzdataVersion, sources: sources, batchSize: batchSize, progress: progress)
  }

  /// - Parameter filesWithIssues: the number of schedule files that were left out because of issues.
  package func run(_ tenants: [TenantSchedules], filesWithIssues: Int = 0) -> RunOutcome {
    let idle = idleTenants(among: tenants)
    progress(.tenants(tenants.count - idle.count))
    let results = Workers.map(tenants, threads: jobs) { tenant, connection in
      if idle.contains(tenant.tenant.id) { return run.leaveAlone(tenant) }
      defer { progress(.done(tenant: tenant.tenant.slug)) }
      return run.run(tenant, keeping: &connection)
    }
    return RunOutcome(at: at, mode: mode, results: results, filesWithIssues: filesWithIssues)
  }

  /// The tenants that have nothing to do. If that cannot be found out, each is asked by itself, and says what is wrong.
  private func idleTenants(among files: [TenantSchedules]) -> Set<UUID> {
    guard case .due = mode, let connection = try? run.database.connect() else { return [] }
    let manifests = run.publisher.treeCheck.manifests(of: files.map { ($0.tenant.id, $0.tenant.slug) })
    let idle = try? OpenWork(run.planner).idleTenants(
      among: files, manifests: manifests, run.database, connection)
    return idle ?? []
  }
}
