internal import ArgumentParser
internal import Exports
internal import Foundation
internal import Orchestration
internal import PostgreSQL
internal import Runs
internal import Schedules

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Show past runs, and where a number comes from.",
    subcommands: [List.self, Show.self], defaultSubcommand: List.self)

  /// Opens the database and calls the body for each tenant of the schedule files.
  static func forEachTenant(
    _ tenants: TenantOptions, _ database: DatabaseOptions,
    _ body: (TenantSchedules, Database, Connection) throws -> Void
  ) throws {
    let selected = try tenants.load()
    try database.connected { database, connection in
      for file in selected.tenants { try body(file, database, connection) }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the latest runs of each tenant, failures first.")

    @OptionGroup var tenants: TenantOptions
    @OptionGroup var database: DatabaseOptions

    @Option(help: "Number of runs to list per tenant.")
    var limit = 20

    @Flag(help: "Only runs that failed.")
    var failed = false

    @OptionGroup var names: IDsOption

    @Flag(help: "Print one JSON document.")
    var json = false

    func validate() throws {
      if !(1...10_000).contains(limit) { throw ValidationError("--limit must be a number from 1 to 10000.") }
    }

    func run() throws {
      try reportingErrors {
        var documents: [RunDocument] = []
        try RunsCommand.forEachTenant(tenants, database) { file, database, connection in
          let history = RunHistory(database, connection)
          let headers = try history.latest(limit, of: file.tenant.id, onlyFailed: failed)
          let names = try history.names(of: headers, file.tenant.id)
          documents += headers.map {
            RunDocument($0, tenant: file.tenant, names: names[$0.id], occurrence: nil)
          }
        }
        if json {
          try Terminal.printJSON(documents)
        } else {
          Terminal.print(documents.isEmpty ? "No runs." : RunText.table(documents, showsIDs: names.ids))
        }
        return .done
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show everything about one run. Its run_id is in every row of the files.",
      discussion: "`explain` shows the deals behind its numbers.")

    @Argument(help: "The run's id.")
    var runID: String

    @OptionGroup var tenants: TenantOptions
    @OptionGroup var database: DatabaseOptions

    @Flag(help: "Print one JSON document.")
    var json = false

    func run() throws {
      try reportingErrors {
        guard let id = UUID(uuidString: runID) else { throw ValidationError("a run id must be a UUID.") }
        var found: [RunDocument] = []
        try RunsCommand.forEachTenant(tenants, database) { file, database, connection in
          let history = RunHistory(database, connection)
          guard let header = try history.run(id, of: file.tenant.id) else { return }
          let names = try history.names(of: [header], file.tenant.id)[header.id]
          let occurrence = try header.occurrence.flatMap {
            try Ledger(database, connection).computedOccurrence($0)
          }
          .map(PublishableOccurrence.init)
          found.append(RunDocument(header, tenant: file.tenant, names: names, occurrence: occurrence))
        }
        guard let document = found.first else {
          Terminal.error(
            "no tenant of the schedule files in \(tenants.folder.path) has the run \(runID.lowercased())")
          return .failed
        }
        if json { try Terminal.printJSON(document) } else { Terminal.print(RunText.render(document)) }
        return .done
      }
    }
  }
}
