import Foundation
import Testing
import TestingDatabase

/// Trees that the database half knows, and trees of which something is missing.
struct PartlyAdoptedTests {
  private let installation: Installation
  private let tree: EditedTree
  private static let later = "2026-12-03T00:00:00Z"
  private let published: [String: Data]

  init() throws {
    installation = try Installation()
    #expect(try installation.tick().status == 0)
    #expect(try installation.run("run", "--at", Self.later).status == 0)
    let restated = try installation.run(
      "restate", "--reason", "again", "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(restated.status == 0)
    tree = EditedTree(installation)
    published = try installation.publishedFiles()
  }

  private func ledger() throws -> [[String?]] {
    try installation.database.query(
      """
      SELECT to_jsonb(o) - '{recorded_at,claimed_at,worker,attempt,view_history,error_message}'::text[] FROM report_occurrence AS o
      ORDER BY schedule, period_end, revision
      """)
      + installation.database.query("SELECT to_jsonb(r) FROM report_run AS r ORDER BY 1")
      + installation.database.query("SELECT to_jsonb(f) FROM report_pipeline_coverage_fact AS f ORDER BY 1")
      + installation.database.query("SELECT to_jsonb(c) FROM report_change AS c ORDER BY 1")
      + installation.database.query("SELECT publish_seq::text FROM report_tenant")
  }

  private static let forgetting = """
    DELETE FROM report_run WHERE period_end > '2026-11-02';
    DELETE FROM report_change WHERE sequence > 1;
    DELETE FROM report_occurrence WHERE period_end > '2026-11-02';
    """

  @Test(arguments: [
    forgetting + "UPDATE report_tenant SET publish_seq = 1, tree_files = NULL;",
    // Before the restatement.
    """
    DELETE FROM report_run WHERE revision = 2; DELETE FROM report_occurrence WHERE revision = 2;
    DELETE FROM report_change WHERE sequence = 3; UPDATE report_tenant SET publish_seq = 2, tree_files = NULL;
    UPDATE report_occurrence SET files = replace(files::text, 'history/', 'csv/')::jsonb
    WHERE period_end < '2026-11-02';
    """,
    "UPDATE report_tenant SET tree_files = NULL;",
    // Rows without runs, runs without facts.
    "DELETE FROM report_run; UPDATE report_tenant SET tree_files = NULL;",
    "DELETE FROM report_pipeline_coverage_fact; UPDATE report_tenant SET tree_files = NULL;",
    // Recorded, failed or given up here, and published elsewhere.
    """
    DELETE FROM report_run; UPDATE report_tenant SET tree_files = NULL, publish_seq = 0; DELETE FROM report_change;
    UPDATE report_occurrence SET state = 'FAILED', snapshot_at = NULL, request = NULL, files = NULL, error_message = 'x';
    """,
    """
    DELETE FROM report_run; UPDATE report_tenant SET tree_files = NULL;
    UPDATE report_occurrence SET state = 'SKIPPED', snapshot_at = NULL, request = NULL, files = NULL;
    """,
    // Computed, and shown by a publisher that was killed before COMMIT.
    """
    UPDATE report_occurrence SET state = 'COMPUTED', files = NULL, publish_seq = NULL, published_at = NULL
    WHERE period_end > '2026-11-02'; DELETE FROM report_change WHERE sequence > 1;
    UPDATE report_tenant SET tree_files = NULL, publish_seq = 1;
    """,
  ])
  func whatIsLackingIsTakenOver(loss: String) throws {
    let before = try ledger()
    try installation.database.load(loss)
    let result = try installation.run("adopt", "--verbose")
    #expect(result.status == 0, "\(result)")
    let after = try ledger()
    #expect(after.count == before.count)
    let changed = zip(before, after).first { $0 != $1 }
    #expect(changed == nil, "\(AdoptedInstallation.difference(changed?.0[0], changed?.1[0]))")
    #expect(try installation.run("verify").status == 0)
    #expect(try installation.publishedFiles() == published)
    let run = try installation.run("run", "--at", Self.later, "--verbose")
    #expect(run.status == 0 && run.output.contains("Nothing is due"), "\(run)")
  }

  @Test(arguments: ["missing", "edited", "a folder"])
  func aPeriodWithoutTheRowsOfAReportIsRefused(what: String) throws {
    try installation.database.load(
      Self.forgetting + "UPDATE report_tenant SET publish_seq = 1, tree_files = NULL")
    let lost =
      try tree.paths("coverage_acme_monthly_2026-11.csv.gz")
      + tree.paths("coverage_acme_monthly_2026-11.xml.gz")
    #expect(lost.count == 2)
    let contents = try lost.map(tree.data)
    for (path, content) in zip(lost, contents) { try damage(path, content, what) }
    let result = try installation.run("adopt", "--verbose")
    #expect(result.status == 1 && result.errors.contains("acme monthly 2026-11: \(lost[0]) "), "\(result)")
    #expect(result.errors.contains("put it back from a backup") || what == "a folder", "\(result)")
    #expect(try installation.count("report_occurrence") == 2)
    let run = try installation.run("run", "--at", Self.later)
    #expect(run.status == 78 && run.errors.contains("monthly 2026-11 revision 1"), "\(run)")
    #expect(try installation.run("adopt", "--without-facts").status == 1)
    // From a backup of the folder.
    for (path, content) in zip(lost, contents) { try mend(path, content) }
    #expect(try installation.run("adopt").status == 0)
    #expect(try installation.run("verify").status == 0)
  }

  /// The rows of the other format prove what the file was.
  @Test(arguments: ["csv", "xml", "report_run"], ["missing", "edited"])
  func aFileThatAnotherProvesIsMadeAgain(format: String, what: String) throws {
    try installation.database.load(
      Self.forgetting + "UPDATE report_tenant SET publish_seq = 1, tree_files = NULL")
    let suffix =
      format == "report_run"
      ? "report_run_acme_monthly_2026-11.xml.gz" : "coverage_acme_monthly_2026-11.\(format).gz"
    let path = try #require(try tree.paths(suffix).first)
    try damage(path, tree.data(path), what)
    let result = try installation.run("adopt")
    #expect(result.status == 0 && result.errors.contains("\(path) is missing or was changed"), "\(result)")
    #expect(try installation.run("verify").status == 1)
    #expect(try installation.run("export").status == 0)
    #expect(try installation.run("verify").status == 0)
    #expect(try installation.dataFiles() == published.filter { $0.key.hasSuffix(".gz") })
  }

  private func damage(_ path: String, _ content: Data, _ what: String) throws {
    let place = tree.folder + "/" + path
    try FileManager.default.removeItem(atPath: place)
    if what == "edited" { try tree.write(content.dropLast(1) + [content[content.count - 1] ^ 1], to: path) }
    if what == "a folder" {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    }
  }

  private func mend(_ path: String, _ content: Data) throws {
    let place = tree.folder + "/" + path
    if FileManager.default.fileExists(atPath: place) { try FileManager.default.removeItem(atPath: place) }
    try tree.write(content, to: path)
  }

  /// Also if the ledger has recorded this very tree.
  @Test func lostFactsComeBack() throws {
    let before = try ledger()
    try installation.database.load("DELETE FROM report_run WHERE revision = 1")
    #expect(try installation.run("adopt").status == 0)
    #expect(try ledger() == before)
    #expect(try installation.run("verify").status == 0)
  }

  /// Numbers that readers have seen are never given again, even if not all could be taken over.
  @Test func theSequenceGoesOnFromTheTrees() throws {
    let copy = TemporaryFolder()
    try FileManager.default.moveItem(
      atPath: installation.exports.path + "/tenant=acme", toPath: copy.path + "/tenant=acme")
    for format in ["csv", "xml"] {
      let tree = copy.path + "/tenant=acme"
      let path =
        "\(format)/report=pipeline_coverage/schedule=monthly/period=2026-11/pipeline_coverage_acme_monthly_2026-11.\(format).gz"
      try FileManager.default.removeItem(atPath: tree + "/" + path)
    }
    try installation.database.load(Self.losingAll)
    #expect(try installation.run("adopt", "--from", copy.path).status == 3)
    #expect(try installation.run("run", "--at", Self.later).status == 0)
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: tree.data("manifest.json")) as? [String: Any])
    #expect(manifest["sequence"] as? Int == 4)
    #expect(try installation.run("verify").status == 0)
  }

  private static let losingAll =
    "DELETE FROM report_run; DELETE FROM report_change; DELETE FROM report_occurrence; DELETE FROM report_tenant"

  /// A publisher that was killed before it put the manifest in place has put parts and a longer feed there.
  @Test func whatIsAheadOfTheManifestIsTakenOverAndAnnounced() throws {
    let manifest = try tree.data("manifest.json")
    let restated = try installation.run(
      "restate", "--reason", "third", "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(restated.status == 0)
    let files = try installation.dataFiles()
    try tree.write(manifest, to: "manifest.json")
    try installation.database.load(Self.losingAll)
    let result = try installation.run("adopt", "--verbose")
    #expect(result.status == 0 && result.output.contains("2026-10, revision 3: taken over"), "\(result)")
    #expect(try installation.run("export").status == 0)
    #expect(try installation.run("verify").status == 0)
    #expect(try installation.dataFiles() == files)
    // Whoever knows the manifest before learns of it by a number that nobody had.
    let feed = String(decoding: try tree.data("changes/2026-0001.ndjson"), as: UTF8.self)
    let last = try #require(feed.split(separator: "\n").last)
    #expect(last.contains("\"revision\":3") && last.contains("\"sequence\":5"), "\(feed)")
  }

  /// A superseded revision never becomes current again.
  @Test func withoutTheCurrentRevisionNoneIsTakenOver() throws {
    for format in ["csv", "xml"] {
      let path = try #require(try tree.paths("coverage_acme_monthly_2026-10.\(format).gz").first)
      try FileManager.default.removeItem(atPath: tree.folder + "/" + path)
    }
    try installation.database.load(Self.losingAll)
    let result = try installation.run("adopt", "--verbose")
    #expect(
      result.status == 3 && result.errors.contains("another revision of the period is refused"), "\(result)")
    #expect(try installation.database.query("SELECT period_label FROM report_occurrence") == [["2026-11"]])
  }

  /// A copy from before the restatement, or from an earlier program, has nothing that the ledger lacks.
  @Test func anOlderCopyChangesNothing() throws {
    let copy = TemporaryFolder()
    try FileManager.default.copyItem(atPath: tree.folder, toPath: copy.path + "/tenant=acme")
    let restated = try installation.run(
      "restate", "--reason", "third", "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(restated.status == 0)
    let before = try ledger()
    let result = try installation.run("adopt", "--from", copy.path, "--verbose", "--without-facts")
    #expect(result.status == 0 && result.output.contains("0 taken over, 3 known already"), "\(result)")
    #expect(try ledger() == before)
    #expect(try installation.run("verify").status == 0)
  }

  /// Whose tree it is does not depend on the slug alone.
  @Test func aTreeThatClaimsAnotherTenantsIDIsRefused() throws {
    try installation.database.load(Self.losingAll)
    try FileManager.default.moveItem(
      atPath: tree.folder, toPath: installation.exports.path + "/tenant=aaa")
    try EditedTree(installation, slug: "aaa").editManifest { manifest in
      var tenant = try #require(manifest["tenant"] as? [String: Any])
      tenant["slug"] = "aaa"
      manifest["tenant"] = tenant
    }
    let result = try installation.run("adopt")
    #expect(result.status == 78 && result.errors.contains("the schedule file says `acme`"), "\(result)")
    #expect(try installation.count("report_tenant") == 0)
  }

  /// What does not belong there is no reason to refuse anything; `verify` names it.
  @Test func aFileThatDoesNotBelongThereIsLeftAlone() throws {
    try installation.database.load("DELETE FROM report_run; UPDATE report_tenant SET tree_files = NULL")
    try tree.write(Data("x".utf8), to: "csv/notes.txt")
    #expect(try installation.run("adopt").status == 0)
    let verified = try installation.run("verify")
    #expect(
      verified.status == 1 && verified.output.contains("csv/notes.txt: does not belong here"), "\(verified)")
  }

  /// A file that cannot be read does not say whose files a folder has.
  @Test func aBrokenScheduleFileIsMendedFirst() throws {
    try installation.database.load(Self.losingAll)
    try installation.replaceSchedule("tenant: [")
    let result = try installation.run("adopt")
    #expect(
      result.status == 78 && result.errors.contains("it is not known whether the folder is its tenant's"),
      "\(result)")
    #expect(try installation.count("report_tenant") == 0)
  }

  /// What a row is about cannot change.
  @Test func aPeriodUnderAnotherLabelIsRefused() throws {
    try installation.database.load(
      """
      DELETE FROM report_run; UPDATE report_tenant SET tree_files = NULL;
      UPDATE report_occurrence SET state = 'SKIPPED', request = NULL, files = NULL, timezone = 'UTC'
      WHERE period_label = '2026-11';
      """)
    let result = try installation.run("adopt")
    #expect(result.status == 3 && result.errors.contains("under another label"), "\(result)")
  }

  @Test func anotherSlugIsRefused() throws {
    try installation.database.load("UPDATE report_tenant SET slug = 'before', tree_files = NULL")
    let result = try installation.run("adopt")
    #expect(result.status == 78 && result.errors.contains("under the slug `before`"), "\(result)")
  }

  @Test func theTenantCanBeNamed() throws {
    try installation.database.load("DELETE FROM report_run; UPDATE report_tenant SET tree_files = NULL")
    try FileManager.default.removeItem(atPath: installation.schedules.path + "/acme.yaml")
    let id = SmallCRM.acme.uuidString.lowercased()
    let result = try installation.run("adopt", id, "--json")
    #expect(result.status == 0 && result.output.contains("\"adopted\""), "\(result)")
    let unknown = try installation.run("adopt", "nobody")
    #expect(unknown.status == 64 && unknown.errors.contains("no files of the tenant `nobody`"), "\(unknown)")
    let empty = try installation.run("adopt", "--from", installation.schedules.path)
    #expect(empty.status == 1 && empty.errors.contains("has no files of any tenant"), "\(empty)")
  }

  /// The folder is lost, and a copy is not.
  @Test func aCopyElsewhereIsTakenOver() throws {
    let copy = TemporaryFolder()
    try FileManager.default.moveItem(
      atPath: installation.exports.path + "/tenant=acme", toPath: copy.path + "/tenant=acme")
    try installation.database.load(Self.losingAll)
    #expect(try installation.run("adopt", "--from", copy.path).status == 0)
    #expect(try installation.run("export").status == 0)
    #expect(try installation.run("verify").status == 0)
    #expect(try installation.publishedFiles().filter { $0.key.hasPrefix("tenant=") } == published)
  }
}
