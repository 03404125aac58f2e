import Foundation
import Testing
import TestingDatabase
import TestingRepository

/// The demo with its sample CRM and embedded server, as in a fresh clone of the repository.
struct DemoTests {
  private func demo(_ state: TemporaryFolder, _ exports: TemporaryFolder, _ more: String...) throws
    -> Shell.Result
  {
    try Shell.run(
      [Installation.program, "demo", "--deals", "400", "--principals", "12", "--at", "2026-11-21T03:00:00Z"]
        + more,
      environment: [
        "DYNO_REPORTS_STATE": state.path, "DYNO_REPORTS_EXPORTS": exports.path,
        "DYNO_REPORTS_SCHEDULES": Repository.path("schedules"),
      ])
  }

  /// Removes the server's data, which is elsewhere if the state folder cannot hold it.
  private func remove(_ state: TemporaryFolder) {
    guard let folder = try? String(contentsOfFile: state.path + "/server-location", encoding: .utf8) else {
      return
    }
    try? FileManager.default.removeItem(atPath: folder.trimmingCharacters(in: .newlines))
  }

  /// The contents of acme's gzipped files below a folder.
  private func contents(_ exports: TemporaryFolder, below folder: String) throws -> String {
    try Shell.run([
      "sh", "-c", "find '\(exports.path)/tenant=acme/\(folder)' -name '*.gz' | sort | xargs zcat",
    ]).output
  }

  @Test func secondRunHasNothingToDo() throws {
    let (state, exports) = (TemporaryFolder(), TemporaryFolder())
    defer { remove(state) }
    let first = try demo(state, exports)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("acme monthly-coverage 2026-10"))
    #expect(first.output.contains("The files are in \(exports.path)/"))
    let coverage = try contents(exports, below: "csv/report=pipeline_coverage")
    for name in [#""Roberta ""Bobbie"" Fielding, Jr.""#, ",North,", ",USER,"] {
      #expect(coverage.contains(name), "\(coverage.prefix(4_000))")
    }
    let files = try exports.files()
    let second = try demo(state, exports)
    #expect(second.status == 0)
    #expect(second.output.hasPrefix("Nothing is due."))
    #expect(try exports.files() == files)
  }

  /// The commands that the demo prints remove what it wrote, and nothing else.
  @Test func whatItPrintsRemovesWhatItWrote() throws {
    let (state, exports) = (TemporaryFolder(), TemporaryFolder())
    defer { remove(state) }
    let kept = ["README.md", "tenant=other/manifest.json", "tenant=sample-99/manifest.json"]
    for tenant in ["other", "sample-99"] {
      try FileManager.default.createDirectory(
        atPath: exports.path + "/tenant=\(tenant)", withIntermediateDirectories: true)
    }
    for name in kept { try Data("kept".utf8).write(to: URL(filePath: exports.path + "/" + name)) }
    // Later demos say it of earlier ones, too.
    #expect(try demo(state, exports, "--tenants", "5").status == 0)
    #expect(FileManager.default.fileExists(atPath: exports.path + "/tenant=sample-5"))
    let output = try demo(state, exports).output
    let folder = try #require(output.firstMatch(of: /The database is in (.+)\. Its server/)).1
    #expect(FileManager.default.fileExists(atPath: folder + "/data/PG_VERSION"))
    try waitUntil { !FileManager.default.fileExists(atPath: folder + "/data/postmaster.pid") }
    let commands = output.split(separator: "\n").filter { $0.contains(/^ +(?:rm|rmdir|for)\s/) }
    #expect(commands.count == 4)
    let result = try Shell.run(["sh", "-ec", commands.joined(separator: "\n")])
    #expect(result.status == 0, "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: String(folder)))
    #expect(!FileManager.default.fileExists(atPath: state.path))
    #expect(try exports.files().keys.sorted() == kept)
  }

  @Test func sameSeedGivesTheSameDataAndAnotherSeedOtherData() throws {
    func files(_ seed: String) throws -> [String: Data] {
      let (state, exports) = (TemporaryFolder(), TemporaryFolder())
      defer { remove(state) }
      #expect(try demo(state, exports, "--seed", seed, "--tenants", "4").status == 0)
      return try exports.files().filter { $0.key.hasSuffix(".gz") }
    }
    let first = try files("7")
    #expect(first.keys.contains { $0.hasPrefix("tenant=sample-4/") })
    #expect(try files("7") == first)
    #expect(try files("8") != first)
  }

  @Test func theVariableNamesTheServersPrograms() throws {
    let (state, nothing) = (TemporaryFolder(), TemporaryFolder())
    defer { remove(state) }
    let result = try Shell.run(
      [Installation.program, "demo"],
      environment: [
        "DYNO_REPORTS_STATE": state.path, "DYNO_REPORTS_PG_BIN": nothing.path,
        "DYNO_REPORTS_SCHEDULES": Repository.path("schedules"),
      ])
    #expect(result.status == 69 && result.errors.contains(nothing.path), "\(result)")
  }
}
