import Calendars
import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

@testable import Exports

/// A made-up rendering for people: the number of rows of each report.
private struct Summary: ViewRenderer {
  let format = "txt"
  var version = "1"

  func render(_ source: ViewSource, to write: @escaping (RawSpan) throws -> Void) throws {
    try self.write(
      "\(source.tenant), version \(version), revision \(source.occurrence.key.revision)\n", write)
    for report in source.occurrence.reports {
      var rows = 0
      try source.forEachBatch(of: report.report) { _, batch in rows += batch.count }
      try self.write(
        "\(report.report), version \(try source.report(report.report).version): \(rows)\n", write)
    }
  }

  private func write(_ line: String, _ write: (RawSpan) throws -> Void) throws {
    try unsafe write(Array(line.utf8).span.bytes)
  }
}

struct ViewTests {
  private let path = "txt/schedule=monthly/period=2026-10/acme_monthly_2026-10.txt"
  private let formats = #"["csv", "txt"]"#

  private func contents(_ acme: PublishedFacts) throws -> String {
    try String(contentsOfFile: acme.tree + "/" + path, encoding: .utf8)
  }

  private func text(version: Int, revision: Int, rows: Int) -> String {
    """
    acme, version \(version), revision \(revision)
    pipeline_coverage, version 1: \(rows)
    report_run, version 2: \(rows)

    """
  }

  @Test func aViewIsListedBesideTheReports() throws {
    let acme = try PublishedFacts(views: [Summary()])
    try acme.compute(formats: formats)
    try acme.publish()
    #expect(try contents(acme) == text(version: 1, revision: 1, rows: 3))
    #expect(try acme.problems().isEmpty)
    func lists(_ file: String) throws -> Bool {
      try String(contentsOfFile: acme.tree + "/" + file, encoding: .utf8).contains(path)
    }
    #expect(try lists("manifest/monthly-2026.json") && lists("SHA256SUMS") && !lists("datapackage.json"))
    try Data("damaged".utf8).write(to: URL(filePath: acme.tree + "/" + path))
    #expect(try acme.problems().contains { $0.hasPrefix(path) })
    try acme.export()
    #expect(try acme.problems().isEmpty)
  }

  @Test func onlyTheCurrentRevisionHasViews() throws {
    let acme = try PublishedFacts(views: [Summary()])
    try acme.compute(formats: formats)
    try acme.publish()
    try acme.compute(rows: 5, revision: 2, formats: formats)
    try acme.publish()
    #expect(try contents(acme) == text(version: 1, revision: 2, rows: 5))
    #expect(try acme.exports.files().keys.filter { $0.hasSuffix(".txt") }.count == 1)
    try acme.compute(rows: 5, revision: 3)
    try acme.publish()
    #expect(try acme.exports.files().keys.filter { $0.hasSuffix(".txt") }.isEmpty)
    #expect(try acme.problems().isEmpty)
  }

  /// A program that cannot render a format says so. What it cannot render stays as it is.
  @Test func aViewWithoutARendererIsNotLeftOutSilently() throws {
    var acme = try PublishedFacts(views: [Summary()])
    try acme.compute("2026-09", formats: formats)
    try acme.publish()
    acme.views = []
    try acme.compute("2026-10", formats: formats)
    let outcome = try acme.publish()
    #expect(outcome.published.isEmpty)
    #expect(outcome.failures.map(\.message).allSatisfy { $0.contains("`txt` is not known to this program") })
    #expect(outcome.failures.map(\.occurrence.period.label) == ["2026-10"])
    try Data("damaged".utf8).write(
      to: URL(filePath: acme.tree + "/" + path.replacing("2026-10", with: "2026-09")))
    #expect(try acme.exportOutcome().failures.map(\.occurrence.period.label) == ["2026-09"])
    #expect(try acme.problems().contains { $0.contains("2026-09.txt") })
    acme.views = [Summary()]
    try acme.publish()
    #expect(try acme.export().isEmpty)
    #expect(try acme.problems().isEmpty)
  }

  /// A file that lacks rows would look like a report without them.
  @Test func aViewIsNotMadeOfFactsThatAreGone() throws {
    let acme = try PublishedFacts(views: [Summary()])
    try acme.compute(formats: formats)
    try acme.publish()
    try acme.database.load(
      "DELETE FROM report_pipeline_coverage_fact WHERE run_id IN (SELECT min(run_id::text)::uuid FROM report_run)"
    )
    try Data("damaged".utf8).write(to: URL(filePath: acme.tree + "/" + path))
    let failure = try #require(try acme.exportOutcome().failures.first)
    #expect(failure.message.contains("the number of rows found (2) is not the number stored (3)"))
    #expect(try contents(acme) == "damaged")
  }

  @Test func exportRendersWithTheProgramsOwnVersion() throws {
    var acme = try PublishedFacts(views: [Summary()])
    try acme.compute("2026-10", formats: formats)
    try acme.publish()
    acme.views = [Summary(version: "2")]
    try acme.compute("2026-09", formats: formats)
    try acme.publish()
    // A publication leaves the views of other periods alone.
    #expect(try contents(acme).hasPrefix("acme, version 1,"))
    try acme.export()
    #expect(try contents(acme).hasPrefix("acme, version 2,"))
    #expect(try acme.problems().isEmpty)
  }
}
