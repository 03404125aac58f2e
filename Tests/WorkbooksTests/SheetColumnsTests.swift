import Reports
import Testing

@testable import Workbooks

/// The columns of all reports, and the names of their sheets.
struct SheetColumnsTests {
  static let reports = ReportCatalog.product.published.map(\.type)

  private func columns(_ type: String) throws -> [Column] {
    let report = try #require(ReportCatalog.product.published.last { $0.type == type })
    let sheet = SheetColumns(report)
    #expect(sheet.positions.sorted() == Array(report.fileColumns.indices))
    #expect(sheet.positions.map { report.fileColumns[$0] } == sheet.columns)
    return sheet.columns
  }

  @Test("Names come before ids", arguments: reports)
  func order(type: String) throws {
    let columns = try columns(type)
    let firstID = try #require(columns.firstIndex { $0.type == .uuid })
    #expect(columns[firstID...].allSatisfy { $0.type == .uuid })
    #expect(columns.suffix(2).map(\.name) == ["run_id", "tenant_id"])
    let names = columns.prefix { $0.role == .dimension || $0.nameOf != nil }
    #expect(columns.filter { $0.nameOf != nil }.allSatisfy(names.contains))
  }

  @Test func namesStandWhereTheIDsWould() throws {
    #expect(
      try columns("pipeline_overview").map(\.name) == [
        "pipeline_name", "status", "deal_count", "total_amount", "period_start", "period_end", "as_of",
        "pipeline_id",
        "run_id", "tenant_id",
      ])
    #expect(
      try columns("pipeline_coverage").prefix(4).map(\.name) == [
        "principal_type", "principal_name", "pipeline_name", "target_amount",
      ])
  }

  /// Spreadsheets refuse other names, and take no two that differ only in case.
  @Test func everyReportCanBeTheNameOfASheet() {
    let names = [AboutSheet.name, ColumnSheet.name] + Set(Self.reports)
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    for name in names {
      #expect(name.count <= 31, "\(name): a sheet's name has at most 31 characters")
      #expect(name.wholeMatch(of: /[A-Za-z][A-Za-z_]*/) != nil && name.lowercased() != "history", "\(name)")
    }
  }
}
