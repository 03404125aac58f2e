import Exports
import Foundation
import PostgreSQL
import Recipes
import Reports
import Runs
import TestingDatabase

/// A tenant whose facts were made up to be hard to read, published as by a run, in parts of four rows.
struct PublishedTenant {
  static let slug = "acme"
  static let rowsPerPart = 4

  let database: TestDatabase
  let exports = TemporaryFolder()
  var tree: String { exports.path + "/tenant=\(Self.slug)" }

  /// - Parameter hasRows: an empty tenant has the same files, of headers alone.
  init(hasRows: Bool) throws {
    database = try TestDatabase()
    try database.load(HardFacts.script(hasRows: hasRows))
    _ = try Publisher(
      database.runtime, exports: exports.path, permissions: .group, rowsPerPart: Self.rowsPerPart
    ).publish(tenant: HardFacts.tenant, on: database.runtime.connect(), waiting: true)
  }

  func files(_ format: String) throws -> [String] {
    try exports.files().keys.filter { $0.hasSuffix(".\(format).gz") }.sorted()
      .map { exports.path + "/" + $0 }
  }

  /// What a reader of CSV must see: types and values, from the facts and by SQL alone.
  func expectations() throws -> Data {
    var reports: [String: Expectation] = [:]
    for report in ReportCatalog.product.reports {
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
        SELECT '\(Self.slug)', '\(report.type)', o.schedule, o.period_label, \(values.joined(separator: ", "))
        FROM \(report.factTable) f JOIN report_run r USING (tenant_id, run_id)
        JOIN report_occurrence o ON o.tenant_id = r.tenant_id AND o.schedule = r.schedule
          AND o.period_end = r.period_end AND o.period_start = coalesce(r.period_start, '-infinity')
        """)
      let partitions = ["tenant", "report", "schedule", "period"].map { ($0, "text") }
      let all = partitions + columns.map { ($0.name, $0.type.nameForReaders) }
      reports[report.type] = Expectation(
        order: all.map(\.0), columns: Dictionary(uniqueKeysWithValues: all), rows: rows)
    }
    return try JSONEncoder().encode(reports)
  }

  func recipe(_ tool: Recipe) -> String {
    tool.text(
      PublishedFiles(tenant: Self.slug, exports: exports.path, reports: ReportCatalog.product.reports))
  }
}

/// What `proof.py` expects of a report.
private struct Expectation: Encodable {
  /// The columns' names in the order of the rows' values.
  let order: [String]
  let columns: [String: String]
  let rows: [[String?]]
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
