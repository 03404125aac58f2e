internal import Foundation

/// The programs of one PostgreSQL server: `initdb`, `pg_ctl` and `postgres`.
package struct ServerPrograms: Sendable {
  private static let installations = "/usr/lib/postgresql"
  private static let oldestVersion = 15

  package let folder: String
  /// The major version, such as 15. Only programs of the same version can use data.
  package let version: Int

  /// The programs in this folder.
  package init(in folder: String) throws {
    let absolute = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL.path(
      percentEncoded: false)
    self.folder = absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
    version = try Self.version(in: self.folder)
    guard version >= Self.oldestVersion else {
      throw EmbeddedServerFailure.programs(
        self.folder, reason: "PostgreSQL \(version) is older than \(Self.oldestVersion)")
    }
  }

  private init(installed version: Int) {
    folder = "\(Self.installations)/\(version)/bin"
    self.version = version
  }

  /// Those that Debian's packages install.
  ///
  /// - Parameter made: the version that made the data; nil for the newest.
  static func installed(made: Int?) throws -> ServerPrograms? {
    let installed = (try? FileManager.default.contentsOfDirectory(atPath: installations)) ?? []
    let all = installed.compactMap(Int.init).filter { $0 >= oldestVersion }.map(
      ServerPrograms.init(installed:)
    )
    .filter { FileManager.default.isExecutableFile(atPath: $0.folder + "/initdb") }
    guard let newest = all.max(by: { $0.version < $1.version }) else {
      throw EmbeddedServerFailure.notInstalled
    }
    guard let made else { return newest }
    return all.first { $0.version == made }
  }

  /// What the programs say. They are asked as the server's user, who may not be able to read the folder.
  private static func version(in folder: String) throws -> Int {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["--chdir=/"] + ServerUser.command([folder + "/postgres", "--version"])
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0, let match = said.firstMatch(of: /\(PostgreSQL\) (\d+)/),
      let version = Int(match.1)
    else {
      let reason = complaint.split(separator: "\n").first.map(String.init)
      throw EmbeddedServerFailure.programs(folder, reason: reason ?? "they do not say their version")
    }
    return version
  }
}
