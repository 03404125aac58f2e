import Foundation
import Testing
import TestingDatabase

/// What a person at a terminal sees while a run lasts.
struct ProgressTests {
  /// A run whose first report takes a second.
  private func installation() throws -> Installation {
    let installation = try Installation()
    try installation.database.load(
      """
      CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1); RETURN NEW; END';
      CREATE TRIGGER wait BEFORE INSERT ON report_pipeline_overview_fact FOR EACH STATEMENT EXECUTE FUNCTION wait();
      """)
    return installation
  }

  /// What a terminal receives, between the returns to the beginning of its line.
  private func shown(terminal: String) throws -> [Substring] {
    let installation = try installation()
    let command = "stty cols 60; \(Installation.program) run --at \(Installation.at)"
    let result = try Shell.run(
      ["script", "-qec", command, "/dev/null"],
      environment: installation.environment.merging(["TERM": terminal]) { $1 })
    #expect(result.status == 0)
    return result.output.split(separator: "\r", omittingEmptySubsequences: false)
  }

  @Test func aTerminalShowsALineThatGoesAway() throws {
    let shown = try shown(terminal: "xterm")
    let line = "acme monthly 2026-10: pipeline_overview, 1 s"
    #expect(shown.contains { $0.hasPrefix(line) || $0.hasPrefix(line.replacing("1 s", with: "0 s")) })
    #expect(shown.allSatisfy { $0.count < 60 || $0.contains("published") })
    // The line is gone before what the run did is printed.
    let done = try #require(shown.firstIndex { $0.contains("\n") }, "\(shown)")
    #expect(
      shown[done].hasPrefix("acme monthly 2026-10: ") && shown[done - 1].allSatisfy { $0 == " " },
      "\(shown)")
  }

  @Test("A terminal that cannot write over a line sees what was done", arguments: ["dumb", ""])
  func plainTerminal(name: String) throws {
    let shown = try shown(terminal: name)
    #expect(shown.count == 1 && shown[0].hasPrefix("acme monthly 2026-10: "), "\(shown)")
  }

  @Test func cronSeesNothing() throws {
    let result = try installation().tick()
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
  }
}
