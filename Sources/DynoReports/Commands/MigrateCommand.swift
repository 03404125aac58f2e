internal import ArgumentParser
internal import Orchestration
internal import Runs

struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Bring the database's report tables to this version.",
    discussion: """
      Connect as the role that is to own the report tables, never as the one that runs reports. Makes the \
      role dyno_reports if it is missing, and lets it read the CRM's tables where they are yours to grant. \
      Reports may run meanwhile: no lock behind which others would queue is waited for longer than half \
      a second, and what cannot get it is tried again for a quarter of an hour. What was applied stays, and the command goes on from there. \
      Connect to the server itself, not through a pooler.
      """)

  @OptionGroup var options: DatabaseOptions

  func run() throws {
    try reportingErrors {
      let open = try options.open(as: EmbeddedDatabase.owner)
      defer { open.close() }
      let applied = try Migrator(open.database).migrate { migration in
        Terminal.print("applied \(migration.version) \(migration.name)")
      }
      if applied.isEmpty { Terminal.print("schema \(open.database.schema) is up to date") }
      return .done
    }
  }
}
