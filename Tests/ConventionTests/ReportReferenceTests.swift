import Reports
import Testing
import TestingRepository

/// The documentation of each report is generated from its definition.
struct ReportReferenceTests {
  private let reports = ReportCatalog.product.reports

  @Test func readmeListsTheReports() throws {
    let rows = reports.map { report in
      "| [`\(report.type)`](docs/reports/\(report.type)_design_final.md) | \(report.question) |"
    }
    try GeneratedFile.check(
      section: "reports", of: "README.md",
      (["| report | answers |", "|---|---|"] + rows).joined(separator: "\n"))
  }

  @Test func contractListsTheColumns() throws {
    try GeneratedFile.check(
      section: "columns", of: "exports/README.md",
      ReportCatalog.product.published.map(columns).joined(separator: "\n\n"))
  }

  private func columns(_ report: Report) -> String {
    let rows = report.fileColumns.filter { $0.role != .identity }.map { column in
      let cells = [
        "`\(column.name)`", typeName(column), column.isNullable ? "yes" : "", axes(column),
        column.documentation,
      ]
      return "| \(cells.joined(separator: " | ")) |"
    }
    let heading = ["| column | type | empty? | adds up over | |", "|---|---|---|---|---|"]
    let past =
      switch report.reconstruction {
      case _ where report.type == Report.runHeaders.type: ""
      case .possible: "Past periods can be computed as things stood (`backfill --as-it-was`).\n\n"
      case .impossible(let reason): "Past periods cannot be computed as things stood: \(reason).\n\n"
      }
    return "**`\(report.type)`**: \(report.question)\n\n\(report.windowRule)\n\n\(past)"
      + (heading + rows).joined(separator: "\n")
  }

  private func axes(_ column: Column) -> String {
    guard let axes = column.addsUpOver else { return "" }
    return axes.isEmpty ? "nothing" : axes.map(\.rawValue).sorted().joined(separator: ", ")
  }

  private func typeName(_ column: Column) -> String {
    switch column.type {
    case .uuid: "uuid"
    case .text(let maxLength): "text, \(maxLength)"
    case .bigint: "bigint"
    case .decimal(let precision, let scale):
      "numeric(\(precision),\(scale))\(column.isMoney ? ", money" : "")"
    case .date: "date"
    case .instant: "instant"
    }
  }

  @Test("Each report has a design document", arguments: ReportCatalog.product.reports.map(\.type))
  func design(type: String) throws {
    let text = try Repository.contents("docs/reports/\(type)_design_final.md")
    let report = try #require(ReportCatalog.product.report(type))
    for column in report.columns { #expect(text.contains("`\(column.name)`"), "\(column.name)") }
    for match in report.sql().matches(of: /:'([a-z_]+)'/) {
      #expect(text.contains("`\(match.1)`"), "\(match.1)")
    }
    for option in report.options { #expect(text.contains("`\(option.name)`"), "\(option.name)") }
  }
}
