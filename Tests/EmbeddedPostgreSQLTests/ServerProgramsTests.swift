import EmbeddedPostgreSQL
import Foundation
import Glibc
import Testing
import TestingDatabase

struct ServerProgramsTests {
  private let folder = TemporaryFolder()

  /// Makes programs that only say what they are.
  private func makePrograms(saying words: String) throws {
    let file = folder.path + "/postgres"
    try Data("#!/bin/sh\necho '\(words)'\n".utf8).write(to: URL(filePath: file))
    // For the server's user, whatever our umask is.
    for path in [folder.path, file] { unsafe chmod(path, 0o755) }
  }

  @Test(arguments: [("postgres (PostgreSQL) 18.6", 18), ("postgres (PostgreSQL) 19beta1 (Debian 19)", 19)])
  func theySayTheirVersion(words: String, version: Int) throws {
    try makePrograms(saying: words)
    #expect(try ServerPrograms(in: folder.path).version == version)
  }

  @Test(arguments: [
    ("postgres (PostgreSQL) 14.9", "PostgreSQL 14 is older than 15"),
    ("something else", "they do not say their version"),
  ])
  func othersAreRefused(words: String, reason: String) throws {
    try makePrograms(saying: words)
    let failure = #expect(throws: EmbeddedServerFailure.self) { try ServerPrograms(in: folder.path) }
    #expect(
      failure?.description == "cannot use the PostgreSQL server's programs in \(folder.path): \(reason)")
  }

  @Test func aFolderWithoutThemIsRefused() throws {
    let failure = #expect(throws: EmbeddedServerFailure.self) { try ServerPrograms(in: folder.path) }
    let message = failure?.description ?? ""
    #expect(message.contains("cannot use") && message.contains("\(folder.path)/postgres"), "\(message)")
  }

  @Test func dataOfAnotherVersionAreRefusedAndStay() throws {
    let state = TemporaryFolder()
    let server = try EmbeddedServer(stateFolder: state.path, programs: .forTests, isDurable: false)
    server.stop()
    defer { try? FileManager.default.removeItem(atPath: server.folder) }
    try makePrograms(saying: "postgres (PostgreSQL) 99.1")
    let failure = #expect(throws: EmbeddedServerFailure.self) {
      try EmbeddedServer(stateFolder: state.path, programs: ServerPrograms(in: folder.path))
    }
    let message = failure?.description ?? ""
    for part in [server.folder, folder.path, "PostgreSQL 99"] {
      #expect(message.contains(part), "\(message)")
    }
    try EmbeddedServer(stateFolder: state.path, programs: .forTests, isDurable: false).stop()
    try waitUntil { !FileManager.default.fileExists(atPath: server.folder + "/data/postmaster.pid") }
  }
}
