import Foundation
import Testing
import TestingDatabase
import TestingRepository

/// `kill -9` at every call of the first publication that changes the file system: the next run always succeeds.
struct FirstPublicationKillTests {
  /// How many of the calls are tried, evenly spread: `DYNO_REPORTS_KILLS` sets another number.
  private static let kills = Int(ProcessInfo.processInfo.environment["DYNO_REPORTS_KILLS"] ?? "") ?? 20

  private let installation: Installation
  private let tools = TemporaryFolder()

  init() throws {
    installation = try Installation()
    // Swift comes with a C compiler, in the same folder.
    let compiled = try Shell.run([
      "sh", "-c", "\"$(dirname \"$(realpath \"$(command -v swift)\")\")/clang\" \"$@\"", "sh", "-shared",
      "-fPIC",
      "-o", tools.path + "/kill.so", Repository.path("Tests/CommandTests/kill_at_change.c"),
    ])
    try #require(compiled.status == 0, "\(compiled)")
  }

  /// - Parameter call: the number of the call before which it is killed.
  private func tick(killedAt call: Int) throws -> Shell.Result {
    try installation.run(
      ["run", "--at", Installation.at],
      environment: [
        "LD_PRELOAD": tools.path + "/kill.so", "KILL_AT": String(call),
        "KILL_BELOW": installation.exports.path + "/", "KILL_COUNT": tools.path + "/count",
      ])
  }

  private func reset() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: installation.exports.path) {
      try FileManager.default.removeItem(atPath: installation.exports.path + "/" + name)
    }
    try installation.database.load(
      """
      DELETE FROM report_change; DELETE FROM report_run; DELETE FROM report_occurrence; DELETE FROM report_tenant
      """)
  }

  @Test func theNextRunSucceeds() throws {
    #expect(try tick(killedAt: 0).status == 0)
    let wanted = try installation.dataFiles()
    let count = try #require(Int(String(contentsOfFile: tools.path + "/count", encoding: .utf8)))
    try #require(count > 100)
    let step = max(1, count / max(1, Self.kills))
    var killed = 0
    for call in stride(from: 1, through: count, by: step) {
      try reset()
      // The number of writes depends on the threads, so the last calls may not be reached.
      let status = try tick(killedAt: call).status
      killed += status == SIGKILL ? 1 : 0
      let next = try installation.tick()
      #expect(next.status == 0, "call \(call) of \(count): \(next)")
      #expect(try installation.dataFiles() == wanted, "call \(call) of \(count)")
      let verified = try installation.run("verify")
      #expect(verified.status == 0, "call \(call) of \(count): \(verified)")
    }
    print("killed \(killed) first publications at \(count) calls; every next run succeeded")
    #expect(killed >= min(Self.kills, count) - 2)
  }
}
