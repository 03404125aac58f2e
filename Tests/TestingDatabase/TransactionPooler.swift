import EmbeddedPostgreSQL
internal import Foundation
internal import Glibc
internal import PostgreSQL

/// PgBouncer in transaction mode, in front of the embedded server: each transaction of a client may meet another session
/// of the server. It ends together with the object, or with the process of the tests.
package final class TransactionPooler: Sendable {
  /// With `sbin`, which is not on everybody's path.
  private static let environment = [
    "PATH": (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin:/sbin"
  ]

  package static let isInstalled: Bool =
    (try? Shell.run(["pgbouncer", "--version"], environment: environment))?.status == 0

  private let folder = TemporaryFolder()
  private let process: Process
  /// Its end tells the pooler to end. No other process has it.
  private let lifeline: Pipe
  private let database: TestDatabase
  private var log: String { folder.path + "/log" }

  /// - Parameter sessions: how many sessions of the server each role has at most, however many clients there are.
  package init(_ database: TestDatabase, sessions: Int) throws {
    self.database = database
    let environment = database.environmentOfOwner
    try Data("\"dyno_reports\" \"\"\n\"postgres\" \"\"\n".utf8).write(
      to: URL(filePath: folder.path + "/users"))
    let configuration = """
      [databases]
      * = host=\(environment["PGHOST"] ?? "")
      [pgbouncer]
      pool_mode = transaction
      default_pool_size = \(sessions)
      max_client_conn = 200
      unix_socket_dir = \(folder.path)
      listen_addr =
      listen_port = 6432
      auth_type = trust
      auth_file = \(folder.path)/users
      admin_users = postgres
      """
    try Data(configuration.utf8).write(to: URL(filePath: folder.path + "/ini"))
    // The user that runs it, which is not root, makes its socket in the folder.
    unsafe chmod(folder.path, 0o777)
    // Our threads may block other signals, and their children too.
    let script = #"pgbouncer "$1/ini" 2>"$1/log" & pooler=$!; cat; kill -KILL "$pooler""#
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["--chdir=/"] + ServerUser.command(["sh", "-c", script, "sh", folder.path])
    process.environment = ProcessInfo.processInfo.environment.merging(Self.environment) { $1 }
    lifeline = Pipe()
    // A program that inherited this end would keep the pooler alive.
    _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    process.standardInput = lifeline
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let socket = folder.path + "/.s.PGSQL.6432"
    try waitUntil { FileManager.default.fileExists(atPath: socket) }
  }

  deinit {
    try? lifeline.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Where clients of the pooler connect.
  package func url(_ user: String = "dyno_reports") -> String {
    let host = folder.path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? folder.path
    return
      "postgresql:///\(database.environmentOfOwner["PGDATABASE"] ?? "")?host=\(host)&port=6432&user=\(user)"
  }

  /// How many clients have connected so far.
  package func clients() throws -> Int { try lines(with: "login attempt") }

  /// How many sessions of the server were opened so far.
  package func sessions() throws -> Int { try lines(with: "new connection to server") }

  private func lines(with words: String) throws -> Int {
    try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count { $0.contains(words) }
  }
}
