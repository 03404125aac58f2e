internal import ArgumentParser
internal import EmbeddedPostgreSQL
internal import Foundation
internal import PostgreSQL
internal import Runs

struct DatabaseOptions: ParsableArguments {
  /// The word that stands for the product's own server in the place of a URL.
  static let embedded = "embedded"

  @Option(
    help: ArgumentHelp(
      "The database: a URL or keywords, as psql takes them, without a password; or `embedded`.",
      discussion: "Default: what libpq's PG… variables and service files say.", valueName: "url"))
  var databaseURL: String?

  @Option(help: ArgumentHelp("The CRM's schema. (default: dyno_crm)", valueName: "name"))
  var schema: String?

  var resolvedSchema: String { schema ?? Environment["DYNO_REPORTS_SCHEMA"] ?? "dyno_crm" }

  /// - Parameter embeddedUser: the role to be in the embedded server; elsewhere the target says it.
  func open(as embeddedUser: String) throws -> OpenDatabase {
    let target = databaseURL ?? Environment["DYNO_REPORTS_DATABASE_URL"] ?? ""
    guard target == Self.embedded else {
      return OpenDatabase(
        database: Database(settings: try ConnectionSettings(target: target), schema: resolvedSchema),
        server: nil)
    }
    let server = try EmbeddedServer(stateFolder: Environment.stateFolder, createsIfMissing: false)
    let url = server.url(database: EmbeddedDatabase.name, user: embeddedUser)
    return OpenDatabase(
      database: Database(settings: try ConnectionSettings(target: url), schema: resolvedSchema),
      server: server)
  }
}

extension DatabaseOptions {
  /// Connects to a database that is fit for reports, as a role that sees one tenant at a time.
  func reading<Result>(_ body: (Database, Connection) throws -> Result) throws -> Result {
    let open = try open(as: EmbeddedDatabase.runtimeRole)
    defer { open.close() }
    let connection = try open.database.connect()
    try Readiness.check(connection, open.database)
    return try body(open.database, connection)
  }
}
