import Exports
import Foundation
import Reports
import Testing
import TestingDatabase
import TestingRepository

/// Reads workbooks with openpyxl and LibreOffice, and compares every cell with the CSV files.
@Suite(.enabled(if: Python.isThere, "NO PYTHON: no reader is tested with workbooks"))
struct WorkbookTests {
  private static let formats = ["csv", "xlsx"]

  /// Random numbers of all lengths beside those of ``EdgeCaseFacts``, and days that spreadsheets do not have.
  private func changes(seed: Double) -> String {
    let numbers = ReportCatalog.product.reports.flatMap { report in
      report.columns.compactMap { column -> String? in
        guard let random = random(column) else { return nil }
        return "UPDATE \(report.factTable) SET \(column.name) = \(random) WHERE random() < 0.5;"
      }
    }
    return """
      SELECT setseed(\(seed));
      \(numbers.joined(separator: "\n"))
      UPDATE report_pipeline_coverage_fact SET period_start = '1899-12-31', period_end = '1900-02-28' WHERE principal_type = 'USER';
      UPDATE report_pipeline_coverage_fact SET period_end = '1900-03-01', as_of = '1900-03-01 00:00:01Z'
      WHERE principal_type = 'GROUP';
      UPDATE report_rep_performance_fact SET period_start = '1899-12-31 23:59:59Z', as_of = '1900-02-28 23:59:59Z'
      WHERE principal_type = 'USER';
      UPDATE report_rep_performance_fact SET period_end = '9999-12-31 23:59:59Z', as_of = '2026-10-31 13:37:11Z'
      WHERE principal_type = 'GROUP';
      """
  }

  private func random(_ column: Column) -> String? {
    let part = "(0.99 * (random() - 0.5)::numeric * 2 + random()::numeric / 1e13)"
    switch column.type {
    case .bigint: return "(\(part) * 10::numeric ^ floor(random() * 19)::int)::bigint"
    case .decimal(let precision, let scale):
      return "round(\(part) * 10::numeric ^ floor(random() * \(precision - scale + 1))::int, \(scale))"
    default: return nil
    }
  }

  @Test func everyCellIsThatOfTheCSVFiles() throws {
    var random = SeededGenerator()
    let seed = Double.random(in: -1...1, using: &random)
    let tenant = try PublishedTenant(hasRows: true, change: changes(seed: seed), formats: Self.formats)
    let workbooks = try tenant.workbooks()
    try #require(workbooks.count == 5)
    let sheets = LibreOffice.isThere ? try LibreOffice.sheets(of: workbooks) : nil
    if let sheets {
      #expect(sheets.result.status == 0, "\(sheets.result.output)\(sheets.result.errors)")
    }
    let compared = try Python.run("workbook.py", [tenant.tree] + (sheets.map { [$0.folder.path] } ?? []))
    #expect(compared.status == 0, "\(compared.output)\(compared.errors)")
  }

  @Test func aWorkbookWithoutRowsHasItsColumns() throws {
    let tenant = try PublishedTenant(hasRows: false, formats: Self.formats)
    let compared = try Python.run("workbook.py", [tenant.tree])
    #expect(compared.status == 0, "\(compared.output)\(compared.errors)")
    let contract = try Python.run("contract.py", [tenant.tree])
    #expect(contract.status == 0, "\(contract.output)\(contract.errors)")
  }

  @Test func theSameFactsGiveTheSameBytes() throws {
    let pair = try (0..<2).map { _ in try PublishedTenant(hasRows: true, formats: Self.formats) }
    func bytes(_ tenant: PublishedTenant) throws -> [Data] {
      try tenant.workbooks().map { try Data(contentsOf: URL(filePath: $0)) }
    }
    let (first, second) = (try bytes(pair[0]), try bytes(pair[1]))
    #expect(first.count == 5 && first == second)
  }
}
