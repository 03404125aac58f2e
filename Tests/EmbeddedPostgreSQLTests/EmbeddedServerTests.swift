import EmbeddedPostgreSQL
import Foundation
import Glibc
import PostgreSQL
import Testing
import TestingDatabase

struct EmbeddedServerTests {
  @Test func itServesSeveralUsersAndStopsAfterTheLast() throws {
    let state = TemporaryFolder()
    let first = try EmbeddedServer(stateFolder: state.path, programs: .forTests, isDurable: false)
    defer { try? FileManager.default.removeItem(atPath: first.folder) }
    let second = try EmbeddedServer(stateFolder: state.path, programs: .forTests, isDurable: false)
    #expect(first.folder == second.folder)
    let settings = try ConnectionSettings(target: first.url(database: "postgres", user: "postgres"))
    first.stop()
    Thread.sleep(forTimeInterval: 0.5)
    #expect(try Connection(settings).execute("SELECT 1")[0].all[0] == "1")
    second.stop()
    let pidFile = first.folder + "/data/postmaster.pid"
    try waitUntil { !FileManager.default.fileExists(atPath: pidFile) }
    #expect(!FileManager.default.fileExists(atPath: pidFile))
    // It starts again.
    let third = try EmbeddedServer(stateFolder: state.path, programs: .forTests, isDurable: false)
    #expect(try Connection(settings).execute("SELECT 1")[0].all[0] == "1")
    third.stop()
    try waitUntil { !FileManager.default.fileExists(atPath: pidFile) }
  }

  @Test func thereIsOneWatcherHoweverOftenTheServerIsUsed() throws {
    let state = TemporaryFolder()
    let holder = try EmbeddedServer(stateFolder: state.path, programs: .forTests, isDurable: false)
    defer {
      holder.stop()
      try? FileManager.default.removeItem(atPath: holder.folder)
    }
    for _ in 0..<5 {
      try EmbeddedServer(stateFolder: state.path, programs: .forTests, isDurable: false).stop()
    }
    // The number of watchers among all processes, found by their arguments.
    func watchers() throws -> Int {
      let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
      let commands = processes.compactMap { FileManager.default.contents(atPath: "/proc/\($0)/cmdline") }
      return commands.count {
        String(decoding: $0, as: UTF8.self).hasPrefix("flock\0--exclusive\0\(holder.folder)/users.lock\0")
      }
    }
    try waitUntil { try watchers() == 1 }
  }

  @Test func itKeepsNoPipeOfItsCallerOpen() throws {
    var ends: [Int32] = [0, 0]
    #expect(unsafe pipe(&ends) == 0)
    let state = TemporaryFolder()
    let server = try EmbeddedServer(stateFolder: state.path, programs: .forTests, isDurable: false)
    defer {
      server.stop()
      close(ends[0])
      try? FileManager.default.removeItem(atPath: server.folder)
    }
    close(ends[1])
    // The reader sees the end of the pipe, although the server is still running. (Programs of other tests may
    // hold the pipe for a moment.)
    var waiting = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
    #expect(unsafe poll(&waiting, 1, 20_000) == 1)
    #expect(waiting.revents & Int16(POLLHUP) != 0)
  }

  @Test func aRecreatedStateFolderGetsANewServer() throws {
    let state = TemporaryFolder()
    let long = state.path + "/" + String(repeating: "long-name-", count: 12)
    func use() throws -> String {
      let server = try EmbeddedServer(stateFolder: long, programs: .forTests, isDurable: false)
      server.stop()
      return server.folder
    }
    let folders = try [use(), use()]
    try FileManager.default.removeItem(atPath: long)
    let afresh = try use()
    defer { for folder in folders + [afresh] { try? FileManager.default.removeItem(atPath: folder) } }
    #expect(folders[0] == folders[1] && afresh != folders[0])
    for folder in [folders[0], afresh] {
      try waitUntil { !FileManager.default.fileExists(atPath: folder + "/data/postmaster.pid") }
    }
  }

  @Test func aStateFolderMayBeTooLongForASocketPath() throws {
    let state = TemporaryFolder()
    let long = state.path + "/" + String(repeating: "long-name-", count: 12)
    let server = try EmbeddedServer(stateFolder: long, programs: .forTests, isDurable: false)
    defer {
      server.stop()
      try? FileManager.default.removeItem(atPath: server.folder)
    }
    #expect((server.folder + "/.s.PGSQL.5432").utf8.count <= 107)
    let settings = try ConnectionSettings(target: server.url(database: "postgres", user: "postgres"))
    #expect(try Connection(settings).execute("SHOW listen_addresses")[0].all[0] == "")
  }
}
