internal import ArgumentParser
internal import Calendars
internal import Orchestration
internal import Runs

/// Options of the commands that compute and publish: where the files go, which sources are trusted, and how
/// many tenants are worked on at once.
struct RunOptions: ParsableArguments {
  @OptionGroup var exports: ExportsOptions
  @OptionGroup var trust: TrustOption

  @Option(
    help: ArgumentHelp(
      "How many tenants to work on at once. \(Setting.jobs.defaultHint)", valueName: "number"))
  var jobs: Int?

  func validate() throws {
    if !(1...64).contains(resolvedJobs) { throw ValidationError("--jobs must be a number from 1 to 64.") }
  }

  private var resolvedJobs: Int {
    Int(Setting.jobs.value(jobs.map(String.init))) ?? 0
  }

  /// Makes a plan, executes it and reports what was done. With `isDryRun`, only prints the plan, and what a restatement would
  /// change.
  ///
  /// - Parameters:
  ///   - at: nil means now.
  ///   - ignoresPauses: whether failed periods are tried again at once.
  func carryOut(
    _ mode: RunMode, _ selection: SelectionOptions, at: Instant?, _ database: DatabaseOptions,
    _ output: OutputOptions, ignoresPauses: Bool, isDryRun: Bool = false
  ) throws -> ExitStatus {
    let selected = try selection.load()
    if isDryRun {
      return try PlanOutput(
        mode: mode, selected: selected, schedules: selection.scheduleNames, at: at,
        ignoresPauses: ignoresPauses,
        json: output.json, exports: exports.exports
      ).print(database, trust)
    }
    let open = try database.open(as: EmbeddedDatabase.runtimeRole)
    defer { open.close() }
    let outcome = try execute(
      mode, selected, schedules: selection.scheduleNames, at: at, ignoresPauses: ignoresPauses,
      database: open.database)
    if !outcome.published.isEmpty { Terminal.notePublication() }
    if output.json {
      try Terminal.printJSON(RunOutcomeDocument(outcome))
    } else if output.saysWhatWasDone {
      Terminal.print(RunOutcomeText.render(outcome))
    }
    return outcome.status
  }

  /// The connection is closed afterwards: a role may have no more connections than there are jobs.
  private func checked(_ database: Database) throws -> (sources: CheckedSources, now: Instant) {
    let connection = try database.connect()
    try Readiness.check(connection, database, storing: true)
    return (try trust.check(connection, database), try Instant.now(connection))
  }

  /// Checks the database and the source contract, reads the clocks, and runs.
  ///
  /// - Parameters:
  ///   - schedules: names of the schedules to work on; nil means all.
  ///   - at: nil means now.
  func execute(
    _ mode: RunMode, _ selected: SelectedSchedules, schedules: Set<String>?, at: Instant?,
    ignoresPauses: Bool = false, database: Database
  ) throws -> RunOutcome {
    let (sources, now) = try checked(database)
    if let at, at > .now {
      Terminal.warning("--at is in the future: periods that are not over yet are published as final")
    }
    try exports.makeFolder()
    let zones = try TimeZoneDatabase()
    let outcome = RunWatch.during { progress in
      Orchestrator(
        database, exports.publisher(database), mode, at: at ?? now, now: now, ignoresPauses: ignoresPauses,
        schedules: schedules, zones: zones, tzdataVersion: zones.version, sources: sources,
        jobs: resolvedJobs, progress: progress
      ).run(selected.tenants, filesWithIssues: selected.filesWithIssues)
    }
    // A run that had nothing to do says nothing.
    if outcome.results.contains(where: { $0.planned > 0 }) {
      TrustText.lines(sources).forEach(Terminal.warning)
    }
    RunOutcomeText.complaints(outcome).forEach(Terminal.tell)
    return outcome
  }
}
