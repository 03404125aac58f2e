import Foundation
import Testing
import TestingDatabase

/// A database that lacks what is published gets it back from the files.
struct AdoptTests {
  private let adopted: AdoptedInstallation
  private var installation: Installation { adopted.installation }

  init() throws {
    adopted = try AdoptedInstallation()
    try adopted.publish()
  }

  private func views() throws -> [String] {
    let run = try installation.database.query(
      "SELECT run_id FROM report_run WHERE status = 'FAILED' ORDER BY run_id LIMIT 1")[0][0]
    let good = try installation.database.query(
      "SELECT run_id FROM report_run WHERE status = 'SUCCEEDED' ORDER BY run_id LIMIT 1")[0][0]
    return try [
      ["diff", "2022-09", "--report", "pipeline_coverage"],
      ["diff", "2026-09", "2026-10", "--report", "rep_performance"],
      ["trend", "--report", "weighted_pipeline", "--last", "60"], ["runs", "show", run ?? ""],
      ["runs", "show", good ?? ""], ["runs", "list", "--json"],
      ["status", "--at", Installation.at, "--json"],
    ].map { arguments in
      let result = try installation.run(arguments)
      #expect(result.status == 0, "\(result)")
      return result.output
    }
  }

  @Test func everythingIsAsBefore() throws {
    let before = (try adopted.ledger(), try installation.publishedFiles(), try views())
    try adopted.loseDatabase()
    #expect(try installation.run("run", "--at", Installation.at).status == 78)

    let dry = try installation.run("adopt", "--dry-run", "--json")
    #expect(dry.status == 0, "\(dry)")
    #expect(try installation.count("report_occurrence") == 0 && installation.count("report_tenant") == 0)

    let result = try installation.run("adopt", "--verbose")
    #expect(
      result.status == 0 && result.output.contains("acme: 58 taken over, 0 known already\n"), "\(result)")
    try adopted.expectLedger(before.0)
    #expect(try installation.publishedFiles() == before.1)
    #expect(try views() == before.2)
    let verified = try installation.run("verify", "--verbose")
    #expect(verified.status == 0, "\(verified)")

    let again = try installation.run("adopt", "--verbose")
    #expect(again.status == 0 && again.output.contains("acme: 0 taken over, 58 known already"), "\(again)")
    let next = try installation.run("run", "--at", "2026-12-03T00:00:00Z", "--verbose")
    #expect(next.status == 0 && next.output.contains("acme monthly 2026-11"), "\(next)")
    let files = try installation.dataFiles()
    #expect(before.1.filter { $0.key.hasSuffix(".gz") }.allSatisfy { files[$0.key] == $0.value })
    #expect(try installation.run("verify").status == 0)
  }
}
