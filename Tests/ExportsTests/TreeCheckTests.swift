import Foundation
import Runs
import Testing
import TestingDatabase

@testable import Exports

/// Whether a tenant's tree may be written with this database. Nothing is changed.
struct TreeCheckTests {
  private let acme: PublishedFacts

  init() throws { acme = try PublishedFacts() }

  private func check() throws {
    let before = try acme.exports.files()
    defer { #expect((try? acme.exports.files()) == before) }
    try TreeCheck(acme.database.runtime, exports: acme.exports.path)
      .check(tenant: acme.tenant, slug: "acme", on: acme.database.runtime.connect())
  }

  private func put(_ text: String, at path: String) throws {
    let url = URL(filePath: acme.tree + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  @Test func aMissingFolderAndAnUnknownTenantAreFine() throws {
    try check()
    try acme.compute()
    try check()
  }

  // Whose tree.

  @Test(arguments: [
    "csv/report=pipeline_coverage/schedule=monthly/period=2026-10/file.csv.gz", "notes.txt", "history/x",
    "schema/deeper/x", "datapackage.json/x", "manifest/link",
  ])
  func aFileWithoutAManifestIsRefused(path: String) throws {
    try acme.compute()
    if path == "manifest/link" {
      try FileManager.default.createDirectory(
        atPath: acme.tree + "/manifest", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: acme.tree + "/" + path, withDestinationPath: "/etc/passwd")
    } else {
      try put("mine", at: path)
    }
    let error = #expect(throws: ForeignTree.self) { try check() }
    #expect(error?.description.contains("the first one is \(path).") == true, "\(error?.description ?? "")")
    #expect(throws: ForeignTree.self) { try acme.publish() }
  }

  @Test func describingFilesAndFoldersAloneAreTakenOver() throws {
    try acme.compute()
    for path in [
      "schema/pipeline_coverage-v1.xsd", "SHA256SUMS", "datapackage.json", "datapackage-2025.json",
      "manifest/monthly-2025.json", "changes/2025-0001.ndjson",
    ] {
      try put("left", at: path)
    }
    try FileManager.default.createDirectory(
      atPath: acme.tree + "/csv/report=pipeline_coverage", withIntermediateDirectories: true)
    try check()
    try acme.publish()
    #expect(try acme.problems().isEmpty)
  }

  @Test(arguments: ["", "{\"tena", "[]"])
  func aManifestThatCannotBeReadIsReplaced(text: String) throws {
    // Nothing else is there, so nothing can be lost.
    try acme.compute()
    try put(text, at: "manifest.json")
    try check()
    try acme.publish()
    #expect(try acme.problems().isEmpty)
    // The database has publications of the tenant.
    try put(text, at: "manifest.json")
    try check()
    try acme.export()
    #expect(try acme.problems().isEmpty)
  }

  @Test func aManifestOfAnotherTenantIsRefused() throws {
    try acme.compute()
    try acme.publish()
    let other = "11111111-2222-4333-8444-555555555555"
    try put("{\"tenant\": {\"id\": \"\(other)\", \"slug\": \"acme\"}}", at: "manifest.json")
    let error = #expect(throws: ForeignTree.self) { try check() }
    #expect(error?.description.contains("names the tenant \(other)") == true)
  }

  /// It may show what this program cannot see.
  @Test func aManifestOfANewerProgramIsRefused() throws {
    try acme.compute()
    try acme.publish()
    let manifest = try String(contentsOfFile: acme.tree + "/manifest.json", encoding: .utf8)
    try put(
      manifest.replacing("\"manifest_version\" : 2", with: "\"manifest_version\" : 3"), at: "manifest.json")
    try acme.compute("2026-09")
    #expect(throws: ForeignTree.self) { try acme.publish() }
    let error = #expect(throws: ForeignTree.self) { try check() }
    #expect(error?.description.contains("has version 3") == true)
    #expect(throws: ForeignTree.self) { try acme.export() }
  }

  // A tree that knows more than the ledger.

  @Test(arguments: [
    // An older backup, and other databases of the same tenant.
    "DELETE FROM report_occurrence WHERE period_label = '2026-10'",
    "UPDATE report_occurrence SET snapshot_at = snapshot_at + interval '1 microsecond' WHERE period_label = '2026-10'",
    "UPDATE report_occurrence SET state = 'SKIPPED' WHERE period_label = '2026-10'",
    "UPDATE report_occurrence SET state = 'DUE' WHERE period_label = '2026-10' AND revision = 1",
  ])
  func whatTheLedgerDoesNotKnowIsNamed(loss: String) throws {
    try acme.compute("2026-09")
    try acme.compute("2026-10")
    try acme.publish()
    // The superseded revision counts too.
    try acme.compute("2026-10", rows: 4, revision: 2)
    try acme.publish()
    try check()
    try acme.database.load(loss + "; UPDATE report_tenant SET tree_files = NULL")
    let error = #expect(throws: NewerTree.self) { try check() }
    #expect(error?.description.contains("monthly 2026-10 revision 1") == true)
    #expect(error?.description.contains("2026-09") == false)
    #expect(try acme.problems().first?.contains("shows periods that this database does not know") == true)
    // Not even the manifest is needed: the parts tell.
    try FileManager.default.removeItem(atPath: acme.tree + "/manifest.json")
    #expect(throws: NewerTree.self) { try check() }
    #expect(throws: NewerTree.self) { try acme.export() }
  }

  /// As if a backup of the database had been restored that was made before January 2028 was computed.
  private func publishWhatTheLedgerForgets() throws {
    try acme.compute("2026-10")
    try acme.publish()
    try acme.database.load("CREATE TABLE backup AS SELECT publish_seq, tree_files FROM report_tenant")
    try acme.compute("2028-01")
    try acme.publish()
    try acme.database.load(
      """
      DELETE FROM report_change WHERE sequence = 2;
      DELETE FROM report_occurrence WHERE period_label = '2028-01';
      UPDATE report_tenant SET (publish_seq, tree_files) = (SELECT publish_seq, tree_files FROM backup)
      """)
    try acme.compute("2026-11")
  }

  private static let newestPart = "manifest/monthly-2028.json"

  @Test(arguments: [
    "missing", "no folder", "{}", "", #"{"occurrences": [], "history": []}"#, "one bad entry",
    "without a manifest",
  ])
  func aPartThatDoesNotTellIsNotOverwritten(damage: String) throws {
    try publishWhatTheLedgerForgets()
    let part = acme.tree + "/" + Self.newestPart
    switch damage {
    case "missing": try FileManager.default.removeItem(atPath: part)
    case "no folder": try FileManager.default.removeItem(atPath: acme.tree + "/manifest")
    case "one bad entry":
      let text = try String(contentsOfFile: part, encoding: .utf8)
      try put(text.replacing("\"revision\": 1", with: "\"revision\": \"one\""), at: Self.newestPart)
      #expect(try String(contentsOfFile: part, encoding: .utf8) != text)
    case "without a manifest":
      try FileManager.default.removeItem(atPath: acme.tree + "/manifest.json")
      try put("{}", at: Self.newestPart)
    default: try put(damage, at: Self.newestPart)
    }
    let before = try acme.exports.files()
    let error = #expect(throws: NewerTree.self) { try check() }
    #expect(
      error?.description.contains("\(Self.newestPart) is missing, damaged or not") == true
        && error?.description.contains("from a backup of the folder") == true, "\(error?.description ?? "")")
    #expect(throws: NewerTree.self) { try acme.publish() }
    #expect(throws: NewerTree.self) { try acme.export() }
    #expect(try acme.problems().first?.contains("\(Self.newestPart) is missing") == true)
    #expect(try acme.exports.files() == before)
  }

  /// A manifest can list anything.
  @Test func aPartOutsideOfTheTreeIsNotRead() throws {
    try acme.compute()
    try acme.publish()
    try FileManager.default.copyItem(
      atPath: acme.tree + "/manifest/monthly-2026.json", toPath: acme.exports.path + "/outside.json")
    let manifest = try String(contentsOfFile: acme.tree + "/manifest.json", encoding: .utf8)
    try put(
      manifest.replacing("manifest/monthly-2026.json", with: "../outside.json"), at: "manifest.json")
    let error = #expect(throws: NewerTree.self) { try check() }
    #expect(error?.description.contains("/../outside.json is missing") == true)
  }

  @Test(arguments: ["", "{}"])
  func aPartThatTheLedgerRecordedIsWrittenAgain(damage: String) throws {
    try acme.compute("2025-09")
    try acme.publish()
    try acme.compute("2026-10")
    // So that the manifest is not the recorded one.
    try acme.publishWithoutCommit()
    let path = "manifest/monthly-2025.json"
    if damage.isEmpty {
      try FileManager.default.removeItem(atPath: acme.tree + "/" + path)
    } else {
      try put(damage, at: path)
    }
    try check()
    try acme.publish()
    #expect(try acme.problems().isEmpty)
    #expect(ManifestPart(try Data(contentsOf: URL(filePath: acme.tree + "/" + path)))?.entries.count == 1)
  }

  /// The second publisher was stopped when its parts were in place: neither the manifest nor the ledger has their hashes.
  @Test func partsOfAPublisherThatWasStoppedAreKnown() throws {
    try acme.compute("2026-09")
    try acme.publish()
    try acme.compute("2026-10")
    try acme.publishWithoutCommit()
    try acme.compute("2026-11")
    let checksums = acme.tree + "/SHA256SUMS"
    let bytes = try Data(contentsOf: URL(filePath: checksums))
    try FileManager.default.removeItem(atPath: checksums)
    try FileManager.default.createDirectory(atPath: checksums + "/inside", withIntermediateDirectories: true)
    #expect(throws: FileSystemError.self) { try acme.publish() }
    try FileManager.default.removeItem(atPath: checksums)
    try bytes.write(to: URL(filePath: checksums))
    let listed = try #require(try acme.manifest().parts.first)
    #expect(DigestSink.ofFile(acme.tree + "/" + listed.path)?.sha256 != listed.sha256)
    try check()
    try acme.publish()
    #expect(try acme.problems().isEmpty)
  }

  @Test func aDatabaseThatHasNothingOfTheTenantIsRefused() throws {
    try acme.compute()
    try acme.publish()
    try acme.database.load(
      "DELETE FROM report_change; DELETE FROM report_occurrence; DELETE FROM report_tenant")
    let error = #expect(throws: NewerTree.self) { try check() }
    #expect(error?.description.contains("monthly 2026-10 revision 1") == true)
    #expect(throws: NewerTree.self) { try acme.export() }
    // The tree says whose it is in its parts too, but the database has published nothing of that tenant.
    try FileManager.default.removeItem(atPath: acme.tree + "/manifest.json")
    #expect(throws: ForeignTree.self) { try check() }
  }

  /// Of a tree that is as recorded, only the manifest is read.
  @Test func aTreeThatIsAsRecordedIsNotReadFurther() throws {
    try acme.compute()
    try acme.publish()
    try acme.database.load("UPDATE report_occurrence SET snapshot_at = snapshot_at + interval '1 day'")
    try check()
    try put("{}", at: "manifest/monthly-2026.json")
    try check()
  }

  @Test func whatIsComputedButNotCommittedAsPublishedIsKnown() throws {
    try acme.compute("2026-09")
    try acme.publish()
    try acme.compute("2026-10")
    try acme.publishWithoutCommit()
    try check()
    try acme.publish()
    #expect(try acme.problems().isEmpty)
  }

  @Test(arguments: [Int.max, -1])
  func aNumberThatNoPublicationHasIsIgnored(sequence: Int) throws {
    try acme.compute("2026-09")
    try acme.publish()
    let manifest = try String(contentsOfFile: acme.tree + "/manifest.json", encoding: .utf8)
    try put(
      manifest.replacing(/"sequence" : 1,/, with: "\"sequence\" : \(sequence),"), at: "manifest.json")
    try acme.compute("2026-10")
    try acme.publish()
    #expect(try acme.manifest().sequence == 2)
    #expect(try acme.problems().isEmpty)
  }

  /// Keys are in whole seconds. Rows that differ by less must not end the program.
  @Test func keysThatLookTheSameAreNoTrap() throws {
    try acme.compute("2026-10")
    try acme.publish()
    try acme.database.load(
      """
      INSERT INTO report_occurrence (
        tenant_id, schedule, period_start, period_end, revision, period_kind, period_label, start_date, end_date,
        timezone, state, recorded_at, snapshot_at)
      SELECT tenant_id, schedule, period_start, period_end + interval '1 microsecond', revision, period_kind,
        period_label, start_date, end_date, timezone, state, recorded_at, snapshot_at
      FROM report_occurrence;
      UPDATE report_tenant SET tree_files = NULL
      """)
    try check()
  }
}
