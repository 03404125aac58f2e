internal import EmbeddedPostgreSQL
internal import Foundation
internal import Glibc
internal import PostgreSQL
internal import Runs
import Synchronization

/// The embedded server that all tests of a run share; it stops when the test process ends.
final class TestServer: Sendable {
  static let shared = Result { try TestServer() }

  /// Where a test can create its tables.
  struct Place {
    /// No other test has a schema of this name in the database.
    let schema: String
    let url: (_ user: String) -> String
  }

  private let server: EmbeddedServer
  private let database = "test_\(ProcessInfo.processInfo.processIdentifier)"
  private let counter = Atomic(0)

  private init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    // Each version has data of its own.
    let programs = try ServerPrograms.forTests
    let name = programs.map { "tests-\($0.version)" } ?? "tests"
    server = try EmbeddedServer(
      stateFolder: root.appending(path: ".dyno-reports/\(name)").path, programs: programs, isDurable: false)
    try dropWhatWasLeft()
    try maintain("CREATE DATABASE \(database)")
  }

  /// A place in the database that most tests share.
  func sharedDatabase() -> Place { place(in: database) }

  /// A place in a new database.
  ///
  /// - Parameter encoding: nil for that of the server.
  func ownDatabase(encoding: String? = nil) throws -> Place {
    let name = "\(database)_\(counter.wrappingAdd(1, ordering: .relaxed).newValue)"
    let options = encoding.map { " TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING '\($0)'" } ?? ""
    try maintain("CREATE DATABASE \(name)\(options)")
    return place(in: name)
  }

  private func place(in database: String) -> Place {
    Place(schema: "t\(counter.wrappingAdd(1, ordering: .relaxed).newValue)") { [server] user in
      server.url(database: database, user: user)
    }
  }

  @discardableResult
  private func maintain(_ statement: String) throws -> Rows {
    let url = server.url(database: "postgres", user: "postgres")
    return try Connection(ConnectionSettings(target: url), timeLimit: TimeLimit(seconds: 600)).executeScript(
      statement)
  }

  /// Drops the databases of test processes that have ended.
  private func dropWhatWasLeft() throws {
    for row in try maintain("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'") {
      let name: String = try row.value("datname")
      let process = name.split(separator: "_").dropFirst().first.flatMap { Int32($0) }
      if let process, kill(process, 0) == 0 { continue }
      try maintain("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }
  }
}
