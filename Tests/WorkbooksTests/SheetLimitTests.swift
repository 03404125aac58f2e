import Exports
import Foundation
import Reports
import Runs
import Testing
import TestingDatabase

@testable import Workbooks

/// Periods that are too large for a workbook.
struct SheetLimitTests {
  private let database: TestDatabase
  private let exports = TemporaryFolder()
  private let tenant = UUID(uuidString: "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11")!

  init() throws { database = try TestDatabase() }

  /// Publishes ten rows with a workbook.
  ///
  /// - Returns: the text of one of its sheets.
  private func sheet(_ number: Int, _ limits: SheetLimits) throws -> String {
    try database.load(CoverageFacts.script(tenant: tenant, rows: 10, formats: #"["csv", "xlsx"]"#))
    let outcome = try Publisher(
      database.runtime, exports: exports.path, permissions: .group, views: [WorkbookRenderer(limits)]
    ).publish(tenant: tenant, on: database.runtime.connect(), waiting: true)
    try #require(outcome?.published.count == 1)
    let path = exports.path + "/tenant=acme/xlsx/schedule=monthly/period=2026-10/acme_monthly_2026-10.xlsx"
    let program = "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())"
    return try Shell.output("python3", "-c", program, path, "xl/worksheets/sheet\(number).xml")
  }

  private func rows(_ sheet: String) -> Int { sheet.split(separator: "<row ").count - 1 }

  @Test func whatFitsIsThere() throws {
    let sheet = try sheet(2, SheetLimits())
    #expect(rows(sheet) == 11 && sheet.contains(/<autoFilter ref="A1:[A-Z]11"\/>/))
  }

  @Test func rowsThatDoNotFitAreLeftOut() throws {
    let sheet = try sheet(2, SheetLimits(rows: 4))
    #expect(rows(sheet) == 4 && sheet.contains(/<autoFilter ref="A1:[A-Z]4"\/>/))
  }

  @Test func theFirstSheetSaysSoAndNamesTheFile() throws {
    let about = try sheet(1, SheetLimits(rows: 4))
    #expect(
      about.contains(
        "Only the first 3 rows fit into the sheet. All are in csv/report=pipeline_coverage/schedule=monthly/period=2026-10/"
          + "pipeline_coverage_acme_monthly_2026-10.csv.gz."))
  }

  @Test func bytesAreLimitedTogether() throws {
    // The heading and some rows of the first report, and only the heading of the runs.
    let about = try sheet(1, SheetLimits(bytes: 4_000))
    let said = about.matches(of: /Only the first (\d+) rows fit/).compactMap { Int($0.1) }
    #expect(said.count == 2 && (1..<10).contains(said[0]) && said[1] == 0, "\(said)")
  }
}
