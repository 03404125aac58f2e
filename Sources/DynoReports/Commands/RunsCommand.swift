internal import ArgumentParser
internal import Exports
internal import Foundation
internal import Orchestration
internal import PostgreSQL
internal import Reports
internal import Runs
internal import Schedules

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Show past runs, and where a number comes from.",
    discussion: "Without a subcommand, it lists.".adding(examples: [
      "The latest runs of each tenant, failures first":
        "dyno-reports runs",
      "Where the numbers of a run of the demo come from":
        "dyno-reports runs show e0eba3c9-9130-813e-ba3f-4a4000642282",
    ]),
    subcommands: [List.self, Show.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the latest runs of each tenant, failures first.",
      discussion: "".adding(examples: [
        "What failed":
          "dyno-reports runs list --failed",
        "More runs of one tenant, for a spreadsheet":
          "dyno-reports runs list --tenant acme --limit 1000 --csv > runs.csv",
      ]))

    @OptionGroup var tenants: TenantOptions
    @OptionGroup var database: DatabaseOptions

    @Option(help: "Number of runs to list per tenant.")
    var limit = 20

    @Flag(help: "Only runs that failed.")
    var failed = false

    @OptionGroup var names: IDsOption

    @Flag(help: "Print one JSON document.")
    var json = false

    @Flag(help: "Print the runs as CSV, in the form of the published files.")
    var csv = false

    func validate() throws {
      try checkFormats(json: json, csv: csv)
      if !(1...10_000).contains(limit) { throw ValidationError("--limit must be a number from 1 to 10000.") }
    }

    func run() throws {
      try reportingErrors {
        var documents: [RunDocument] = []
        try database.connected { database, connection in
          let selected = try tenants.tenantsOfHistory(database, connection)
          let history = RunHistory(database, connection)
          for tenant in selected {
            let headers = try history.latest(limit, of: tenant.id, onlyFailed: failed)
            let names = try history.names(of: headers, tenant.id)
            documents += headers.map {
              RunDocument($0, tenant: tenant, names: names[$0.id], occurrence: nil)
            }
          }
        }
        if json {
          try Terminal.printJSON(documents)
        } else if csv {
          try RunsTable.table(documents, .product).write(Terminal.printLines)
        } else {
          Terminal.print(
            documents.isEmpty
              ? "No runs."
              : RunText.table(documents, showsIDs: names.ids, width: TerminalScreen.output.columns))
        }
        return .done
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show everything about one run. Its run_id is in every row of the files.",
      discussion: "`explain` shows the deals behind its numbers.".adding(examples: [
        "A run of `demo --at 2026-11-21T03:00:00Z`":
          "dyno-reports runs show e0eba3c9-9130-813e-ba3f-4a4000642282",
        "The same for a program":
          "dyno-reports runs show e0eba3c9-9130-813e-ba3f-4a4000642282 --json",
      ]))

    @Argument(help: "The run's id, or its first eight characters or more.")
    var runID: String

    @OptionGroup var tenants: TenantOptions
    @OptionGroup var database: DatabaseOptions

    @Flag(help: "Print one JSON document.")
    var json = false

    func run() throws {
      try reportingErrors {
        let reference = try RunReference(runID)
        let found = try database.connected { database, connection -> RunDocument? in
          let selected = try tenants.tenantsOfHistory(database, connection)
          let history = RunHistory(database, connection)
          guard let (tenant, header) = try reference.find(selected, in: history) else { return nil }
          let names = try history.names(of: [header], tenant.id)[header.id]
          let occurrence = try header.occurrence.flatMap {
            try Ledger(database, connection).computedOccurrence($0)
          }
          .map(PublishableOccurrence.init)
          return RunDocument(header, tenant: tenant, names: names, occurrence: occurrence)
        }
        guard let document = found else {
          throw CommandFailure(reference.absence(in: tenants.folder))
        }
        if json { try Terminal.printJSON(document) } else { Terminal.print(RunText.render(document)) }
        return .done
      }
    }
  }
}
