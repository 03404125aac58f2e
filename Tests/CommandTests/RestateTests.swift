import Foundation
import Testing
import TestingDatabase

struct RestateTests {
  private static let history = "tenant=acme/history/schedule=monthly/period=2026-10/r1/"
  private static let overview =
    "tenant=acme/csv/report=pipeline_overview/schedule=monthly/period=2026-10/"
    + "pipeline_overview_acme_monthly_2026-10.csv.gz"

  private func restate(_ installation: Installation) throws -> Shell.Result {
    try installation.run(
      "restate", "--reason", "amounts mended", "--from", "2026-10-01", "--to", "2026-11-01", "--at",
      Installation.at)
  }

  @Test func aPublishedPeriodGetsANewRevisionAndTheOldOneIsKept() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let before = try installation.publishedFiles()
    try installation.database.load("UPDATE deal SET amount = coalesce(amount, 0) + 1")
    let result = try restate(installation)
    #expect(result.status == 0, "\(result.errors)")
    let after = try installation.publishedFiles()
    #expect(after[Self.overview] != before[Self.overview])
    // The history is the file as it was, byte for byte.
    let name = "pipeline_overview_acme_monthly_2026-10.csv.gz"
    #expect(after[Self.history + name] == before[Self.overview])
    #expect(after.keys.filter { $0.hasPrefix(Self.history) }.count == 4)
    let manifest = try PublishedManifest(after["tenant=acme/manifest.json"])
    #expect(manifest.occurrences.map(\.revision) == [2])
    #expect(manifest.occurrences.map(\.supersedes) == [1])
    #expect(manifest.occurrences.map(\.restateReason) == ["amounts mended"])
    #expect(manifest.history.map(\.revision) == [1])
    // Everything that is listed is there, and SHA256SUMS has it all.
    let listed = (manifest.occurrences + manifest.history).flatMap(\.reports).flatMap(\.files).map(\.path)
    let files = after.keys.filter { $0.hasSuffix(".gz") }.map { String($0.dropFirst("tenant=acme/".count)) }
    #expect(listed.sorted() == files.sorted())
    let folder = installation.exports.path + "/tenant=acme"
    #expect(try Shell.status("sh", "-c", "cd \"$1\" && sha256sum --quiet -c SHA256SUMS", "sh", folder) == 0)
    // The facts of both stay.
    let runs = try installation.database.query(
      "SELECT revision, count(*) FROM report_run GROUP BY revision ORDER BY revision")
    #expect(runs.count == 2 && runs[0][1] == runs[1][1])
    #expect(try installation.tick("--verbose").output == "Nothing is due.\n")
  }

  @Test func aLostTreeIsWrittenAgainWithItsHistory() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try installation.database.load("UPDATE deal SET amount = coalesce(amount, 0) + 1")
    #expect(try restate(installation).status == 0)
    let before = try installation.publishedFiles()
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme")
    try installation.database.load("UPDATE report_occurrence SET state = 'COMPUTED'")
    #expect(try installation.tick().status == 0)
    #expect(try installation.publishedFiles() == before)
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED"])
  }

  @Test func aFormatThatIsNotWantedAnyMoreLeavesTheTree() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try Data((Installation.acme + "\n    exports: [csv]").utf8).write(
      to: URL(filePath: installation.schedules.path + "/acme.yaml"))
    #expect(try restate(installation).status == 0)
    let files = try installation.publishedFiles()
    #expect(files.keys.filter { $0.hasPrefix("tenant=acme/xml/") }.isEmpty)
    #expect(files.keys.filter { $0.hasPrefix(Self.history) && $0.hasSuffix(".xml.gz") }.count == 2)
  }

  @Test func whatCouldNotBeReportedIsMended() throws {
    let installation = try Installation()
    try installation.database.load("UPDATE deal SET amount = 'NaN' WHERE id = md5('deal 48')::uuid")
    #expect(try installation.tick().status == 3)
    try installation.database.load("UPDATE deal SET amount = 5 WHERE id = md5('deal 48')::uuid")
    #expect(try restate(installation).status == 0)
    #expect(try installation.count("report_run WHERE revision = 2 AND status = 'FAILED'") == 0)
  }

  @Test func onlyPublishedPeriodsAreRestated() throws {
    let installation = try Installation()
    let result = try restate(installation)
    #expect(result.status == 1 && result.errors.contains("no published period"))
    #expect(try installation.count("report_occurrence") == 0)
  }

  @Test func aRestatementThatFailsLeavesTheOldRevisionPublishedAndIsRetried() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let before = try installation.publishedFiles()
    try installation.database.load("ALTER TABLE sales_target RENAME COLUMN target_amount TO goal")
    #expect(try restate(installation).status == 1)
    #expect(try installation.publishedFiles() == before)
    try installation.database.load("ALTER TABLE sales_target RENAME COLUMN goal TO target_amount")
    #expect(try installation.tick().status == 0)
    let manifest = try PublishedManifest(installation.publishedFiles()["tenant=acme/manifest.json"])
    #expect(manifest.occurrences.map(\.revision) == [2])
  }
}
