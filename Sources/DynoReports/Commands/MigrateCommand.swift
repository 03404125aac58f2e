internal import ArgumentParser
internal import Orchestration
internal import Runs

struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Update the report tables in the database to this version.",
    discussion: """
      Connect as the role that is to own the report tables, never as the role that runs reports. The command \
      creates the role dyno_reports if it is missing, and lets it read the CRM's tables if your role may \
      grant that. It creates the view report_label, which is empty, unless there is a view or a table of this name: \
      replace it by a view that has the names of users, groups and pipelines, as docs/your_crm.md shows. It \
      prints what dyno_reports may do then, and what others must grant. If your role may not \
      create dyno_reports, or no tables in the schema, it changes nothing, prints all that an administrator \
      runs, and ends with 78. Reports may run meanwhile: the command waits for a lock that blocks others for at most \
      half a second at a time, and retries for a quarter of an hour. Migrations that were applied stay \
      applied, and the next start continues after them. Connect to the server itself, not through a pooler.
      """.adding(examples: [
        "Prepare the database of the demo; name yours as `psql` does":
          "dyno-reports migrate --database-url embedded"
      ]))

  @OptionGroup var options: DatabaseOptions

  @Flag(
    help: ArgumentHelp(
      "Only print what a superuser runs to distribute the report tables on Citus; change nothing.",
      discussion: "docs/scale.md explains it. Tables that are distributed already are left out."))
  var printDistribution = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try reportingErrors {
      let open = try options.open(as: EmbeddedDatabase.owner)
      defer { open.close() }
      if printDistribution {
        let script = try DistributionScript.make(open.database, open.database.connect())
        if json {
          try Terminal.printJSON(MigrationDocument(open.database.schema, distribution: script))
        } else {
          Terminal.print(script)
        }
        return .done
      }
      let migrator = Migrator(open.database)
      let applied: [Migration]
      do {
        applied = try migrator.migrate {
          let line = "applied \($0.version) \($0.name)"
          if json { Terminal.note(line) } else { Terminal.print(line) }
        }
      } catch Migrator.Failure.notPrepared(let rights) {
        if json {
          try Terminal.printJSON(
            MigrationDocument(open.database.schema, preparation: rights.preparation))
        } else {
          rights.preparation.forEach(Terminal.print)
        }
        throw Migrator.Failure.notPrepared(rights)
      }
      if json {
        try Terminal.printJSON(
          MigrationDocument(open.database.schema, applied: applied, try migrator.rights()))
        return .done
      }
      if applied.isEmpty { Terminal.print("schema \(open.database.schema) is up to date") }
      RightsText.lines(try migrator.rights()).forEach(Terminal.print)
      return .done
    }
  }
}
