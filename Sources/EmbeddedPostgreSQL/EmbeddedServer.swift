internal import Foundation
internal import Synchronization

/// A private PostgreSQL on a Unix socket, for those who have no database at hand: the demo, the tests, the
/// benchmarks.
///
/// Several processes can use one server. Each holds a shared lock on `users.lock`; a watcher started with
/// the server waits for the exclusive lock, which it gets when the last user has gone, even one that was
/// killed, and then stops the server.
package final class EmbeddedServer: Sendable {
  /// Holds data, socket, locks and log.
  package let folder: String
  private let usersLock: Mutex<FileLock?>

  /// Starts the server, or joins the one that runs.
  ///
  /// - Parameters:
  ///   - stateFolder: made if it is not there; names the server, and holds it where that is possible.
  ///   - createsIfMissing: whether one is made where there is none.
  ///   - isDurable: false trades safety in a crash of the machine for speed, for tests.
  package init(stateFolder: String, createsIfMissing: Bool = true, isDurable: Bool = true) throws {
    guard createsIfMissing || FileManager.default.fileExists(atPath: stateFolder) else {
      throw EmbeddedServerFailure.notThere(stateFolder: stateFolder)
    }
    folder = try ServerFolder.prepare(stateFolder: stateFolder)
    let commands = try ServerCommands(folder: folder)
    usersLock = Mutex(try FileLock(path: folder + "/users.lock", mode: .shared))
    let starting = try FileLock(path: folder + "/start.lock", mode: .exclusive)
    defer { starting.release() }
    try commands.createClusterIfMissing(isDurable: isDurable)
    if !commands.isRunning { try commands.start() }
    try commands.startWatcher()
  }

  /// A connection URL; the socket's folder is private, so nobody needs a password.
  package func url(database: String, user: String) -> String {
    let host = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? folder
    return "postgresql:///\(database)?host=\(host)&user=\(user)"
  }

  /// Lets go of the server; it stops within moments if nobody else uses it.
  package func stop() {
    usersLock.withLock { lock in
      lock?.release()
      lock = nil
    }
  }

  deinit { stop() }
}
