internal import ArgumentParser
internal import Calendars
internal import Runs
internal import Schedules

struct RestateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restate", abstract: "Compute published periods again, as a new revision.",
    discussion: """
      A published period is final. Where its data was mended since, this computes it anew, from a new \
      snapshot and with today's schedule file. The files are replaced; those of the revision before move to \
      history/, its facts stay in the database, and the manifest tells the reason. Only published periods \
      are restated; where one is interrupted, the next `run` completes it.
      """)

  @Option(help: ArgumentHelp("Why; it stands in the manifest for good.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("Periods that begin on this date or later.", valueName: "date"))
  var from: CivilDate

  @Option(
    help: ArgumentHelp("Periods that end on this date or before; ends are exclusive.", valueName: "date"))
  var to: CivilDate

  @OptionGroup var planning: PlanningOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var reporting: ReportingOptions

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason must say something.") }
    if from > to { throw ValidationError("--from is later than --to.") }
  }

  func run() throws {
    try reportingErrors {
      let selected = try planning.load()
      let open = try database.open(as: EmbeddedDatabase.runtimeRole)
      defer { open.close() }
      let connection = try open.database.connect()
      try Readiness.check(connection, open.database)
      let ledger = Ledger(open.database, connection)
      var restated: Set<OccurrenceKey> = []
      for file in selected.tenants {
        for occurrence in try published(file, ledger) {
          if let next = try ledger.restate(occurrence, reason: reason) { restated.insert(next.key) }
        }
      }
      guard !restated.isEmpty else {
        Terminal.error(
          "no published period lies between \(from) and \(to); `dyno-reports status` shows what is")
        return .failed
      }
      let outcome = try options.execute(
        selected, at: planning.instant, schedules: planning.scheduleNames, database: open.database,
        only: restated, progress: reporting.progress)
      try reporting.report(outcome)
      return outcome.status
    }
  }

  /// The published occurrences of the tenant's schedules that lie in the range.
  private func published(_ file: TenantSchedules, _ ledger: Ledger) throws -> [Occurrence] {
    let names = Set(file.schedules.map(\.name)).intersection(
      planning.scheduleNames ?? Set(file.schedules.map(\.name)))
    return try Occurrence.latestRevisions(in: ledger.occurrences(of: file.tenant.id)).filter { occurrence in
      let window = occurrence.window
      return names.contains(occurrence.key.schedule) && occurrence.state == .published
        && window.startDate ?? window.endDate >= from && window.endDate <= to
    }
  }
}

extension CivilDate: ExpressibleByArgument {
  init?(argument: String) { self.init(iso: argument) }
}
