internal import Foundation
internal import Glibc

/// The folder of an embedded server. It is inside the state folder if possible. Otherwise it is a separate
/// folder, whose path is recorded in the state folder.
enum ServerFolder {
  /// The maximum length of the path of a Unix socket, without its NUL.
  private static let longestSocketPath = 107

  /// Creates the folder if it is missing. It is owned by the server's user and closed to others.
  ///
  /// - Returns: the folder, and the file that records its path if it is outside the state folder.
  static func prepare(stateFolder: String) throws -> (folder: String, locationFile: String?) {
    let state = URL(filePath: stateFolder, directoryHint: .isDirectory).standardizedFileURL.path(
      percentEncoded: false)
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    let trimmed = state.hasSuffix("/") ? String(state.dropLast()) : state
    let folder = try place(for: trimmed)
    let parent = URL(filePath: folder).deletingLastPathComponent().path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    // The server's user must be able to enter root's folder, regardless of root's umask.
    if geteuid() == 0, unsafe chmod(parent, 0o755) != 0 {
      throw EmbeddedServerFailure.folder(parent, reason: unsafe String(cString: strerror(errno)))
    }
    if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw EmbeddedServerFailure.folder(folder, reason: unsafe String(cString: strerror(errno)))
    }
    try checkOwner(of: folder)
    return (folder, folder == inside(trimmed) ? nil : locationFile(of: trimmed))
  }

  private static func inside(_ state: String) -> String { state + "/server" }
  private static func locationFile(of state: String) -> String { state + "/server-location" }

  private static func place(for state: String) throws -> String {
    // The server refuses to run as root, and its user may not have access to root's folders.
    if geteuid() == 0 { return try elsewhere("/var/lib/dyno-reports/", of: state) }
    let inside = inside(state)
    if (inside + "/.s.PGSQL.5432").utf8.count <= longestSocketPath { return inside }
    return try elsewhere("/tmp/dyno-reports-\(geteuid())-", of: state)
  }

  /// A folder outside the state folder, whose path is recorded there. If no path is recorded, a new random
  /// one is chosen: the remains of an earlier state folder with the same path must not be reused.
  private static func elsewhere(_ prefix: String, of state: String) throws -> String {
    let location = locationFile(of: state)
    func named() throws -> String {
      let name = try String(contentsOfFile: location, encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      guard name.hasPrefix(prefix) else {
        throw EmbeddedServerFailure.folder(location, reason: "it names a folder of another user")
      }
      return name
    }
    if FileManager.default.fileExists(atPath: location) { return try named() }
    let draft = location + "-\(UUID().uuidString)"
    let name = "\(fingerprint(of: state))-\(UUID().uuidString.prefix(8).lowercased())"
    try Data("\(prefix)\(name)\n".utf8).write(to: URL(filePath: draft))
    defer { unsafe unlink(draft) }
    // If several processes start at once, the first one's choice counts.
    if unsafe link(draft, location) != 0, errno != EEXIST {
      throw EmbeddedServerFailure.folder(state, reason: unsafe String(cString: strerror(errno)))
    }
    return try named()
  }

  /// The parent may be writable for everybody, so another user may have created the folder first.
  private static func checkOwner(of folder: String) throws {
    var info = stat()
    let wanted = geteuid() == 0 ? try serverUser() : (geteuid(), getegid())
    guard unsafe lstat(folder, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else {
      throw EmbeddedServerFailure.folder(folder, reason: "it is not a folder")
    }
    if info.st_uid != wanted.0 {
      guard geteuid() == 0, info.st_uid == 0, unsafe chown(folder, wanted.0, wanted.1) == 0 else {
        throw EmbeddedServerFailure.folder(folder, reason: "it belongs to another user")
      }
    }
  }

  private static func serverUser() throws -> (uid_t, gid_t) {
    guard let entry = unsafe getpwnam(ServerUser.name) else {
      throw EmbeddedServerFailure.notInstalled
    }
    return (unsafe entry.pointee.pw_uid, unsafe entry.pointee.pw_gid)
  }

  /// FNV-1a, which gives the same value for the same path in every version of the program.
  private static func fingerprint(of path: String) -> String {
    let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}
