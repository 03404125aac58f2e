internal import ArgumentParser
internal import Calendars
internal import Exports
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
      var skipped: [PlanDocument.UntouchedPeriod] = []
      var published: [String] = []
      try database.reading { database, connection in
        let skipper = Skipper(database, exports: exports.folder)
        for file in selected.tenants {
          let open = try Ledger(database, connection).occurrences(of: file.tenant.id).filter(isOpen)
          let outcome = try skipper.skip(
            open, of: file.tenant.id, isDryRun: periods.dryRun, on: connection)
          skipped += outcome.skipped.sorted { $0.key < $1.key }
            .map { PlanDocument.UntouchedPeriod($0, of: file.tenant.slug) }
          published += outcome.published.map { "\(file.tenant.slug) \($0.key.schedule) \($0.window.label)" }
        }
      }
      if json {
        try Terminal.printJSON(skipped)
      } else {
        let verb = periods.dryRun ? "would be skipped" : "skipped"
        for period in skipped {
          let revision = period.revision > 1 ? ", revision \(period.revision)" : ""
          Terminal.print("\(period.tenant) \(period.schedule) \(period.period.label)\(revision): \(verb)")
        }
      }
      for name in published {
        Terminal.error("\(name): its files are published already; `run` writes that down")
      }
      guard !skipped.isEmpty else {
        if published.isEmpty {
          Terminal.error(
            "no recorded period that is open lies between \(periods.from) and \(periods.to); "
              + "what became due since the last run is not recorded yet")
        }
        return .failed
      }
      if !published.isEmpty { return .partly }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }

  private func isOpen(_ occurrence: Occurrence) -> Bool {
    let isSelected = selection.scheduleNames?.contains(occurrence.key.schedule) ?? true
    return isSelected && occurrence.canBeSkipped && periods.range.contains(occurrence.window)
  }
}
