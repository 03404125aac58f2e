internal import Glibc

/// The user that runs the server's programs. PostgreSQL refuses to run as root.
package enum ServerUser {
  static let name = "postgres"

  /// The command as that user: ours, unless we are root.
  package static func command(_ command: [String]) -> [String] {
    geteuid() == 0 ? ["runuser", "-u", name, "--"] + command : command
  }
}
