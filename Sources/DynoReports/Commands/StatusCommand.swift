internal import ArgumentParser
internal import Calendars
internal import Orchestration
internal import Runs
internal import Schedules

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how every schedule stands: gaps and failures first.",
    discussion: """
      Exit code 0 also where something is open or failed: `status` tells, it does not judge. In --json the \
      fields `open`, `failures`, `incomplete` and `missing` are what to alert on.
      """)

  @OptionGroup var instant: InstantOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var database: DatabaseOptions

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try reportingErrors {
      // A schedule that is no longer in its file can be asked for too.
      let selected = try selection.tenants.load()
      let document = try database.reading { database, connection in
        let now = try Instant.now(connection)
        let at = instant.at ?? now
        let ledger = Ledger(database, connection)
        let tenants = try selected.tenants.map { file in
          StatusDocument.Tenant(
            file.tenant.slug, file.tenant.calendar.zone.name,
            ScheduleStatus.all(
              of: file, ledger: try ledger.occurrences(of: file.tenant.id), at: at, now: now
            )
            .filter { selection.scheduleNames?.contains($0.schedule) ?? true })
        }
        return StatusDocument(at: at.description, tenants: tenants)
      }
      if document.tenants.allSatisfy(\.schedules.isEmpty), let names = selection.scheduleNames {
        throw ValidationError("no schedule is or was called \(names.sorted().joined(separator: ", ")).")
      }
      if json { try Terminal.printJSON(document) } else { Terminal.print(StatusText.render(document)) }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }
}
