internal import ArgumentParser
internal import Calendars
internal import Exports
internal import Orchestration
internal import Runs
internal import Schedules

struct SkipCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip", abstract: "Give up periods that were never published.",
    discussion: """
      For what a backfill recorded by mistake, for a restatement that is not wanted any more, and for a period that \
      cannot be computed or published: no run sees to it any more. What was computed of it is deleted. Published \
      revisions stay, and so does what another worker is computing. `backfill` takes a period back.
      """)

  @OptionGroup var periods: PeriodRangeOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var exports: ExportsFolderOption
  @OptionGroup var database: DatabaseOptions

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try reportingErrors {
      let selected = try selection.load()
      var outcome = SkipDocument()
      var failure: ExitStatus?
      try database.reading { database, connection in
        let skipper = Skipper(database, exports: exports.folder)
        for file in selected.tenants {
          do {
            let open = try Ledger(database, connection).occurrences(of: file.tenant.id).filter(isOpen)
            outcome.add(
              try skipper.skip(open, of: file.tenant.id, isDryRun: periods.dryRun, on: connection),
              of: file.tenant.slug)
          } catch {
            // One tenant's trouble does not stop another.
            Terminal.error("\(file.tenant.slug): \(error)")
            failure = failure ?? ExitStatus(for: error)
          }
        }
      }
      if json {
        try Terminal.printJSON(outcome.skipped)
      } else if !outcome.skipped.isEmpty {
        Terminal.print(SkipText.render(outcome, isDryRun: periods.dryRun))
      }
      for line in SkipText.complaints(outcome) { Terminal.error(line) }
      if outcome.skipped.isEmpty, outcome.published.isEmpty, failure == nil {
        Terminal.error(
          "no recorded period that is open lies between \(periods.from) and \(periods.to); "
            + "what became due since the last run is not recorded yet")
      }
      if outcome.skipped.isEmpty { return failure ?? .failed }
      if failure != nil || !outcome.published.isEmpty { return .partly }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }

  private func isOpen(_ occurrence: Occurrence) -> Bool {
    let isSelected = selection.scheduleNames?.contains(occurrence.key.schedule) ?? true
    return isSelected && occurrence.canBeSkipped && periods.range.contains(occurrence.window)
  }
}
