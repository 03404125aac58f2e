internal import ArgumentParser
internal import Calendars
internal import Exports
internal import Foundation
internal import Runs
internal import Schedules

/// What the commands that compute and publish have in common: where the files go, and how many tenants are
/// worked on at once.
struct RunOptions: ParsableArguments {
  @OptionGroup var exports: ExportsOptions

  @Option(help: ArgumentHelp("How many tenants to work on at once. (default: 2)", valueName: "number"))
  var jobs: Int?

  func validate() throws {
    if !(1...64).contains(resolvedJobs) { throw ValidationError("--jobs is a number from 1 to 64.") }
  }

  private var resolvedJobs: Int {
    jobs ?? Environment["DYNO_REPORTS_JOBS"].map { Int($0) ?? 0 } ?? 2
  }

  /// Plans and does what is ordered, and says what was done.
  ///
  /// - Parameters:
  ///   - at: nil for now.
  ///   - ignoresPauses: whether what failed is tried again at once.
  ///   - isDryRun: only print the plan.
  func carryOut(
    _ order: Planner.Order, _ selection: SelectionOptions, at: Instant?, _ database: DatabaseOptions,
    _ reporting: ReportingOptions, ignoresPauses: Bool, isDryRun: Bool = false
  ) throws -> ExitStatus {
    let selected = try selection.load()
    if isDryRun {
      return try PlanCommand.printPlan(
        order, selected, schedules: selection.scheduleNames, at: at, ignoresPauses: ignoresPauses, database,
        json: reporting.json)
    }
    let open = try database.open(as: EmbeddedDatabase.runtimeRole)
    defer { open.close() }
    let outcome = try execute(
      order, selected, schedules: selection.scheduleNames, at: at, ignoresPauses: ignoresPauses,
      database: open.database, progress: reporting.progress)
    try reporting.report(outcome)
    return outcome.status
  }

  /// Works on all tenants, each on a thread and a connection of its own.
  ///
  /// - Parameters:
  ///   - schedules: names of the schedules to work on; nil for all.
  ///   - at: nil for now.
  ///   - progress: called with a line for each thing that begins.
  func execute(
    _ order: Planner.Order, _ selected: SelectedSchedules, schedules: Set<String>?, at: Instant?,
    ignoresPauses: Bool = false, database: Database, progress: @escaping @Sendable (String) -> Void
  ) throws -> RunOutcome {
    let connection = try database.connect()
    try Readiness.check(connection, database)
    if let at, at > .now {
      Terminal.warning("--at lies in the future: periods that are not over yet are published as final")
    }
    let now = try Instant.now(connection)
    let at = at ?? now
    try exports.makeFolder()
    let run = TenantRun(
      database: database, publisher: exports.publisher(database),
      planner: Planner(order, at: at, now: now, ignoresPauses: ignoresPauses, schedules: schedules),
      worker: "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)",
      tzdataVersion: try TimeZoneDatabase().version, progress: progress)
    let results = Workers.map(selected.tenants, threads: resolvedJobs) { run.run($0) }
    let outcome = RunOutcome(at: at, order: order, results: results, badFiles: selected.filesWithIssues)
    for line in outcome.complaints { Terminal.note(line) }
    return outcome
  }
}

/// How much a command that runs says, and in which form.
struct ReportingOptions: ParsableArguments {
  @Flag(name: [.short, .long], help: "Say what was done, also when nobody looks on.")
  var verbose = false

  @Flag(help: "Print one JSON document on what was done.")
  var json = false

  var progress: @Sendable (String) -> Void {
    let isInteractive = Terminal.isInteractive
    return { line in if isInteractive { Terminal.note(line) } }
  }

  /// Under cron a clean run prints nothing unless asked.
  var saysWhatWasDone: Bool { verbose || Terminal.isInteractive }

  func report(_ outcome: RunOutcome) throws {
    if json {
      try Terminal.printJSON(outcome.document)
    } else if saysWhatWasDone {
      Terminal.print(outcome.text)
    }
  }
}
