import Foundation
import Testing
import TestingDatabase

/// The database has computed the period that the tree shows: from another snapshot of the CRM.
struct AdoptionConflictTests {
  private let installation: Installation
  private let tree: EditedTree
  private let before: [String: Data]

  init() throws {
    installation = try Installation()
    #expect(try installation.tick().status == 0)
    tree = EditedTree(installation)
    before = try installation.dataFiles()
    // Another database's own.
    try installation.database.load(
      "DELETE FROM report_run; DELETE FROM report_change; DELETE FROM report_occurrence; DELETE FROM report_tenant; "
        + "UPDATE deal SET amount = amount + 1")
    let elsewhere = TemporaryFolder()
    #expect(try installation.run("run", "--at", Installation.at, "--exports", elsewhere.path).status == 0)
  }

  @Test func itIsRefused() throws {
    let snapshot = try installation.database.query("SELECT snapshot_at FROM report_occurrence")
    let result = try installation.run("adopt", "--json")
    #expect(result.status == 78 && result.errors.contains("from another snapshot of the CRM"), "\(result)")
    #expect(result.output.contains("\"conflict\" : true"), "\(result)")
    #expect(try installation.database.query("SELECT snapshot_at FROM report_occurrence") == snapshot)
    #expect(try installation.run("adopt", "--prefer", "both").status == 64)
  }

  @Test func theTreeCounts() throws {
    #expect(try installation.run("adopt", "--prefer", "tree").status == 0)
    #expect(try installation.dataFiles() == before)
    #expect(try installation.run("export").status == 0)
    #expect(try installation.run("verify").status == 0)
    #expect(try installation.dataFiles() == before)
    try expectThatReadersLearn()
  }

  /// The last event of the feed names what is there.
  private func expectThatReadersLearn() throws {
    let feed = String(decoding: try tree.data("changes/2026-0001.ndjson"), as: UTF8.self)
    let last = try #require(feed.split(separator: "\n").last)
    let files = try installation.dataFiles().filter { $0.key.contains("csv/report=pipeline_overview") }
    #expect(last.contains(EditedTree.sha256(try #require(files.values.first))), "\(feed)")
    #expect(last.contains("\"sequence\":2"), "\(feed)")
  }

  @Test func theLedgerCounts() throws {
    let dry = try installation.run("adopt", "--prefer", "ledger", "--dry-run")
    #expect(dry.status == 0 && dry.output.contains("the database's own would take its place"), "\(dry)")
    #expect(try installation.dataFiles() == before)
    let result = try installation.run("adopt", "--prefer", "ledger", "--verbose")
    #expect(result.status == 0 && result.output.contains("the database's own takes its place"), "\(result)")
    #expect(try installation.dataFiles() != before)
    #expect(try installation.run("verify").status == 0)
    try expectThatReadersLearn()
    let run = try installation.run("run", "--at", Installation.at, "--verbose")
    #expect(run.status == 0 && run.output.contains("Nothing is due"), "\(run)")
  }

  /// Computed, and not yet published when the older database was found out.
  @Test func theLedgersUnpublishedPeriodCounts() throws {
    try installation.database.load(
      "UPDATE report_occurrence SET state = 'COMPUTED', files = NULL, publish_seq = NULL, published_at = NULL; "
        + "DELETE FROM report_change; UPDATE report_tenant SET publish_seq = 0, tree_files = NULL")
    #expect(try installation.run("adopt").status == 78)
    #expect(try installation.run("adopt", "--prefer", "ledger").status == 0)
    #expect(try installation.states() == ["PUBLISHED"])
    #expect(try installation.dataFiles() != before)
    #expect(try installation.run("verify").status == 0)
  }

  /// The tree has two revisions of the period, and the first is another one than the ledger's.
  @Test(arguments: ["", "tree", "ledger"])
  func theRevisionsOfAPeriodBelongTogether(preference: String) throws {
    let both = try Installation()
    #expect(try both.tick().status == 0)
    let october = ["--from", "2026-10-01", "--to", "2026-11-01"]
    #expect(try both.run(["restate", "--reason", "again"] + october).status == 0)
    let published = try both.dataFiles()
    try both.database.load(
      "DELETE FROM report_run; DELETE FROM report_change; DELETE FROM report_occurrence; DELETE FROM report_tenant; "
        + "UPDATE deal SET amount = amount + 1")
    let elsewhere = TemporaryFolder()
    #expect(try both.run("run", "--at", Installation.at, "--exports", elsewhere.path).status == 0)
    let result = try both.run(["adopt"] + (preference.isEmpty ? [] : ["--prefer", preference]))
    #expect(result.status == (preference.isEmpty ? 78 : 0), "\(result)")
    #expect(try both.states().count == (preference == "tree" ? 2 : 1))
    if preference.isEmpty { return }
    #expect(try both.run("export").status == 0)
    #expect(try both.run("verify").status == 0)
    #expect(try (both.dataFiles() == published) == (preference == "tree"))
  }

  /// The ledger has restated its own: what the tree does not have cannot yield to it.
  @Test func aLaterRevisionOfTheLedgerDoesNotYield() throws {
    let elsewhere = TemporaryFolder()
    #expect(try installation.run("export", "--exports", elsewhere.path).status == 0)
    let october = ["--from", "2026-10-01", "--to", "2026-11-01", "--exports", elsewhere.path]
    #expect(try installation.run(["restate", "--reason", "again"] + october).status == 0)
    let result = try installation.run("adopt", "--prefer", "tree")
    #expect(result.status == 78 && result.errors.contains("only --prefer ledger can decide"), "\(result)")
    #expect(try installation.run("adopt", "--prefer", "ledger").status == 0)
    #expect(try installation.run("verify").status == 0)
  }

  /// Both or none: what the ledger has is not given up for half a period.
  @Test func aPeriodYieldsAsAWhole() throws {
    let october = ["--from", "2026-10-01", "--to", "2026-11-01"]
    let tree = try Installation()
    #expect(try tree.tick().status == 0)
    #expect(try tree.run(["restate", "--reason", "again"] + october).status == 0)
    for format in ["csv", "xml"] {
      let path = "tenant=acme/\(format)/report=pipeline_coverage/schedule=monthly/period=2026-10/"
      try FileManager.default.removeItem(atPath: tree.exports.path + "/" + path)
    }
    let elsewhere = TemporaryFolder()
    #expect(try installation.run("export", "--exports", elsewhere.path).status == 0)
    let restated = try installation.run(["restate", "--reason", "x", "--exports", elsewhere.path] + october)
    #expect(restated.status == 0, "\(restated)")
    let before = try installation.database.query("SELECT to_jsonb(r) FROM report_run AS r ORDER BY 1")
    let result = try installation.run("adopt", "--prefer", "tree", "--from", tree.exports.path)
    #expect(
      result.status == 1 && result.errors.contains("another revision of the period is refused"), "\(result)")
    #expect(try installation.database.query("SELECT to_jsonb(r) FROM report_run AS r ORDER BY 1") == before)
    #expect(try installation.run("verify", "--exports", elsewhere.path).status == 0)
  }
}
