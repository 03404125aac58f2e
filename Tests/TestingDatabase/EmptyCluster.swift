internal import EmbeddedPostgreSQL
internal import Foundation
internal import PostgreSQL
package import Runs
internal import Synchronization

/// A server of its own, in which the role that runs reports does not exist yet. It is removed together with the object.
package final class EmptyCluster: Sendable {
  private let state = TemporaryFolder()
  private let server: Mutex<EmbeddedServer>
  /// The folder of its socket.
  package let folder: String

  package init() throws {
    let started = try EmbeddedServer(stateFolder: state.path, programs: .forTests, isDurable: false)
    folder = started.folder
    server = Mutex(started)
  }

  deinit {
    server.withLock { $0.stop() }
    try? FileManager.default.removeItem(atPath: folder)
  }

  package func url(_ database: String, _ user: String) -> String {
    server.withLock { $0.url(database: database, user: user) }
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
    try Connection(ConnectionSettings(target: url(database, user)), timeLimit: TimeLimit(seconds: 600))
      .executeScript(script).map(\.all)
  }

  package func stop() throws {
    server.withLock { $0.stop() }
    try waitUntil { !FileManager.default.fileExists(atPath: folder + "/data/postmaster.pid") }
  }

  /// Restarts the server, which reads its settings again.
  ///
  /// - Parameter asStandby: whether it goes on as a standby that can be read.
  package func restart(asStandby: Bool = false) throws {
    try stop()
    if asStandby { try Data().write(to: URL(filePath: folder + "/data/standby.signal")) }
    try server.withLock {
      $0 = try EmbeddedServer(stateFolder: state.path, programs: .forTests, isDurable: false)
    }
  }
}
