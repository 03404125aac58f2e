import Calendars
import Foundation
import PostgreSQL
import Runs
import Testing
import TestingDatabase

@testable import Exports

/// What a publication writes, and what it leaves alone.
struct PublicationTests {
  private let acme: PublishedFacts

  init() throws { acme = try PublishedFacts() }

  @Test func onlyWhatChangesIsWritten() throws {
    for month in ["2025-11", "2025-12", "2026-09"] { try acme.compute(month) }
    try acme.compute("2026-09", schedule: "other")
    try acme.publish()
    let before = try acme.inodes()
    try acme.compute("2026-10")
    try acme.publish()
    let after = try acme.inodes()
    let written = after.filter { before[$0.key] != $0.value }.keys.map { $0.dropFirst("tenant=acme/".count) }
    let october = written.filter { $0.contains("2026-10") }
    #expect(october.count == 4)
    #expect(
      Set(written).subtracting(october) == [
        "manifest/monthly-2026.json", "changes/\(try year())-0001.ndjson", "SHA256SUMS", "datapackage.json",
        "manifest.json",
      ])
    let manifest = try acme.manifest()
    #expect(
      manifest.parts.map { "\($0.path) \($0.sequence)" } == [
        "manifest/monthly-2025.json 1", "manifest/monthly-2026.json 2", "manifest/other-2026.json 1",
      ])
    #expect(try acme.problems().isEmpty)
  }

  private func year() throws -> String { String(try #require(acme.manifest().publishedAt).prefix(4)) }

  @Test func earlierYearsKeepTheirPackages() throws {
    try acme.compute("2025-12")
    try acme.publish()
    try acme.compute("2026-01")
    try acme.publish()
    let packages = try acme.exports.files().keys.filter { $0.contains("datapackage") }.sorted()
    #expect(packages == ["tenant=acme/datapackage-2025.json", "tenant=acme/datapackage.json"])
    let newest = try String(contentsOfFile: acme.tree + "/datapackage.json", encoding: .utf8)
    #expect(newest.contains("period=2026-01") && !newest.contains("period=2025-12"))
    #expect(try acme.problems().isEmpty)
  }

  @Test func eachPublicationHasAHigherNumberAndAnEventPerPeriod() throws {
    try acme.compute("2026-09")
    try acme.compute("2026-10")
    try acme.publish()
    try acme.compute("2026-10", rows: 5, revision: 2)
    try acme.publish()
    try acme.compute("2026-10", rows: 4, revision: 3)
    try acme.publish()
    #expect(
      try acme.events() == [
        "1 publish monthly 2026-09 1", "1 publish monthly 2026-10 1",
        "2 supersede monthly 2026-10 2 instead of 1", "3 supersede monthly 2026-10 3 instead of 2",
      ])
    #expect(try acme.manifest().sequence == 3)
    #expect(try acme.problems().isEmpty)
    // Nothing new: nothing is raised.
    try acme.publish()
    try acme.export()
    #expect(try acme.manifest().sequence == 3)
  }

  @Test func ofSeveralComputedRevisionsOnlyTheHighestIsAnnounced() throws {
    try acme.compute()
    try acme.publish()
    try acme.compute(rows: 5, revision: 2)
    try acme.compute(rows: 4, revision: 3)
    try acme.publish()
    #expect(try acme.events().dropFirst() == ["2 supersede monthly 2026-10 3 instead of 1"])
    #expect(try acme.problems().isEmpty)
  }

  @Test func anUncommittedPublicationIsRepeatedWithAHigherNumber() throws {
    try acme.compute("2026-09")
    try acme.publish()
    try acme.compute("2026-10")
    try acme.publishWithoutCommit()
    #expect(try acme.events().last == "2 publish monthly 2026-10 1")
    try acme.publish()
    #expect(try acme.manifest().sequence == 3)
    // A reader that has read number 2 reads on from there.
    #expect(try acme.events() == ["1 publish monthly 2026-09 1", "3 publish monthly 2026-10 1"])
    #expect(try acme.problems().isEmpty)
  }

  /// Readers have the period, so `export` must not take it from them.
  @Test func exportCompletesAnUncommittedPublication() throws {
    try acme.compute("2026-09")
    try acme.publish()
    try acme.compute("2026-10")
    try acme.publishWithoutCommit()
    // This one was never shown: it stays computed.
    try acme.compute("2026-08")
    try acme.export()
    #expect(try acme.events() == ["1 publish monthly 2026-09 1", "3 publish monthly 2026-10 1"])
    #expect(try acme.problems().isEmpty)
  }

  @Test func whatAnUncommittedPublicationShowedIsWithdrawn() throws {
    try acme.compute("2026-09")
    try acme.publish()
    try acme.compute("2026-10")
    try acme.compute("2026-09", rows: 5, revision: 2)
    try acme.publishWithoutCommit()
    // Neither can be published again; another period can.
    try acme.database.load(
      "UPDATE report_occurrence SET request = '{\"reports\": 7}' WHERE state = 'COMPUTED'")
    try acme.compute("2026-08")
    let outcome = try acme.publish()
    #expect(outcome.published.map(\.occurrence.period.label) == ["2026-08"] && outcome.failures.count == 2)
    #expect(
      try acme.events() == [
        "1 publish monthly 2026-09 1", "3 publish monthly 2026-08 1", "3 publish monthly 2026-09 1",
        "3 withdraw monthly 2026-10 1",
      ])
    #expect(try acme.problems().isEmpty)
  }

  @Test func aPublicationThatStopsInTheMiddleIsCompleted() throws {
    try acme.compute("2026-09")
    try acme.publish()
    try acme.compute("2026-10")
    // The checksums cannot be put in place, when data files and parts already are.
    let checksums = acme.tree + "/SHA256SUMS"
    let bytes = try Data(contentsOf: URL(filePath: checksums))
    try FileManager.default.removeItem(atPath: checksums)
    try FileManager.default.createDirectory(atPath: checksums + "/inside", withIntermediateDirectories: true)
    #expect(throws: FileSystemError.self) { try acme.publish() }
    #expect(try acme.manifest().sequence == 1)
    try FileManager.default.removeItem(atPath: checksums)
    try bytes.write(to: URL(filePath: checksums))
    // Meanwhile the period can no longer be published: the parts in place have to be mended.
    try acme.database.load(
      "UPDATE report_occurrence SET request = '{\"reports\": 7}' WHERE state = 'COMPUTED'")
    try acme.compute("2026-08")
    #expect(try acme.publish().failures.count == 1)
    #expect(try acme.problems().allSatisfy { $0.contains("period=2026-10") })
    try acme.export()
    #expect(try acme.problems().isEmpty)
  }

  @Test func anInterruptionIsRememberedAcrossAFailedPublication() throws {
    try acme.compute("2026-09")
    try acme.publish()
    // The data file was replaced, and its publisher was killed before the manifest.
    let path =
      "csv/report=pipeline_coverage/schedule=monthly/period=2026-09/pipeline_coverage_acme_monthly_2026-09.csv.gz"
    try Data("newer".utf8).write(to: URL(filePath: acme.tree + "/" + path))
    try FileManager.default.createDirectory(
      atPath: acme.exports.path + "/.staging/acme/killed", withIntermediateDirectories: true)
    // The next publisher fails before it changes anything.
    try acme.compute("2026-10")
    try acme.database.load("ALTER TABLE report_change RENAME TO elsewhere")
    #expect(throws: PostgresError.self) { try acme.publish() }
    try acme.database.load("ALTER TABLE elsewhere RENAME TO report_change")
    try acme.publish()
    #expect(try acme.problems().isEmpty)
    let staging = try FileManager.default.contentsOfDirectory(atPath: acme.exports.path + "/.staging/acme")
    #expect(staging.isEmpty)
  }

  /// Parts, feed files and packages of an interrupted publisher are removed; what is not ours stays until `export`
  /// moves it away.
  @Test func onlyOwnLeftoversAreRemoved() throws {
    try acme.compute("2026-09")
    try acme.publish()
    for path in [
      "manifest/monthly-2031.json", "changes/2031-0001.ndjson", "manifest/notes.txt", "changes/mine",
    ] {
      try Data("{}".utf8).write(to: URL(filePath: acme.tree + "/" + path))
    }
    try FileManager.default.createDirectory(
      atPath: acme.exports.path + "/.staging/acme/killed", withIntermediateDirectories: true)
    try acme.compute("2026-10")
    try acme.publish()
    let left = try acme.problems().map { $0.prefix { $0 != ":" } }
    #expect(Set(left) == ["manifest/notes.txt", "changes/mine"])
    #expect(try Set(acme.export()) == ["manifest/notes.txt", "changes/mine"])
    #expect(try acme.problems().isEmpty)
  }

  @Test(arguments: [
    ("csv/report=a/schedule=b/period=2026-10/a_b_2026-10.csv.gz", true),
    ("history/schedule=b/period=2026-10/r1/a_b_2026-10_r1.csv.gz", true),
    ("html/schedule=b/period=2026-10/acme_b_2026-10.html", true), ("../tenant=other/csv/a.csv.gz", false),
    ("csv/../../tenant=other/manifest.json", false), ("/etc/passwd", false), ("manifest/a/b.json", false),
    ("manifest.json", false), ("csv//a.csv.gz", false), (".staging/acme/x", false),
    ("csv/report=a/.x", false),
  ])
  func onlyPathsOfDataFilesAreRemoved(path: String, isDataPath: Bool) {
    #expect(TreeLayout.isDataPath(path) == isDataPath)
  }

  @Test func aTreeThatAnotherDatabasePublishedIsRefused() throws {
    try acme.compute("2026-09")
    try acme.publish()
    try acme.compute("2026-10")
    try acme.publish()
    // An older backup of the database.
    try acme.database.load(
      """
      DELETE FROM report_change WHERE sequence = 2;
      DELETE FROM report_occurrence WHERE period_label = '2026-10';
      UPDATE report_tenant SET publish_seq = 1, tree_files = NULL
      """)
    let before = try acme.exports.files()
    try acme.compute("2026-08")
    let error = #expect(throws: NewerTree.self) { try acme.publish() }
    #expect(error?.description.contains("monthly 2026-10 revision 1") == true)
    #expect(throws: NewerTree.self) { try acme.export() }
    #expect(try acme.exports.files() == before)
  }

  /// As with another zlib: the same facts, and other bytes.
  @Test func filesThatAreWrittenWithOtherBytesAreAnnounced() throws {
    try acme.compute(rows: 200)
    try acme.publish()
    try acme.database.load(
      """
      UPDATE report_occurrence SET files = replace(files::text, '"level": 6', '"level": 1')::jsonb
      """)
    for path in try acme.exports.files().keys where path.hasSuffix(".csv.gz") {
      try FileManager.default.removeItem(atPath: acme.exports.path + "/" + path)
    }
    try acme.export()
    #expect(try acme.events() == ["1 publish monthly 2026-10 1", "2 publish monthly 2026-10 1"])
    #expect(try acme.problems().isEmpty)
  }

  @Test func aYearWithoutCurrentCSVFilesHasNoPackage() throws {
    try acme.compute("2025-12")
    try acme.compute("2026-01")
    try acme.publish()
    try acme.compute("2026-01", revision: 2, formats: #"["xml"]"#)
    try acme.publish()
    let packages = try acme.exports.files().keys.filter { $0.contains("datapackage") }
    #expect(packages == ["tenant=acme/datapackage.json"])
    #expect(try acme.problems().isEmpty)
  }

  @Test func theFeedDoesNotGoBackToAnEarlierYear() throws {
    try acme.compute("2026-09")
    try acme.publish()
    try acme.database.load(
      "UPDATE report_change SET feed = 'changes/9998-0001.ndjson'; UPDATE report_tenant SET tree_files = NULL"
    )
    try acme.compute("2026-10")
    try acme.publish()
    #expect(try acme.manifest().changes.map(\.path) == ["changes/9998-0001.ndjson"])
    #expect(try acme.events().count == 2)
    #expect(try acme.problems().isEmpty)
  }

  @Test(arguments: ["changes/", "manifest/monthly-2026.json", "SHA256SUMS", "datapackage.json"])
  func aLostDescriptionIsWrittenAgainByteForByte(path: String) throws {
    try acme.compute()
    try acme.publish()
    try acme.compute(rows: 5, revision: 2)
    try acme.publish()
    let before = try acme.exports.files()
    try FileManager.default.removeItem(atPath: acme.tree + "/" + path)
    try acme.export()
    #expect(try acme.exports.files() == before)
  }

  @Test func damagedChecksumsAreNotCopied() throws {
    for month in ["2025-11", "2026-09"] { try acme.compute(month) }
    try acme.publish()
    let path = acme.tree + "/SHA256SUMS"
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[0] ^= 1
    try bytes.write(to: URL(filePath: path))
    try acme.compute("2026-10")
    try acme.publish()
    #expect(try acme.problems().isEmpty)
  }

  @Test func theFeedContinuesInANewFile() throws {
    try acme.compute("2026-09")
    try acme.publish()
    let first = try #require(try acme.manifest().changes.first)
    // As if many periods had been published before.
    try acme.database.load(
      """
      INSERT INTO report_change (tenant_id, sequence, schedule, period_start, period_end, revision, feed, event)
      SELECT tenant_id, sequence, schedule, period_start, period_end, i, feed, event
      FROM report_change, generate_series(2, 1000) AS i;
      UPDATE report_tenant SET tree_files = NULL
      """)
    try acme.compute("2026-10")
    try acme.publish()
    let files = try acme.manifest().changes
    #expect(files.map(\.path) == [first.path, first.path.replacing("-0001", with: "-0002")])
    #expect(files.map(\.firstSequence) == [1, 2] && files.map(\.lastSequence) == [1, 2])
    #expect(try acme.events().count == 1001)
    #expect(try acme.problems().isEmpty)
  }

  @Test func newFilesCanBeVerifiedAlone() throws {
    try acme.compute("2026-09")
    try acme.publish()
    try acme.compute("2026-10")
    try acme.publish()
    func damage(_ month: String) throws {
      let path =
        "csv/report=pipeline_coverage/schedule=monthly/period=\(month)/pipeline_coverage_acme_monthly_\(month).csv.gz"
      try Data("damaged".utf8).write(to: URL(filePath: acme.tree + "/" + path))
    }
    try damage("2026-09")
    #expect(try acme.problems(since: 1).isEmpty)
    #expect(try !acme.problems().isEmpty)
    try damage("2026-10")
    #expect(try acme.problems(since: 1).allSatisfy { $0.contains("period=2026-10") })
    #expect(try !acme.problems(since: 1).isEmpty)
    #expect(try acme.problems(since: 2).isEmpty)
  }

  @Test func filesAreWrittenAgainAsTheyWereCompressed() throws {
    try acme.compute()
    try acme.publish()
    let path =
      "csv/report=pipeline_coverage/schedule=monthly/period=2026-10/pipeline_coverage_acme_monthly_2026-10.csv.gz"
    let before = try Data(contentsOf: URL(filePath: acme.tree + "/" + path))
    #expect(try Shell.status("gzip", "-d", acme.tree + "/" + path) == 0)
    try acme.export()
    #expect(try Data(contentsOf: URL(filePath: acme.tree + "/" + path)) == before)
    let part = try String(contentsOfFile: acme.tree + "/manifest/monthly-2026.json", encoding: .utf8)
    #expect(part.contains("\"gzip\": {\"level\": 6}"))
  }
}
