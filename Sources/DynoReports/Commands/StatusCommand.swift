internal import ArgumentParser
internal import Calendars
internal import Foundation
internal import Orchestration
internal import Pages
internal import Runs
internal import Schedules

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the state of every schedule, failures and gaps first.",
    discussion: """
      The exit code is 0 even if periods are open or failed: `status` reports problems but does not judge \
      them. For alerts, use the fields `open`, `failures`, `incomplete` and `missing` of --json.
      """.adding(examples: [
        "All schedules":
          "dyno-reports status",
        "One tenant, as a table for a spreadsheet":
          "dyno-reports status --tenant acme --csv > status.csv",
      ]))

  @OptionGroup var instant: InstantOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var database: DatabaseOptions

  @Option(
    name: .customLong("html"),
    help: ArgumentHelp(
      "Also write a page for the operator to this file, or only the page to /dev/stdout.", valueName: "file"))
  var page: String?

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Print a line for each schedule as CSV, in the form of the published files.")
  var csv = false

  func validate() throws {
    try checkFormats(json: json, csv: csv)
    if json || csv, let page, OutputFile(path: page).isStandardOutput {
      throw ValidationError(
        "--html /dev/stdout cannot be given with --json or --csv: both would be on stdout.")
    }
  }

  func run() throws {
    try reportingErrors {
      // --schedule may also name a schedule that is no longer in its file.
      let selected = try selection.tenants.load()
      let zones = try TimeZoneDatabase()
      var failures = TenantFailures()
      let (at, tenants) = try database.connected { database, connection in
        let now = try Instant.now(connection)
        let at = instant.at ?? now
        let ledger = Ledger(database, connection)
        let tenants = try selected.tenants.map { file in
          // Under another slug, the ledger still has the tenant's history.
          try failures.collecting(file.tenant) { _ = try ledger.checkSlug(of: file.tenant) }
          let schedules = ScheduleStatus.all(
            of: file, ledger: try ledger.occurrences(of: file.tenant.id, .recentAndIncomplete),
            gaps: try ledger.gaps(of: file.tenant.id), at: at, now: now, zones: zones)
          let chosen = schedules.filter { selection.scheduleNames?.contains($0.schedule) ?? true }
          return TenantStatus(
            slug: file.tenant.slug, timeZone: file.tenant.calendar.zone.name, schedules: chosen,
            failedRuns: page == nil
              ? [:] : try FailedRunReader(file.tenant, database, connection).failedRuns(of: chosen))
        }
        return (at, tenants)
      }
      let document = StatusDocument(
        at: at.description, tenants: tenants.map { StatusDocument.Tenant($0.slug, $0.timeZone, $0.schedules) }
      )
      if document.tenants.allSatisfy(\.schedules.isEmpty), let names = selection.scheduleNames {
        throw ValidationError("no schedule is or was called \(names.sorted().joined(separator: ", ")).")
      }
      if let page {
        let status = StatusPage(at: at, tenants: tenants, issues: selected.issues.map { "\($0)" })
        if !write(status, to: page) { return .cannotWriteExports }
      }
      if json {
        try Terminal.printJSON(document)
      } else if csv {
        try StatusTable.table(document).write(Terminal.printLines)
      } else if page.map({ !OutputFile(path: $0).isStandardOutput }) ?? true {
        Terminal.print(StatusText.render(document))
      }
      return failures.status(selected.issues.isEmpty ? .done : .badConfiguration, isPartDone: false)
    }
  }

  /// - Returns: whether it could be written.
  private func write(_ status: StatusPage, to file: String) -> Bool {
    do {
      try OutputFile(path: file).write(status.html)
      return true
    } catch {
      Terminal.error("cannot write \(file): \(error.localizedDescription)")
      return false
    }
  }
}
