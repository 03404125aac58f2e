internal import ArgumentParser
internal import Orchestration
internal import Runs

struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Update the report tables in the database to this version.",
    discussion: """
      Connect as the role that is to own the report tables, never as the role that runs reports. The command \
      creates the role dyno_reports if it is missing, and lets it read the CRM's tables if your role may \
      grant that. Reports may run meanwhile: the command waits for a lock that blocks others for at most \
      half a second at a time, and retries for a quarter of an hour. Migrations that were applied stay \
      applied, and the next start continues after them. Connect to the server itself, not through a pooler.
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
