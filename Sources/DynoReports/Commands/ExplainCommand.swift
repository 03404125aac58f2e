internal import ArgumentParser
internal import Exports
internal import Foundation
internal import Orchestration
internal import PostgreSQL
internal import Runs
internal import Schedules

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show the deals behind the numbers of a run; stores nothing.",
    discussion: """
      The deals are found in the CRM as it is now, by the rule of the run's report and with what the run was asked; \
      their sums stand beside the stored numbers. A deal with a * was updated, or entered a stage, since the run's \
      snapshot. A deal that was deleted, or does not count any more, is only in the difference. Of a run that failed, \
      the deals that make it fail are shown. Dates are in the tenant's time zone.
      """.adding(examples: [
        "A run of `demo --at 2026-11-21T03:00:00Z`; `runs` lists yours":
          "dyno-reports explain 5d088145-212f-860c-87a2-02530b5133d9 --limit 4",
        "All its deals, for a spreadsheet":
          "dyno-reports explain 5d088145-212f-860c-87a2-02530b5133d9 --csv > deals.csv",
      ]))

  @Argument(help: "The run's id, which is in every row of the files, or its first eight characters or more.")
  var runID: String

  @Option(
    help: ArgumentHelp(
      "Only rows with this value of a dimension, such as stage_id=…; an empty value for an empty cell; can be repeated.",
      valueName: "column=value"))
  var row: [String] = []

  @Option(help: "Number of deals in the table; --json and --csv have all.")
  var limit = 50

  @OptionGroup var tenants: TenantOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var trust: TrustOption
  @OptionGroup var names: IDsOption

  @Flag(help: "Print one JSON document, with all deals.")
  var json = false

  @Flag(help: "Print all deals as CSV, in the form of the published files.")
  var csv = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be a number from 1.") }
    try checkFormats(json: json, csv: csv)
  }

  func run() throws {
    try reportingErrors {
      let reference = try RunReference(runID)
      let selected = try tenants.load()
      let isFound = try database.connected { database, connection in
        let history = RunHistory(database, connection)
        guard let (tenant, run) = try reference.find(selected.tenants.map(\.tenant), in: history),
          let id = UUID(uuidString: run.id)
        else { return false }
        let sources = try trust.check(connection, database)
        try sources.check(for: tenant)
        TrustText.lines(sources).forEach(Terminal.warning)
        try FreshnessText.lines(of: tenant.id, Ledger(database, connection)).forEach(Terminal.warning)
        return try explain(id, Explainer(database, connection, sources, tenant: tenant), tenant)
      }
      guard isFound else {
        throw CommandFailure(reference.absence(in: tenants.folder))
      }
      Terminal.note("Nothing was stored or published.")
      return .done
    }
  }

  /// - Returns: false if the run is gone.
  private func explain(_ id: UUID, _ explainer: Explainer, _ tenant: Tenant) throws -> Bool {
    let read: (explanation: Explanation, deals: [[String?]])?
    do {
      read = try explainer.explain(id, rows: row) { explanation, deals in
        if csv {
          try printCSV(explanation, deals)
          return (explanation, [])
        }
        return (explanation, try deals.rows(limit: json ? nil : limit))
      }
    } catch let error as RowSelection.Invalid {
      throw ValidationError("--row: \(error).")
    }
    guard let (explanation, deals) = read else { return false }
    if json {
      try Terminal.printJSON(ExplanationDocument(explanation, deals, tenant: tenant))
    } else if !csv {
      Terminal.print(
        ExplanationText(
          explanation: explanation, tenant: tenant, showsIDs: names.ids, width: TerminalScreen.output.columns
        ).render(deals))
    }
    return true
  }

  private func printCSV(_ explanation: Explanation, _ deals: ExplainedDeals) throws {
    if let message = explanation.run.errorMessage { Terminal.note("FAILED: \(message)") }
    var csv = CSVRows(columns: explanation.columns, write: Terminal.printLines)
    var stream = try deals.stream()
    while let rows = try stream.next() { try csv.write(rows) }
    try csv.finish()
  }
}
