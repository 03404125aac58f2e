internal import EmbeddedPostgreSQL
internal import Foundation
internal import PostgreSQL
package import Runs

/// A server of its own, in which the role that runs reports does not exist yet. It is removed together with the object.
package final class EmptyCluster: Sendable {
  private let state = TemporaryFolder()
  private let server: EmbeddedServer

  package init() throws { server = try EmbeddedServer(stateFolder: state.path, isDurable: false) }

  deinit {
    server.stop()
    try? FileManager.default.removeItem(atPath: server.folder)
  }

  package func url(_ database: String, _ user: String) -> String {
    server.url(database: database, user: user)
  }

  package func database(_ name: String, _ user: String, schema: String) throws -> Database {
    Database(settings: try ConnectionSettings(target: url(name, user)), schema: schema)
  }

  /// Runs a script. A statement such as CREATE DATABASE must be alone.
  ///
  /// - Returns: the rows of its last statement, as text; nil for NULL.
  @discardableResult
  package func run(_ script: String, in database: String, as user: String = "postgres") throws -> [[String?]]
  {
    try Connection(ConnectionSettings(target: url(database, user))).executeScript(script).map(\.all)
  }
}
