import Foundation
import PostgreSQL
import Runs
import Testing
import TestingDatabase

struct RestateTests {
  private static let history = "tenant=acme/history/schedule=monthly/period=2026-10/r1/"
  private static let overview =
    "tenant=acme/csv/report=pipeline_overview/schedule=monthly/period=2026-10/"
    + "pipeline_overview_acme_monthly_2026-10.csv.gz"

  private func restate(_ installation: Installation) throws -> Shell.Result {
    try installation.run(
      "restate", "--reason", "amounts corrected", "--from", "2026-10-01", "--to", "2026-11-01")
  }

  @Test func restatementAddsARevisionAndKeepsTheOldOne() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let before = try installation.publishedFiles()
    try installation.database.load("UPDATE deal SET amount = coalesce(amount, 0) + 1")
    let result = try restate(installation)
    #expect(result.status == 0, "\(result.errors)")
    let after = try installation.publishedFiles()
    #expect(after[Self.overview] != before[Self.overview])
    // The file in the history is the old one, byte for byte.
    let name = "pipeline_overview_acme_monthly_2026-10_r1.csv.gz"
    #expect(after[Self.history + name] == before[Self.overview])
    #expect(after.keys.filter { $0.hasPrefix(Self.history) }.count == 6)
    let manifest = try PublishedManifest(after)
    #expect(manifest.occurrences.map(\.revision) == [2])
    #expect(manifest.occurrences.map(\.supersedes) == [1])
    #expect(manifest.occurrences.map(\.restateReason) == ["amounts corrected"])
    #expect(manifest.history.map(\.revision) == [1])
    // All listed files exist, and SHA256SUMS contains all of them.
    let listed = (manifest.occurrences + manifest.history).flatMap(\.reports).flatMap(\.files).map(\.path)
    let files = after.keys.filter { $0.hasSuffix(".gz") }.map { String($0.dropFirst("tenant=acme/".count)) }
    #expect(listed.sorted() == files.sorted())
    let folder = installation.exports.path + "/tenant=acme"
    #expect(try Shell.status("sh", "-c", "cd \"$1\" && sha256sum --quiet -c SHA256SUMS", "sh", folder) == 0)
    // The facts of both revisions stay.
    let runs = try installation.database.query(
      "SELECT revision, count(*) FROM report_run GROUP BY revision ORDER BY revision")
    #expect(runs.count == 2 && runs[0][1] == runs[1][1])
    #expect(try installation.tick("--verbose").output == "Nothing is due.\n")
  }

  @Test func lostTreeIsPublishedAgainWithItsHistory() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try installation.database.load("UPDATE deal SET amount = coalesce(amount, 0) + 1")
    #expect(try restate(installation).status == 0)
    let before = try installation.dataFiles()
    try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=acme")
    try installation.database.load("UPDATE report_occurrence SET state = 'COMPUTED'")
    #expect(try installation.tick().status == 0)
    #expect(try installation.dataFiles() == before)
    #expect(try installation.run("verify").status == 0)
    #expect(try installation.states() == ["PUBLISHED", "PUBLISHED"])
  }

  @Test func removedFormatLeavesTheTree() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try Data((Installation.acme + "\n    exports: [csv]").utf8).write(
      to: URL(filePath: installation.schedules.path + "/acme.yaml"))
    #expect(try restate(installation).status == 0)
    let files = try installation.publishedFiles()
    #expect(files.keys.filter { $0.hasPrefix("tenant=acme/xml/") }.isEmpty)
    #expect(files.keys.filter { $0.hasPrefix(Self.history) && $0.hasSuffix(".xml.gz") }.count == 3)
  }

  @Test func restatementOfCorrectedDataSucceeds() throws {
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

  @Test func failedRestatementKeepsTheOldRevisionAndIsRetried() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let before = try installation.publishedFiles()
    try installation.breakCoverage()
    #expect(try restate(installation).status == 1)
    #expect(try installation.publishedFiles() == before)
    try installation.mendCoverage()
    #expect(try installation.tick("--retry").status == 0)
    let manifest = try PublishedManifest(installation.publishedFiles())
    #expect(manifest.occurrences.map(\.revision) == [2])
  }

  @Test func onlyOneOfManyConcurrentRestatementsSucceeds() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    let blocker = try installation.database.owner.connect()
    try blocker.executeScript("SET search_path = \(installation.database.schema)")
    try blocker.executeScript("BEGIN; SELECT * FROM report_occurrence FOR UPDATE")
    let running = try (0..<6).map { number in
      try installation.start(
        [
          "restate", "--reason", "reason \(number)", "--from", "2026-10-01", "--to", "2026-11-01",
          "--verbose",
        ])
    }
    // All of them have read the ledger, in which only the first revision exists.
    let observer = try installation.database.owner.connect()
    try waitUntil { try blocker.waiters(observer) == 6 }
    try blocker.executeScript("ROLLBACK")
    let results = running.map { $0.wait() }
    #expect(results.filter { $0.status == 0 }.count == 1 && results.filter { $0.status == 75 }.count == 5)
    // The ledger has the reason of the one that succeeded.
    let reason = try installation.database.query(
      "SELECT restate_reason FROM report_occurrence WHERE revision = 2")
    let winner = try #require(results.firstIndex { $0.status == 0 })
    #expect(reason == [["reason \(winner)"]])
  }

  @Test func restatementOfAllTimeOmitsReportsThatNeedAStart() throws {
    let allTime = Installation.acme.replacing("period: monthly", with: "period: all_time")
      .replacing("\n      - type: pipeline_coverage", with: "")
    let installation = try Installation(files: ["acme.yaml": allTime])
    #expect(try installation.tick().status == 0)
    // The edited schedule adds the coverage report, which does not support all time.
    try installation.replaceSchedule(Installation.acme)
    let result = try installation.run(
      "restate", "--reason", "again", "--from", "2026-11-01", "--to", "2026-12-01")
    #expect(result.status == 0, "\(result.errors)")
    try installation.replaceSchedule(
      Installation.acme.replacing("      - type: pipeline_overview\n", with: ""))
    let refused = try installation.run(
      "restate", "--reason", "again", "--from", "2026-11-01", "--to", "2026-12-01")
    #expect(refused.status == 1 && refused.errors.contains("a period without a start"))
    #expect(try installation.count("report_occurrence") == 2)
  }

  @Test func reasonMustBeOneLineOfPlainText() throws {
    let installation = try Installation()
    for reason in ["two\nlines", "\u{1b}[31mred", " "] {
      let result = try installation.run(
        "restate", "--reason", reason, "--from", "2026-10-01", "--to", "2026-11-01")
      #expect(result.status == 64)
    }
  }

  @Test func restateReportsAnOpenRevision() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try installation.breakCoverage()
    #expect(try restate(installation).status == 1)
    let again = try restate(installation)
    #expect(again.status == 1)
    #expect(
      again.errors.contains(
        "acme monthly 2026-10: revision 2 is FAILED; `run --retry` tries it again at once"))
  }
}
