internal import ArgumentParser
internal import Calendars
internal import Exports
internal import Foundation
internal import PostgreSQL
internal import Runs
internal import Schedules

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Compute and publish what is due.",
    discussion: """
      Safe to start as often as wished, by as many at once as wished. Under cron it prints nothing unless
      something went wrong; --verbose and --json say what was done.
      """)

  @OptionGroup var planning: PlanningOptions
  @OptionGroup var database: DatabaseOptions

  @Option(help: ArgumentHelp("The folder to publish in. (default: exports)", valueName: "folder"))
  var exports: String?

  @Option(help: ArgumentHelp("How many tenants to work on at once. (default: 2)", valueName: "number"))
  var jobs: Int?

  @Flag(name: [.short, .long], help: "Say what was done, also when nobody looks on.")
  var verbose = false

  @Flag(help: "Print one JSON document on what was done.")
  var json = false

  func validate() throws {
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs is a number from 1 to 64.") }
  }

  func run() throws {
    try reportingErrors {
      let selected = try planning.load()
      let open = try database.open(as: EmbeddedDatabase.runtimeRole)
      defer { open.close() }
      let summary = try execute(
        selected, at: planning.instant, database: open.database, progress: progress)
      if json {
        try Terminal.printJSON(summary.document)
      } else if verbose || Terminal.isInteractive {
        Terminal.print(summary.text)
      }
      return summary.status
    }
  }

  var exportsFolder: String { exports ?? Environment["DYNO_REPORTS_EXPORTS"] ?? "exports" }

  private var progress: @Sendable (String) -> Void {
    let isInteractive = Terminal.isInteractive
    return { line in if isInteractive { Terminal.note(line) } }
  }

  /// - Parameter progress: called with a line for each thing that begins.
  func execute(
    _ selected: SelectedSchedules, at: Instant, database: Database,
    progress: @escaping @Sendable (String) -> Void
  ) throws -> RunOutcome {
    for issue in selected.issues { Terminal.note("\(issue)") }
    try Readiness.check(database.connect(), database)
    try Publisher.makeFolder(exportsFolder)
    let run = TenantRun(
      database: database, exports: exportsFolder, at: at, schedules: planning.scheduleNames,
      worker: "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)",
      tzdataVersion: try TimeZoneDatabase().version, progress: progress)
    let jobs = jobs ?? Environment["DYNO_REPORTS_JOBS"].flatMap(Int.init) ?? 2
    let results = Workers.map(selected.tenants, threads: jobs) { run.run($0) }
    let outcome = RunOutcome(at: at, results: results, badFiles: selected.filesWithIssues)
    for line in outcome.complaints { Terminal.note(line) }
    return outcome
  }
}
