import Foundation
import Runs
import Testing
import TestingDatabase

@testable import Exports

/// Files that are split because they have too many rows: in these tests, more than four.
struct PartTests {
  private let database: TestDatabase
  private let exports = TemporaryFolder()
  private let tenant = UUID(uuidString: "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11")!

  private func installation(rows: Int) throws {
    try database.load(CoverageFacts.script(tenant: tenant, rows: rows))
  }

  init() throws { database = try TestDatabase() }

  private func publish() throws -> [ManifestFile] {
    let publisher = Publisher(
      database.runtime, exports: exports.path, permissions: .group, rowsPerPart: 4)
    let published = try publisher.publish(
      tenant: tenant, on: database.runtime.connect(), waiting: true)
    return try #require(published).published.flatMap(\.occurrence.reports)
      .filter { $0.report == "pipeline_coverage" }.flatMap(\.files)
  }

  private func text(_ file: ManifestFile) throws -> String {
    try Shell.output("gzip", "-dc", exports.path + "/tenant=acme/" + file.path)
  }

  @Test(
    "A file is split into parts of four rows",
    arguments: [(0, [0]), (1, [1]), (4, [4]), (5, [4, 1]), (8, [4, 4]), (11, [4, 4, 3])])
  func parts(rows: Int, expected: [Int]) throws {
    try installation(rows: rows)
    let files = try publish()
    for format in ["csv", "xml"] {
      let parts = files.filter { $0.format == format }
      #expect(parts.map(\.rows) == expected)
      let stem =
        "\(format)/report=pipeline_coverage/schedule=monthly/period=2026-10/"
        + "pipeline_coverage_acme_monthly_2026-10"
      let names = ["", "-part-00002", "-part-00003"].prefix(expected.count)
      #expect(parts.map(\.path) == names.map { "\(stem)\($0).\(format).gz" })
    }
  }

  @Test func allPartsTogetherAreTheFactsInOrder() throws {
    try installation(rows: 11)
    let files = try publish()
    let facts = try database.query(
      "SELECT principal_id::text, open_amount::text FROM report_pipeline_coverage_fact ORDER BY principal_id")
    var read: [[String]] = []
    for file in files where file.format == "csv" {
      let lines = try text(file).split(separator: "\n")
      #expect(lines.first?.hasPrefix("run_id,tenant_id,period_start") == true)
      let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      read += rows.map { [String($0[5]), String($0[8])] }
      let sum = rows.reduce(Decimal(0)) { $0 + (Decimal(string: String($1[8])) ?? .nan) }
      #expect(Decimal(string: file.controlTotals["open_amount"] ?? "") == sum)
    }
    #expect(read == facts.map { $0.compactMap(\.self) })
    for file in files where file.format == "xml" {
      let document = try text(file)
      #expect(document.split(separator: "<row>").count - 1 == file.rows)
      #expect(document.hasSuffix("</pipeline_coverage>\n"))
    }
  }

  @Test func aMissingPartIsReported() throws {
    try installation(rows: 11)
    let files = try publish()
    let verifier = Verifier(tenant: tenant, slug: "acme", exports: exports.path, rowsPerPart: 4)
    #expect(try verifier.verify(database.runtime, database.runtime.connect()).problems.isEmpty)
    let part = try #require(files.first { $0.path.hasSuffix("-part-00002.csv.gz") }).path
    try FileManager.default.removeItem(atPath: exports.path + "/tenant=acme/" + part)
    let problem = Finding.Problem(path: part, message: "is missing", isRepairable: true)
    #expect(try verifier.verify(database.runtime, database.runtime.connect()).problems == [problem])
    #expect(try verifier.verifyTree().problems == [problem])
  }

  @Test func aShorterRevisionLeavesNoPartBehind() throws {
    try installation(rows: 11)
    _ = try publish()
    try database.load(CoverageFacts.script(tenant: tenant, rows: 3, revision: 2))
    let files = try publish()
    #expect(files.count == 2)
    let left = try exports.files().keys.filter { $0.contains("/pipeline_coverage_") }
    #expect(left.filter { $0.contains("/history/") && $0.contains("/r1/") }.count == 6)
    #expect(left.filter { !$0.contains("/history/") }.count == 2)
  }
}
