internal import Foundation
internal import Synchronization

/// A private PostgreSQL server on a Unix socket, for use without another database: in the demo, the tests and
/// the benchmarks.
///
/// Several processes can share one server. Each holds a shared lock on `users.lock`. A watcher process waits
/// for the exclusive lock, which it gets when the last user has ended or was killed. Then it stops the
/// server.
package final class EmbeddedServer: Sendable {
  /// Contains the data, the socket, the locks and the logs.
  package let folder: String
  /// The file in the state folder that names the folder; nil if the folder is in the state folder.
  package let locationFile: String?
  private let usersLock: Mutex<FileLock?>

  /// Starts the server, or joins one that is already running.
  ///
  /// - Parameters:
  ///   - stateFolder: identifies the server and, if possible, contains its folder.
  ///   - programs: the server's; nil for those that Debian installed, of the version that made the data, else
  ///     the newest.
  ///   - createsIfMissing: whether to create the state folder and a new server if the folder is missing.
  ///   - isDurable: false makes a new server faster, but it may lose data if the machine crashes. For tests.
  package init(
    stateFolder: String, programs: ServerPrograms? = nil, createsIfMissing: Bool = true,
    isDurable: Bool = true
  ) throws {
    guard createsIfMissing || FileManager.default.fileExists(atPath: stateFolder) else {
      throw EmbeddedServerFailure.notThere(stateFolder: stateFolder)
    }
    (folder, locationFile) = try ServerFolder.prepare(stateFolder: stateFolder)
    let commands = try ServerCommands(folder: folder, given: programs)
    usersLock = Mutex(try FileLock(path: folder + "/users.lock", mode: .shared))
    let starting = try FileLock(path: folder + "/start.lock", mode: .exclusive)
    defer { starting.release() }
    try commands.createClusterIfMissing(isDurable: isDurable)
    if !commands.isRunning { try commands.start() }
    try commands.startWatcher()
  }

  /// A connection URL. The socket's folder is private, so no password is needed.
  package func url(database: String, user: String) -> String {
    let host = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? folder
    return "postgresql:///\(database)?host=\(host)&user=\(user)"
  }

  /// Releases the server. It stops shortly afterwards if nobody else uses it.
  package func stop() {
    usersLock.withLock { lock in
      lock?.release()
      lock = nil
    }
  }

  deinit { stop() }
}
