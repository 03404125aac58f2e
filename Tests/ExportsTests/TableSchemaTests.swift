import Foundation
import Reports
import Testing

@testable import Exports

/// What readers need that Frictionless has no property for.
struct TableSchemaTests {
  private static let types = ReportCatalog.product.reports.map(\.type)

  @Test("Numbers say their digits and over what they add up", arguments: types)
  func fields(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let fields = try #require(try schema(of: report)["fields"] as? [[String: Any]])
    #expect(fields.count == report.fileColumns.count)
    for (field, column) in zip(fields, report.fileColumns) {
      let axes = field["addsUpOver"] as? [String]
      #expect(axes == column.addsUpOver.map { Axis.allCases.filter($0.contains).map(\.rawValue) })
      let digits = [field["precision"], field["scale"]].map { $0 as? Int }
      switch column.type {
      case .decimal(let precision, let scale): #expect(digits == [precision, scale])
      default: #expect(digits == [nil, nil])
      }
    }
  }

  /// No column holds the schedule, so no columns of a file identify its rows among those of other files.
  @Test("No key invites a loader to replace single rows", arguments: types)
  func key(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    #expect(try Set(schema(of: report).keys) == ["fields", "missingValues"])
  }

  private func schema(of report: Report) throws -> [String: Any] {
    let json = try JSONEncoder().encode(TableSchema(report))
    return try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
  }
}
