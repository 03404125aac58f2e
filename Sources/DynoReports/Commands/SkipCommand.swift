internal import ArgumentParser
internal import Exports
internal import Orchestration
internal import Runs
internal import Schedules

struct SkipCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip", abstract: "Give up periods that were never published.",
    discussion: """
      Use it for periods that a backfill recorded by mistake, for a restatement that is no longer wanted, \
      and for a period that cannot be computed or published. No run tries the period again, and its computed \
      facts are deleted. Published revisions stay, and a period that another worker is computing is left to \
      that worker. `backfill` computes a skipped period after all.
      """.adding(examples: [
        "Which open periods would be given up":
          "dyno-reports skip --tenant acme --schedule monthly-coverage --from 2026-01-01 --to 2026-08-01 --dry-run"
      ]))

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
      try database.connected(storing: true) { database, connection in
        let skipper = Skipper(database, exports: exports.folder)
        for file in selected.tenants {
          do {
            let open = try Ledger(database, connection).occurrences(of: file.tenant, .recent).filter(
              isOpen)
            outcome.add(
              try skipper.skip(open, of: file.tenant.id, isDryRun: periods.dryRun, on: connection),
              of: file.tenant.slug)
          } catch {
            // A failure of one tenant does not stop the others.
            Terminal.tell(Message(.failure, tenant: file.tenant.slug, "\(error)"))
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
          "no open period is recorded between \(periods.from) and \(periods.to); "
            + "periods that became due since the last run are not recorded yet")
      }
      if outcome.skipped.isEmpty { return failure ?? .failed }
      if failure != nil || !outcome.published.isEmpty { return .partly }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }

  private func isOpen(_ occurrence: Occurrence) -> Bool {
    let isSelected = selection.scheduleNames?.contains(occurrence.key.schedule) ?? true
    return isSelected && occurrence.canBeSkipped && periods.range.contains(occurrence.period)
  }
}
