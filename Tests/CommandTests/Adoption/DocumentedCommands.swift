import Foundation
import Testing
import TestingDatabase
import TestingRepository

/// The shell commands of a page, run as they are written: only the paths and addresses are those of the test.
struct DocumentedCommands {
  private let text: String
  private let installation: Installation
  private let folder = TemporaryFolder()
  let backup = TemporaryFolder()
  let new = TemporaryFolder()

  init(_ page: String, _ installation: Installation) throws {
    text = try Repository.contents(page)
    self.installation = installation
    // The program, the schedule files and the clock of the test.
    let program = """
      #!/bin/sh
      case "$1" in run) exec '\(Installation.program)' "$@" --at "$AT" --allow-future ;; *) exec '\(Installation.program)' "$@" ;; esac
      """
    let path = folder.path + "/dyno-reports"
    try Data(program.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/schedules", withDestinationPath: installation.schedules.path)
    for name in ["dyno-exports", "schedules"] {
      try FileManager.default.createDirectory(
        atPath: new.path + "/" + name, withIntermediateDirectories: false)
    }
  }

  /// The blocks of a language in a section, in order.
  func blocks(_ language: String, in section: String) throws -> [String] {
    let rest = try #require(text.components(separatedBy: "\n\(section)\n").last)
    let own = try #require(rest.components(separatedBy: "\n## ").first)
    return own.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  /// Runs a block; it stops at the first command that fails.
  func run(_ block: String, at instant: String, environment more: [String: String] = [:]) throws
    -> Shell.Result
  {
    let commands = block.replacing("/srv/dyno-exports", with: installation.exports.path)
      .replacing("/backup", with: backup.path).replacing("/new/", with: new.path + "/")
      .replacing("dyno_crm", with: installation.database.schema)
    let path = folder.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    let environment = installation.environment.merging(installation.database.environmentOfOwner) { $1 }
      .merging(["PATH": path, "AT": instant]) { $1 }.merging(more) { $1 }
    return try Shell.run(["sh", "-ec", "cd \(folder.path)\n" + commands], environment: environment)
  }
}
