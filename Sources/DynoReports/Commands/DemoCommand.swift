internal import ArgumentParser
internal import EmbeddedPostgreSQL
internal import Exports
internal import Foundation
internal import Orchestration
internal import PostgreSQL
internal import Runs
internal import Schedules

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Run the schedules on a sample CRM in an embedded PostgreSQL.",
    discussion: """
      Starts a private PostgreSQL server that nothing else on the machine uses, fills a sample CRM for each \
      tenant of the schedule files, and then does what `run` does. Later runs use the same CRM and compute \
      what has become due since. It writes to the exports folder and to the server's folder. That is \
      .dyno-reports/server, or a folder elsewhere that .dyno-reports/server-location names: for root in \
      /var/lib/dyno-reports, and in /tmp where the path would be too long for a socket. At the end it prints where the \
      data is, and the commands that remove all of it, for example to start afresh. The server's programs are those \
      that Debian installed, or those in the folder that DYNO_REPORTS_PG_BIN names.
      """.adding(examples: [
        "The sample schedules, on made-up deals":
          "dyno-reports demo",
        "The same numbers each time, for more deals":
          "dyno-reports demo --at 2026-11-21T03:00:00Z --deals 20000",
      ]))

  @OptionGroup var instant: InstantOption

  @OptionGroup var selection: SelectionOptions

  @OptionGroup var options: RunOptions

  @Option(
    help: ArgumentHelp(
      "Number of tenants: those of the schedule files, then copies of them. (default: no copies)",
      valueName: "number"))
  var tenants: Int?

  @Option(help: ArgumentHelp("Deals per tenant.", valueName: "number"))
  var deals = 5_000

  @Option(help: ArgumentHelp("Users and groups per tenant.", valueName: "number"))
  var principals = 40

  @Option(help: ArgumentHelp("Seed of the sample data; another seed gives other data.", valueName: "number"))
  var seed = 1

  @Flag(help: "Print one JSON document, without the commands that remove the data.")
  var json = false

  func validate() throws {
    if let tenants, !(1...10_000).contains(tenants) {
      throw ValidationError("--tenants must be a number from 1 to 10000.")
    }
    if !(1...20_000_000).contains(deals) {
      throw ValidationError("--deals must be a number from 1 to 20000000.")
    }
    if !(3...1_000_000).contains(principals) {
      throw ValidationError("--principals must be a number from 3 to 1000000.")
    }
  }

  func run() throws {
    try reportingErrors {
      var selected = try selection.load()
      if let tenants { selected.tenants = SampleTenants.make(tenants, like: selected.tenants) }
      Terminal.note("Starting the embedded PostgreSQL …")
      let server = try EmbeddedServer.configured()
      defer { server.stop() }
      Terminal.note("Its data is in \(server.folder).")
      let schema = "dyno_crm"
      try prepare(server, schema: schema, tenants: selected.tenants.map(\.tenant))
      let url = server.url(database: EmbeddedDatabase.name, user: EmbeddedDatabase.runtimeRole)
      let database = Database(settings: try ConnectionSettings(target: url), schema: schema)
      let outcome = try options.execute(
        .due, selected, schedules: selection.scheduleNames, at: instant.at, database: database)
      if json {
        try Terminal.printJSON(
          DemoDocument(
            outcome, exports: options.exports.folder, serverFolder: server.folder,
            tenants: try publishedTenants(server, schema: schema)))
        return outcome.status
      }
      if !outcome.published.isEmpty { Terminal.notePublication() }
      Terminal.print(RunOutcomeText.render(outcome))
      Terminal.print(
        DemoGuide(
          server, exports: options.exports.folder, tenants: try publishedTenants(server, schema: schema)
        )
        .text(program: CommandLine.arguments[0]))
      return outcome.status
    }
  }

  /// The slugs of all tenants, also of earlier demos in this database.
  private func publishedTenants(_ server: EmbeddedServer, schema: String) throws -> [String] {
    let target = server.url(database: EmbeddedDatabase.name, user: EmbeddedDatabase.owner)
    return try Connection(ConnectionSettings(target: target))
      .execute("SELECT slug FROM \(schema).report_tenant ORDER BY slug").map { try $0.value("slug") }
  }

  /// Creates the database, the report tables and the sample CRM, unless they exist already.
  private func prepare(_ server: EmbeddedServer, schema: String, tenants: [Tenant]) throws {
    func connect(_ database: String) throws -> Connection {
      try Connection(
        ConnectionSettings(target: server.url(database: database, user: EmbeddedDatabase.owner)),
        timeLimit: TimeLimit(seconds: TimeLimit.longSeconds))
    }
    let maintenance = try connect("postgres")
    let name = EmbeddedDatabase.name
    if try maintenance.execute("SELECT 1 FROM pg_database WHERE datname = $1", [name]).count == 0 {
      try maintenance.executeScript("CREATE DATABASE \(name)")
    }
    let connection = try connect(name)
    try connection.executeScript("CREATE SCHEMA IF NOT EXISTS \(schema)")
    let target = server.url(database: name, user: EmbeddedDatabase.owner)
    let database = Database(settings: try ConnectionSettings(target: target), schema: schema)
    try Migrator(database).migrate { Terminal.note("Migrated: \($0.name)") }
    let sample = SampleCRM(deals: deals, principals: principals, seed: seed, asOf: instant.at ?? .now)
    var settings = database.longTransaction(.readCommitted, tenant: nil)
    settings.createsTables = true
    try connection.transaction(settings) { connection in
      try SampleCRM.createTables(connection)
      for tenant in tenants {
        let isThere = try connection.execute(
          "SELECT 1 FROM pipeline_stage WHERE tenant_id = $1 LIMIT 1", [tenant.id.uuidString])
        guard isThere.count == 0 else { continue }
        Terminal.note("Creating a sample CRM with \(deals) deals for \(tenant.slug) …")
        try sample.load(tenant, connection)
      }
    }
    try connection.executeScript("ANALYZE")
  }
}
