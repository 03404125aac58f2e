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
    #expect(outcome.published.map(\.occurrence.window.label) == ["2026-10"])
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

  @Test(arguments: [
    "request = '{\"reports\": 7}'", "files = '{\"reports\": 7}'", "files = '[7]'", "views = '7'",
  ])
  func aRowThatCannotBeReadStopsNothingElse(damage: String) throws {
    try acme.compute("2026-08")
    try acme.publish()
    let before = try acme.exports.files()
    try acme.database.load("UPDATE report_occurrence SET \(damage) WHERE period_label = '2026-09'")
    try distrust()
    try acme.compute("2026-10")
    let outcome = try acme.publish()
    #expect(outcome.published.map(\.occurrence.window.label) == ["2026-10"])
    #expect(outcome.failures.map(\.kind) == [.unrepaired])
    #expect(outcome.failures.first?.message.contains("cannot be read") == true)
    // It is not known which files are its own, so none is moved away.
    let export = try acme.exportOutcome()
    #expect(export.failures.count == 1)
    for (path, content) in before where path.hasSuffix(".gz") {
      #expect(try acme.exports.files()[path] == content, "\(path)")
    }
    #expect(try acme.problems().contains { $0.contains("2026-09, revision 1, cannot be read") })
    // Its next revision cannot replace it.
    try acme.compute("2026-09", rows: 5, revision: 2)
    try acme.compute("2026-11")
    let next = try acme.publish()
    #expect(next.published.map(\.occurrence.window.label) == ["2026-11"])
    #expect(next.failures.map(\.kind).contains(.unpublished))
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
    #expect(outcome.published.map(\.occurrence.window.label) == ["2026-11"])
    #expect(outcome.failures.map(\.kind) == [.unpublished])
    #expect(outcome.failures.first?.message.contains("22021") == true)
    #expect(try acme.problems().isEmpty)
  }
}
