internal import ArgumentParser
internal import Orchestration
internal import Runs

@main
struct DynoReports: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dyno-reports",
    abstract:
      "Scheduled reports for Dyno CRM: computed in PostgreSQL, published as gzipped CSV and XML, pages and workbooks.",
    discussion: """
      Cron or a systemd timer starts `dyno-reports run`, as often as you like. It reads one schedule file \
      per tenant, works out which periods are complete and not yet reported, computes their reports, and \
      publishes the files.

      Settings are taken from flags, then from the variables \
      \(Setting.all.map(\.variable).joined(separator: ", ")), then from libpq's own variables (PGHOST, \
      PGSERVICE, …) and .pgpass.

      Exit codes: 0 done; 1 failed; 3 something was published and something failed; 64 usage; 69 database \
      unavailable; 73 cannot write exports; 75 busy, try later; 78 bad configuration.

      `dyno-reports --generate-completion-script bash`, or `zsh`, or `fish`, prints what makes a shell complete commands, \
      tenants, schedules and periods.
      """.adding(examples: [
        "See it work, on made-up deals":
          "dyno-reports demo",
        "Begin with your own CRM":
          "dyno-reports doctor",
        "What is due, then do it":
          "dyno-reports plan",
        "The options of a command":
          "dyno-reports help report",
        "All of it, as a manual page":
          "dyno-reports --manual | man -l -",
      ]),
    version: "\(Versions.software) (methodology \(Versions.methodology))",
    subcommands: [
      CheckCommand.self, PlanCommand.self, RunCommand.self, BackfillCommand.self, RestateCommand.self,
      SkipCommand.self,
      StatusCommand.self, RunsCommand.self, ExplainCommand.self, DiffCommand.self, TrendCommand.self,
      ReportCommand.self,
      VerifyCommand.self, ExportCommand.self, AdoptCommand.self, RecipesCommand.self,
      MigrateCommand.self, DoctorCommand.self, DemoCommand.self, SchemaCommand.self,
    ])

  @Flag(help: "Print the manual page.")
  var manual = false

  func run() throws {
    guard manual else { throw CleanExit.helpRequest(self) }
    try reportingErrors {
      Terminal.printLines(try ManualPage(program: .of(Self.self)).text)
      return .done
    }
  }
}
