internal import ArgumentParser
internal import Calendars
internal import Runs
internal import Schedules

struct SkipCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip", abstract: "Give up periods that were never published.",
    discussion: """
      For what a backfill recorded by mistake, and for a period that cannot be computed: no run sees to it any \
      more. What is computed or published stays, and so does what another worker is at. `backfill` takes it \
      back.
      """)

  @OptionGroup var periods: PeriodRangeOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var database: DatabaseOptions

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try reportingErrors {
      let selected = try selection.load()
      var skipped: [PlanDocument.UntouchedPeriod] = []
      try database.reading { database, connection in
        let ledger = Ledger(database, connection)
        for file in selected.tenants {
          let open = try ledger.occurrences(of: file.tenant.id).filter(isOpen)
          let keys = periods.dryRun ? Set(open.map(\.key)) : try ledger.skip(open, of: file.tenant.id)
          skipped += open.filter { keys.contains($0.key) }.sorted { $0.key < $1.key }
            .map { PlanDocument.UntouchedPeriod($0, of: file.tenant.slug) }
        }
      }
      if json {
        try Terminal.printJSON(skipped)
      } else {
        let verb = periods.dryRun ? "would be skipped" : "skipped"
        for period in skipped {
          Terminal.print("\(period.tenant) \(period.schedule) \(period.period.label): \(verb)")
        }
      }
      guard !skipped.isEmpty else {
        Terminal.error(
          "no recorded period that is open lies between \(periods.from) and \(periods.to); "
            + "what became due since the last run is not recorded yet")
        return .failed
      }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }

  private func isOpen(_ occurrence: Occurrence) -> Bool {
    let isSelected = selection.scheduleNames?.contains(occurrence.key.schedule) ?? true
    let isUnpublished = [.due, .failed, .running].contains(occurrence.state) && occurrence.key.revision == 1
    return isSelected && isUnpublished && periods.range.contains(occurrence.window)
  }
}
