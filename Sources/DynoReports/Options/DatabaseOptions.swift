internal import ArgumentParser
internal import EmbeddedPostgreSQL
internal import Foundation
internal import PostgreSQL
internal import Runs

struct DatabaseOptions: ParsableArguments {
  /// Stands for the embedded server, in place of a URL.
  static let embedded = "embedded"

  @Option(
    help: ArgumentHelp(
      "The database: a URL or a connection string as for psql, without a password; or `embedded`.",
      discussion: "Default: libpq's PG… variables and service files.", valueName: "url"),
    completion: .list([Self.embedded]))
  var databaseURL: String?

  @Option(help: ArgumentHelp("The CRM's schema. \(Setting.schema.defaultHint)", valueName: "name"))
  var schema: String?

  @Option(
    help: ArgumentHelp(
      """
      How long the database may take to compute or to read, such as 90m: then the statement is cancelled, and half a \
      minute later the connection closed. \(Setting.timeLimit.defaultHint)
      """, valueName: "duration"))
  var timeLimit: String?

  func validate() throws {
    if TimeSpan(timeLimitText) == nil {
      throw ValidationError("--time-limit must be a duration from 1s to 7d, such as 90m or 2h.")
    }
  }

  private var timeLimitText: String { Setting.timeLimit.value(timeLimit) }

  var resolvedSchema: String { Setting.schema.value(schema) }

  /// - Parameter embeddedUser: the role in the embedded server. For any other server, the target decides.
  func open(as embeddedUser: String) throws -> OpenDatabase {
    try open(Setting.databaseURL.value(databaseURL), as: embeddedUser)
  }

  /// - Parameter target: as `--database-url`.
  func open(_ target: String, as embeddedUser: String) throws -> OpenDatabase {
    guard target == Self.embedded else {
      return OpenDatabase(database: try database(target), server: nil)
    }
    let server = try EmbeddedServer.configured(createsIfMissing: false)
    let url = server.url(database: EmbeddedDatabase.name, user: embeddedUser)
    return OpenDatabase(database: try database(url), server: server)
  }

  private func database(_ target: String) throws -> Database {
    Database(
      settings: try ConnectionSettings(target: target), schema: resolvedSchema,
      timeLimitSeconds: TimeSpan(timeLimitText)?.seconds ?? TimeLimit.longSeconds)
  }
}

extension DatabaseOptions {
  /// Connects to the database and checks that it is ready for reports, and that row level security binds the
  /// role.
  ///
  /// - Parameter storing: whether the body also writes to the database.
  func connected<Result>(
    storing: Bool = false, _ body: (Database, Connection) throws -> Result
  ) throws -> Result {
    let open = try open(as: EmbeddedDatabase.runtimeRole)
    defer { open.close() }
    let connection = try open.database.connect()
    try Readiness.check(connection, open.database, storing: storing)
    return try body(open.database, connection)
  }
}
