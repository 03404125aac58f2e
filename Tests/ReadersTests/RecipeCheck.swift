import Exports
import Foundation
import Recipes
import Reports
import Runs
import Testing
import TestingDatabase

/// Runs the recipes of all available tools, and compares what they load with the facts, which are read with
/// SQL alone.
enum RecipeCheck {
  static let tools = Recipe.allCases.filter { $0 != .powerQuery && ($0 != .spark || Python.hasSpark) }

  static func expectReadersSeeTheFacts(
    of reports: [Report], tenant: String, exports: String, _ database: TestDatabase
  ) throws {
    let folder = TemporaryFolder()
    let expected = folder.path + "/expected.json"
    try expectations(of: reports, tenant: tenant, database).write(to: URL(filePath: expected))
    let files = RecipeSource(tenant: tenant, exports: exports, reports: reports)
    let recipes = try tools.map { tool in
      let path = "\(folder.path)/\(tool.rawValue).recipe"
      try Data((tool.text(files) + "\n").utf8).write(to: URL(filePath: path))
      return path
    }
    let result = try Python.run(
      "proof.py", [exports, tenant, expected] + recipes, environment: database.environmentOfOwner)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    // Each tool has printed one line for each report.
    #expect(result.output.split(separator: "\n").count == reports.count * tools.count)
  }

  /// What a reader of CSV must see: types and values of the latest published revisions.
  private static func expectations(
    of reports: [Report], tenant: String, _ database: TestDatabase
  ) throws -> Data {
    var expectations: [String: Expectation] = [:]
    for report in reports {
      let columns = report.fileColumns
      let values = columns.map { column -> String in
        let own = report.columns.contains { $0.name == column.name }
        let value = "\(own ? "f" : "r").\(column.name)"
        switch column.type {
        case .text:
          return "CASE WHEN left(\(value), 1) IN ('=', '+', '-', '@') THEN '''' ELSE '' END"
            + " || regexp_replace(\(value), '[\\n\\r\\t]+', ' ', 'g')"
        case .instant: return "to_char(\(value) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
        default: return "\(value)::text"
        }
      }
      let rows = try database.query(
        """
        SELECT '\(tenant)', '\(report.type)', o.schedule, o.period_label, \(values.joined(separator: ", "))
        FROM report_occurrence o
        JOIN LATERAL (\(AttemptHeaders.ofOccurrence)) AS r ON true
        JOIN \(report.factTable) f ON f.tenant_id = r.tenant_id AND f.run_id = r.run_id
        WHERE o.state = 'PUBLISHED' AND NOT EXISTS (
          SELECT FROM report_occurrence later
          WHERE (later.tenant_id, later.schedule, later.period_start, later.period_end)
                = (o.tenant_id, o.schedule, o.period_start, o.period_end)
            AND later.revision > o.revision AND later.state = 'PUBLISHED')
        """)
      let partitions = ["tenant", "report", "schedule", "period"].map { ($0, "text") }
      let all = partitions + columns.map { ($0.name, $0.type.nameForReaders) }
      expectations[report.type] = Expectation(
        order: all.map(\.0), columns: Dictionary(uniqueKeysWithValues: all), rows: rows)
    }
    return try JSONEncoder().encode(expectations)
  }

  /// What `proof.py` expects of a report.
  private struct Expectation: Encodable {
    /// The names of the columns, in the order of the values in each row.
    let order: [String]
    let columns: [String: String]
    let rows: [[String?]]
  }
}

extension ColumnType {
  fileprivate var nameForReaders: String {
    switch self {
    case .uuid: "uuid"
    case .text: "text"
    case .bigint: "bigint"
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .date: "date"
    case .instant: "instant"
    }
  }
}
