internal import Foundation
internal import Glibc

/// The commands of the PostgreSQL server package, run as a user that the server accepts.
struct ServerCommands {
  private let binaries: String
  private let folder: String
  private var data: String { folder + "/data" }
  private var log: String { folder + "/server.log" }

  /// - Parameter given: nil for what is installed.
  init(folder: String, given: ServerPrograms?) throws {
    self.folder = folder
    let made = (try? String(contentsOfFile: folder + "/data/PG_VERSION", encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
    if let given {
      if let made, made != String(given.version) {
        throw EmbeddedServerFailure.otherVersion(
          data: made, folder: folder, programs: given.folder, version: given.version)
      }
      binaries = given.folder
      return
    }
    guard let installed = try ServerPrograms.installed(made: made.map { Int($0) ?? 0 }) else {
      throw EmbeddedServerFailure.versionMismatch(data: made ?? "", folder: folder)
    }
    binaries = installed.folder
  }

  func createClusterIfMissing(isDurable: Bool) throws {
    guard !FileManager.default.fileExists(atPath: data) else { return }
    let half = folder + "/data.new"
    // The remains of an interrupted attempt.
    try run(["rm", "-rf", half])
    try run([
      "\(binaries)/initdb", "--pgdata=\(half)", "--auth=trust", "--username=postgres",
      "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions",
    ])
    var settings = [
      "listen_addresses = ''", "unix_socket_directories = '\(folder.replacing("'", with: "''"))'",
      "max_connections = 200", "shared_buffers = '256MB'", "max_wal_size = '4GB'",
      "log_min_messages = 'warning'",
    ]
    if !isDurable { settings += ["fsync = off", "full_page_writes = off"] }
    let script = "printf '%s\\n' \"$3\" >> \"$1\"/postgresql.conf && mv \"$1\" \"$2\""
    try run(["sh", "-c", script, "sh", half, data, settings.joined(separator: "\n")])
  }

  var isRunning: Bool {
    (try? run(["\(binaries)/pg_ctl", "--pgdata=\(data)", "status"])) != nil
  }

  func start() throws {
    try run([
      "\(binaries)/pg_ctl", "--pgdata=\(data)", "--log=\(folder)/postgresql.log", "--wait", "start",
    ])
  }

  /// Starts the watcher in a session of its own, so that it survives our process and the signals of our
  /// terminal. Only one watcher runs at a time: if another is still waiting after two seconds, the new one
  /// gives up. The short wait is for a watcher that is about to end.
  func startWatcher() throws {
    let alone = ["flock", "--timeout", "2", "\(folder)/watcher.lock"]
    let unused = ["flock", "--exclusive", "\(folder)/users.lock"]
    let stop = ["\(binaries)/pg_ctl", "--pgdata=\(data)", "--mode=fast", "--wait", "stop"]
    _ = try spawn(["setsid"] + ServerUser.command(alone + unused + stop))
  }

  private func run(_ command: [String]) throws {
    let process = try spawn(ServerUser.command(command))
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw EmbeddedServerFailure.command(command[0], log: log) }
  }

  /// Starts a command. Foundation's `Process` would not do: it would also wait for the end of the server that
  /// a command starts in the background.
  private func spawn(_ command: [String]) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o644)
    unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    // The server and the watcher outlive us. If they inherited our pipes, their readers would wait for them
    // too.
    for descriptor in STDERR_FILENO + 1..<Int32(min(sysconf(Int32(_SC_OPEN_MAX)), 1024)) {
      unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    // Our threads may block signals that are needed to stop the server.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    unsafe sigemptyset(&noSignals)
    unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
    // Nor do they expect that others are ignored, as we do.
    var ignored = sigset_t()
    unsafe sigemptyset(&ignored)
    for number in [SIGPIPE, SIGXFSZ] { unsafe sigaddset(&ignored, number) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &ignored)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    // The server's user may not have access to our current folder.
    let arguments = unsafe (["env", "--chdir=/"] + command).map { unsafe strdup($0) } + [nil]
    defer { for index in 0...command.count + 1 { unsafe free(arguments[index]) } }
    var process: pid_t = 0
    let code = unsafe posix_spawnp(&process, "env", &actions, &attributes, arguments, environ)
    guard code == 0 else { throw EmbeddedServerFailure.command(command[0], log: log) }
    return process
  }
}
