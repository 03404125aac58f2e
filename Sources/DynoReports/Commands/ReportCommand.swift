internal import ArgumentParser
internal import Calendars
internal import Foundation
internal import Orchestration
internal import Reports
internal import Runs
internal import Schedules

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Compute one report now and print it; stores nothing.",
    discussion: """
      The window may be one that is not over yet, such as the coming quarter for a coverage report. What happens \
      after now does not count, nor what happened after `--as-of`; but a report of open deals by close date counts those \
      that are open now, whenever they were created. The CRM is read as it is now: `--as-of` does not bring back what was changed since. Without \
      a window, \(withoutWindow.joined(separator: " and ")) cover all deals. Dates are in the tenant's time \
      zone.
      """.adding(examples: [
        "For a window that is yet to come, such as the next quarter":
          "dyno-reports report \(example.type) --tenant globex --from 2027-01-01 --to 2027-04-01",
        "With an option":
          "dyno-reports report \(example.type) --tenant globex --from 2027-01-01 --to 2027-04-01 --option total=true",
        "A report that needs no window, for a spreadsheet":
          "dyno-reports report \(withoutWindow[0]) --tenant acme --csv > report.csv",
      ]))

  private static let example = ReportCatalog.product.reports[0]
  private static let withoutWindow = ReportCatalog.product.reports.filter(\.supportsNoWindow).map(\.type)

  @Argument(
    help: ArgumentHelp(
      "One of \(ReportCatalog.product.reports.map(\.type).joined(separator: ", ")).", valueName: "type"),
    completion: .list(ReportCatalog.product.reports.map(\.type)))
  var type: String

  @Option(
    help: ArgumentHelp("The tenant, by slug or id; required if there are several.", valueName: "tenant"),
    completion: .tenants)
  var tenant: String?

  @Option(help: ArgumentHelp("First date of the window.", valueName: "date"), completion: .firstDates)
  var from: CivilDate?

  @Option(
    help: ArgumentHelp("The day after the last date of the window.", valueName: "date"), completion: .endDates
  )
  var to: CivilDate?

  @Option(
    help: ArgumentHelp(
      "Count only what happened before this instant, such as 2026-11-16T00:00:00Z, and measure ages up to it; open deals "
        + "of a coverage report count in any case. Without a window, only measure ages. (default: now, or the end of the "
        + "window if that is earlier)",
      valueName: "instant"))
  var asOf: Instant?

  @Option(
    help: ArgumentHelp(
      "A report option, written as in schedule files, such as include_closed=true; can be repeated.",
      valueName: "name=value"), completion: .reportOptions)
  var option: [String] = []

  @OptionGroup var folder: ScheduleFolderOption
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var trust: TrustOption

  @OptionGroup var names: IDsOption

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Print the rows as CSV, in the form of the published files.")
  var csv = false

  func validate() throws {
    try checkFormats(json: json, csv: csv)
    if (from == nil) != (to == nil) { throw ValidationError("--from and --to must be given together.") }
    let earliest = ReportingCalendar.earliestEnd
    if let from, from < earliest { throw ValidationError("--from must not be before \(earliest).") }
  }

  func run() throws {
    try reportingErrors {
      let tenant = try folder.tenant(called: tenant).tenant
      let request = try request
      let window = try window(in: tenant.calendar)
      if window == nil, !request.report.supportsNoWindow {
        throw ValidationError("\(type) needs a window: --from and --to.")
      }
      if let asOf, asOf > .now {
        Terminal.warning("--as-of is in the future: the CRM is read as it is now, and ages run on until then")
      }
      let (report, result) = try database.connected { database, connection in
        let sources = try trust.check(connection, database)
        try sources.check(for: tenant)
        TrustText.lines(sources).forEach(Terminal.warning)
        try FreshnessText.lines(of: tenant.id, Ledger(database, connection)).forEach(Terminal.warning)
        let report = AdHocReport(tenant: tenant, request: request, window: window, at: .now, asOf: asOf)
        if report.outcomesUntil != nil, let asOf, let window, asOf < window.end {
          throw ValidationError(
            "\(type) follows the deals of the window to its end and beyond: --as-of must not be before \(window.end)."
          )
        }
        if let until = report.outcomesUntil, until > .now {
          throw ValidationError(
            "\(type) counts what became of deals until \(until), which is yet to come: choose an earlier window or a shorter follow-up."
          )
        }
        return (report, try report.run(database, connection, sources))
      }
      if json {
        try Terminal.printJSON(ReportDocument(report, result))
      } else if csv {
        ReportText.failures(report, result, showsIDs: names.ids).forEach(Terminal.error)
        try ReportTable.table(report, result).write(Terminal.printLines)
      } else {
        Terminal.print(
          ReportText.render(
            report, result, showsIDs: names.ids, width: TerminalScreen.output.columns))
      }
      Terminal.note("Nothing was stored or published.")
      return result.failures.isEmpty ? .done : .failed
    }
  }

  private var request: ReportRequest {
    get throws {
      do {
        return try ReportRequest.parse(type, options: option)
      } catch {
        throw ValidationError([error.message, error.hint].compactMap(\.self).joined(separator: "; "))
      }
    }
  }

  private func window(in calendar: ReportingCalendar) throws -> Window? {
    guard let from, let to else { return nil }
    guard let window = calendar.window(from: from, to: to) else {
      throw ValidationError("the window from \(from) to \(to) is empty.")
    }
    return window
  }
}
