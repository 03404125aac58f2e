import Calendars
import Foundation
import Runs
import Testing
import TestingDatabase

@testable import Exports

/// A published period that cannot be written again as it was does not stop the publication of others.
struct BrokenPeriodTests {
  private let acme: PublishedFacts
  private static let history =
    "history/schedule=monthly/period=2026-09/r1/pipeline_coverage_acme_monthly_2026-09_r1.csv.gz"

  init() throws {
    acme = try PublishedFacts()
    try acme.compute("2026-09")
    try acme.publish()
  }

  /// As a killed publisher leaves it: every listed file is looked at.
  private func distrust() throws {
    try FileManager.default.createDirectory(
      atPath: acme.exports.path + "/.staging/acme/killed", withIntermediateDirectories: true)
  }

  private func marks() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: acme.exports.path + "/.staging/acme")
  }

  private func changeFacts(revision: Int, by amount: Int) throws {
    try acme.database.load(
      """
      UPDATE report_pipeline_coverage_fact f SET open_amount = open_amount + \(amount)
      FROM report_run r WHERE r.run_id = f.run_id AND r.schedule = 'monthly' AND r.revision = \(revision)
        AND r.period_start = '2026-09-01 00:00Z'
      """)
  }

  /// A file of the history is gone, and its facts have changed.
  private func breakHistory() throws {
    try acme.compute("2026-09", rows: 5, revision: 2)
    try acme.publish()
    try FileManager.default.removeItem(atPath: acme.tree + "/" + Self.history)
    try changeFacts(revision: 1, by: 1)
    try distrust()
  }

  @Test func aBrokenHistoryStopsNothingElse() throws {
    try breakHistory()
    // The current file of the same period can be written again.
    try FileManager.default.removeItem(atPath: acme.tree + "/csv")
    try acme.compute("2026-10")
    let outcome = try acme.publish()
    #expect(outcome.published.map(\.occurrence.period.label) == ["2026-10"])
    let failure = try #require(outcome.failures.first)
    #expect(outcome.failures.count == 1 && failure.kind == .unrepaired)
    #expect(failure.occurrence.key.revision == 1 && failure.report == "pipeline_coverage")
    #expect(failure.message.hasPrefix(Self.history) && !failure.message.contains("skip"))
    #expect(try acme.problems().allSatisfy { $0.hasPrefix("history/") })
    // The tree is not trusted, so the next publication looks again, and the one after it was mended does not.
    #expect(try marks().count == 1)
    try changeFacts(revision: 1, by: -1)
    try acme.compute("2026-11")
    #expect(try acme.publish().failures.isEmpty)
    #expect(try acme.problems().isEmpty && marks().isEmpty)
  }

  @Test func aNewRevisionDoesNotDependOnABrokenHistory() throws {
    try breakHistory()
    try acme.compute("2026-09", rows: 4, revision: 3)
    let outcome = try acme.publish()
    #expect(outcome.published.map(\.occurrence.key.revision) == [3] && outcome.failures.count == 1)
    #expect(try acme.problems().allSatisfy { $0.hasPrefix("history/") })
    #expect(try acme.events().last == "3 supersede monthly 2026-09 3 instead of 2")
  }

  @Test func exportMendsWhatItCan() throws {
    try breakHistory()
    let gone = acme.tree + "/SHA256SUMS"
    try FileManager.default.removeItem(atPath: gone)
    try FileManager.default.removeItem(atPath: acme.tree + "/xml")
    let failures = try acme.exportOutcome().failures
    #expect(failures.map(\.kind) == [.unrepaired] && failures.map(\.occurrence.key.revision) == [1])
    #expect(FileManager.default.fileExists(atPath: gone))
    #expect(try acme.problems().allSatisfy { $0.hasPrefix("history/") })
    #expect(try marks().count == 1)
  }

  /// What can be published is, and what describes the rest stays as it was.
  @Test(arguments: [
    "request = '{\"reports\": 7}'", "files = '{\"reports\": 7}'", "files = '[7]'", "files = NULL",
    "views = '7'",
    "as_of = NULL",
  ])
  func aRowThatCannotBeReadStopsOnlyItsPart(damage: String) throws {
    try acme.compute("2026-08")
    try acme.publish()
    let before = try acme.exports.files()
    try keepRows()
    try acme.database.load("UPDATE report_occurrence SET \(damage) WHERE period_label = '2026-09'")
    try distrust()
    try acme.compute("2026-10")
    try acme.compute("2027-01")
    let outcome = try acme.publish()
    #expect(outcome.published.map(\.occurrence.period.label) == ["2027-01"])
    #expect(outcome.failures.map(\.occurrence.period.label) == ["2026-09", "2026-10"])
    #expect(outcome.failures.map(\.kind) == [.unrepaired, .unpublished])
    #expect(
      outcome.failures.allSatisfy {
        $0.message.contains("row of monthly 2026-09, revision 1, cannot be read")
      })
    #expect(outcome.failures.last?.message.hasPrefix("manifest/monthly-2026.json cannot be written") == true)
    try expectThatOnlyTheRowIsNamed()
    // It is not known which files are its own, so none is moved away.
    #expect(try acme.exportOutcome().failures.count == 1)
    for (path, content) in before where path.hasSuffix(".gz") || path.hasSuffix("monthly-2026.json") {
      #expect(try acme.exports.files()[path] == content, "\(path)")
    }
    try expectThatOnlyTheRowIsNamed()
    // Its next revision cannot replace it.
    try acme.compute("2026-09", rows: 5, revision: 2)
    let next = try acme.publish()
    #expect(next.published.isEmpty && next.failures.map(\.kind) == [.unrepaired, .unpublished, .unpublished])
    try expectThatOnlyTheRowIsNamed()
    try restoreRows()
    let last = try acme.publish()
    #expect(last.failures.isEmpty && last.published.map(\.occurrence.period.label) == ["2026-09", "2026-10"])
    #expect(try acme.problems().isEmpty && marks().isEmpty)
  }

  /// Of a trusted tree, other parts are not looked at, but their files are in the same data package and `SHA256SUMS`.
  @Test(arguments: [false, true])
  func filesOfAPartThatCannotBeReadStayListed(isDamaged: Bool) throws {
    try keepRows()
    try acme.database.load("UPDATE report_occurrence SET files = '{\"a\": 1}'")
    if isDamaged { try Data("damaged".utf8).write(to: URL(filePath: acme.tree + "/SHA256SUMS")) }
    try acme.compute("2026-10")
    try acme.compute("2026-10", schedule: "other")
    let outcome = try acme.publish()
    #expect(outcome.published.map(\.occurrence.key.schedule) == ["other"])
    #expect(outcome.failures.map(\.kind) == [.unpublished])
    let package = try String(contentsOfFile: acme.tree + "/datapackage.json", encoding: .utf8)
    #expect(package.contains("schedule=monthly/period=2026-09") && package.contains("schedule=other"))
    try expectThatOnlyTheRowIsNamed()
    try restoreRows()
    #expect(try acme.publish().failures.isEmpty)
    #expect(try acme.problems().isEmpty)
  }

  /// Then nothing says what was published.
  @Test(arguments: [false, true])
  func aRowThatCannotBeReadWithoutItsPartEndsThePublication(isTrusted: Bool) throws {
    try acme.database.load("UPDATE report_occurrence SET files = '{\"a\": 1}'")
    try FileManager.default.removeItem(atPath: acme.tree + "/manifest/monthly-2026.json")
    try acme.compute("2026-10")
    try acme.compute("2026-10", schedule: "other")
    if !isTrusted { try distrust() }
    let before = try acme.exports.files().filter { !$0.key.contains(".staging") }
    let error = #expect(throws: UnwritablePart.self) { try acme.publish() }
    #expect(
      error?.description.contains("monthly 2026-09, revision 1") == true
        && error?.description.contains("Nor is the file in place") == true, "\(error?.description ?? "")")
    #expect(throws: UnwritablePart.self) { try acme.export() }
    #expect(try acme.exports.files().filter { !$0.key.contains(".staging") } == before)
  }

  private func keepRows() throws {
    try acme.database.load("CREATE TABLE backup AS SELECT * FROM report_occurrence")
  }

  private func restoreRows() throws {
    try acme.database.load(
      """
      UPDATE report_occurrence o
      SET request = b.request, files = b.files, views = b.views, as_of = b.as_of
      FROM backup b WHERE (o.schedule, o.period_end, o.revision) = (b.schedule, b.period_end, b.revision)
      """)
  }

  /// Every part can be read, and `SHA256SUMS` has every data file.
  private func expectThatOnlyTheRowIsNamed() throws {
    for part in try acme.manifest().parts {
      let data = try Data(contentsOf: URL(filePath: acme.tree + "/" + part.path))
      #expect(ManifestPart(data)?.entries.isEmpty == false, "\(part.path)")
    }
    let sums = try String(contentsOfFile: acme.tree + "/SHA256SUMS", encoding: .utf8).split(separator: "\n")
    let files = try acme.exports.files().keys.filter { $0.hasPrefix("tenant=acme/") && $0.hasSuffix(".gz") }
    #expect(sums.count == files.count)
    for path in files.map({ $0.dropFirst("tenant=acme/".count) }) {
      let sha256 = DigestSink.ofFile(acme.tree + "/" + path)?.sha256 ?? ""
      #expect(sums.contains("\(sha256)  \(path)"), "\(path)")
    }
    let problems = try acme.problems()
    #expect(
      !problems.isEmpty
        && problems.allSatisfy { $0.contains("row of monthly 2026-09, revision 1, cannot be read") },
      "\(problems)")
  }

  /// The error comes after thousands of good rows.
  @Test func anErrorInTheMiddleOfTheFactsFailsOnlyItsPeriod() throws {
    try acme.compute("2026-10", rows: 5_000)
    try acme.compute("2026-11")
    try acme.database.load(
      """
      CREATE POLICY damaged ON report_pipeline_coverage_fact AS RESTRICTIVE FOR SELECT USING (
        CASE WHEN open_amount > 450000 THEN convert_from('\\xff'::bytea, 'UTF8') <> '' ELSE true END);
      """)
    let outcome = try acme.publish()
    #expect(outcome.published.map(\.occurrence.period.label) == ["2026-11"])
    #expect(outcome.failures.map(\.kind) == [.unpublished])
    #expect(outcome.failures.first?.message.contains("22021") == true)
    #expect(try acme.problems().isEmpty)
  }
}
