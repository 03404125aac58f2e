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

  func render(_ source: ViewSource) throws -> [UInt8] {
    var text = "Version \(version), revision \(source.occurrence.key.revision)\n"
    for report in source.occurrence.reports {
      var rows = 0
      try source.forEachBatch(of: report.report) { _, batch in rows += batch.count }
      text += "\(report.report): \(rows)\n"
    }
    return Array(text.utf8)
  }
}

struct ViewTests {
  private let path = "txt/schedule=monthly/period=2026-10/acme_monthly_2026-10.txt"
  private let formats = #"["csv", "txt"]"#

  private func contents(_ acme: PublishedFacts) throws -> String {
    try String(contentsOfFile: acme.tree + "/" + path, encoding: .utf8)
  }

  @Test func aViewIsListedBesideTheReports() throws {
    let acme = try PublishedFacts(views: [Summary()])
    try acme.compute(formats: formats)
    try acme.publish()
    #expect(try contents(acme) == "Version 1, revision 1\npipeline_coverage: 3\nreport_run: 3\n")
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
    #expect(try contents(acme) == "Version 1, revision 2\npipeline_coverage: 5\nreport_run: 5\n")
    #expect(try acme.exports.files().keys.filter { $0.hasSuffix(".txt") }.count == 1)
    try acme.compute(rows: 5, revision: 3)
    try acme.publish()
    #expect(try acme.exports.files().keys.filter { $0.hasSuffix(".txt") }.isEmpty)
    #expect(try acme.problems().isEmpty)
  }

  @Test func exportRendersWithTheProgramsOwnVersion() throws {
    var acme = try PublishedFacts(views: [Summary()])
    try acme.compute("2026-10", formats: formats)
    try acme.publish()
    acme.views = [Summary(version: "2")]
    try acme.compute("2026-09", formats: formats)
    try acme.publish()
    // A publication leaves the views of other periods alone.
    #expect(try contents(acme).hasPrefix("Version 1,"))
    try acme.export()
    #expect(try contents(acme).hasPrefix("Version 2,"))
    #expect(try acme.problems().isEmpty)
  }
}
