import Foundation
import Testing
import TestingDatabase

/// `adopt` is killed, runs twice at once, or beside a `run`: the end is the same.
struct AdoptionBesideTests {
  private let adopted: AdoptedInstallation
  private var installation: Installation { adopted.installation }
  private let before: [String: [[String?]]]
  private static let short = AdoptedInstallation.schedules
    .replacing("since: 2022-09-01", with: "since: 2026-05-01").replacing(", html, xlsx", with: "")

  init() throws {
    adopted = try AdoptedInstallation(Self.short)
    try adopted.succeed("run", "--at", Installation.at)
    try adopted.succeed("restate", "--reason", "x", "--from", "2026-05-01", "--to", "2026-07-01")
    before = try adopted.ledger()
    try adopted.loseDatabase()
  }

  private func expectTheSame() throws {
    let result = try installation.run("adopt")
    #expect(result.status == 0, "\(result)")
    try adopted.expectLedger(before)
    #expect(try installation.run("verify").status == 0)
    let run = try installation.run("run", "--at", Installation.at, "--verbose")
    #expect(run.status == 0 && run.output.contains("Nothing is due"), "\(run)")
  }

  @Test func killedAnywhere() throws {
    for wait in stride(from: 0.05, through: 1.5, by: 0.15) {
      let running = try installation.start(["adopt"])
      Thread.sleep(forTimeInterval: wait)
      running.kill()
      // What is not whole yet is left alone.
      let run = try installation.run("run", "--at", Installation.at)
      #expect(run.status == 78 || run.status == 0, "\(run)")
    }
    try expectTheSame()
  }

  @Test func twiceAtOnceBesideRuns() throws {
    let adoptions = try (0..<2).map { _ in try installation.start(["adopt"]) }
    let runs = try (0..<3).map { _ in try installation.start() }
    for running in adoptions {
      let result = running.wait()
      #expect(result.status == 0, "\(result)")
    }
    for running in runs {
      let result = running.wait()
      #expect(result.status == 78 || result.status == 0, "\(result)")
    }
    try expectTheSame()
  }
}
