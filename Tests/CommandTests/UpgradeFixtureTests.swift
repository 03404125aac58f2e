import Foundation
import Runs
import Testing
import TestingDatabase

/// Upgrades from the program of commit f0e1412: its database and its files stay valid.
struct UpgradeFixtureTests {
  private let installation: Installation
  private let before: [String: Data]

  init() throws {
    installation = try Installation(.f0e1412)
    before = try installation.publishedFiles()
    _ = try Migrator(installation.database.owner).migrate()
  }

  private func expectVerified() throws {
    for arguments in [["verify", "--verbose"], ["verify", "--verbose", "--offline"]] {
      let result = try installation.run(arguments)
      #expect(result.status == 0 && result.output.contains("all good"), "\(result)")
    }
  }

  /// The data files in the tree.
  private func contents(_ files: [String: Data]) throws -> [String: String] {
    let folder = TemporaryFolder()
    return try files.mapValues { data in
      let path = folder.path + "/file.gz"
      try data.write(to: URL(filePath: path))
      return try Shell.output("gzip", "-dc", path)
    }
  }

  @Test func itsTreePassesVerify() throws {
    try expectVerified()
    #expect(try installation.publishedFiles() == before)
  }

  @Test func itsFilesAreExportedUnchanged() throws {
    #expect(try installation.run("export").status == 0)
    // Compressed bytes depend on the version of zlib, raw ones do not.
    let after = try installation.dataFiles().filter { !$0.key.contains("/report_run_") }
    let renamed = after.map { ($0.key.replacing(/_r[0-9]+\.(csv|xml)\.gz$/) { ".\($0.1).gz" }, $0.value) }
    let (old, new) = try (
      contents(before.filter { $0.key.hasSuffix(".gz") }), contents(Dictionary(uniqueKeysWithValues: renamed))
    )
    #expect(old.keys.sorted() == new.keys.sorted())
    #expect(old.filter { new[$0.key] != $0.value }.isEmpty)
    try expectVerified()
  }

  /// Also for what the earlier program published: the next publication adds what it did not record in the files.
  @Test func everyRunIdFollowsFromTheFiles() throws {
    let run = try installation.run("run", "--at", "2026-11-10T00:00:00Z")
    #expect(run.status == 0, "\(run)")
    let script = URL(filePath: #filePath).deletingLastPathComponent().path + "/run_ids.py"
    let result = try Shell.run(["python3", script, installation.exports.path + "/tenant=acme"])
    let counts = result.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    #expect(result.status == 0 && counts.count == 2, "\(result)")
    #expect(counts.first ?? 0 > 100 && counts.last ?? 0 > 0, "\(counts)")
  }

  /// As after an older backup of the database: the tree of version 1 knows a period that the ledger does not.
  @Test func itsTreeIsRefusedIfTheDatabaseIsOlder() throws {
    try installation.database.load(
      "DELETE FROM report_occurrence WHERE schedule = 'monthly' AND period_label = '2026-07'")
    let run = try installation.run("run", "--at", "2026-11-10T00:00:00Z")
    #expect(run.status == 78 && run.errors.contains("monthly 2026-07 revision 1"), "\(run)")
    #expect(try installation.publishedFiles() == before)
  }

  @Test func itsOpenPeriodsAreFinished() throws {
    // 2026-10 is retried, and 2026-W45 is published; other periods are skipped or became due since.
    let run = try installation.run("run", "--verbose", "--at", "2026-11-10T00:00:00Z")
    #expect(run.status == 0, "\(run)")
    #expect(run.output.contains("acme monthly 2026-10: 19 runs, 10 files"))
    #expect(run.output.contains("acme weekly-funnel 2026-W45: 2 runs, 2 files"))
    // Files in the history have new names.
    let old = before.filter { $0.key.hasSuffix(".gz") && !$0.key.contains("/history/") }
    #expect(try installation.dataFiles().filter { old.keys.contains($0.key) } == old)
    try expectVerified()
    // The next period.
    let next = try installation.run("run", "--verbose", "--at", "2026-11-17T00:00:00Z")
    #expect(next.status == 0 && next.output.contains("acme weekly-funnel 2026-W46: 2 runs, 2 files"))
    try expectVerified()
  }

  @Test(arguments: ["2026-08", "2026-09"])
  func itsPeriodsCanBeRestated(month: String) throws {
    let next = month == "2026-08" ? "2026-09" : "2026-10"
    let result = try installation.run(
      "restate", "--verbose", "--reason", "again", "--schedule", "monthly", "--from", month + "-01", "--to",
      next + "-01")
    // A target of September is still not a number.
    #expect(result.status == (month == "2026-09" ? 3 : 0), "\(result)")
    let manifest = try PublishedManifest(installation.publishedFiles())
    let revision = month == "2026-08" ? 3 : 2
    #expect(manifest.occurrences.contains { $0.revision == revision && $0.supersedes == revision - 1 })
    let prefix = "tenant=acme/history/schedule=monthly/period=\(month)/r\(revision - 1)/"
    #expect(try installation.publishedFiles().keys.filter { $0.hasPrefix(prefix) }.count == 10)
    try expectVerified()
  }

  @Test func itsFactsCanBeCompared() throws {
    let revisions = try installation.run(
      "diff", "2026-08", "--schedule", "monthly", "--report", "pipeline_overview")
    #expect(revisions.status == 0 && revisions.output.contains("restated: amounts mended"))
    #expect(revisions.output.contains("total_amount"))
    let trend = try installation.run(
      "trend", "--schedule", "monthly", "--report", "pipeline_coverage", "--json")
    #expect(trend.status == 0 && trend.output.contains("\"failed_runs\" : 1"), "\(trend)")
  }

  @Test func itsRunsAreListedAndShown() throws {
    let failed = try installation.run("runs", "list", "--failed", "--json")
    // Four reports in each of two attempts, and one principal.
    #expect(failed.output.components(separatedBy: "\"status\" : \"FAILED\"").count - 1 == 9, "\(failed)")
    let id = try #require(
      try installation.database.query("SELECT run_id FROM report_run WHERE revision = 2 LIMIT 1")[0][0])
    let shown = try installation.run("runs", "show", id)
    #expect(
      shown.status == 0 && shown.output.contains("restated because") && shown.output.contains("2026-08"))
    #expect(shown.output.contains("csv/report="))
    // The attempt that failed before 2026-09 was published has no files.
    let early = try #require(
      try installation.database.query(
        """
        SELECT run_id FROM report_run r WHERE status = 'FAILED' AND EXISTS (
          SELECT FROM report_occurrence o WHERE o.period_label = '2026-09' AND o.period_end = r.period_end
            AND o.snapshot_at > r.generated_at) LIMIT 1
        """)[0][0])
    let attempt = try installation.run("runs", "show", early)
    #expect(attempt.status == 0 && attempt.output.contains("2026-09"))
    #expect(!attempt.output.contains("csv/report="))
  }
}
