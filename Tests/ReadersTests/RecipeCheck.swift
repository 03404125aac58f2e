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
  static let everyTool = Recipe.allCases.filter { $0 != .powerQuery && ($0 != .spark || Python.hasSpark) }
  /// Spark takes long to start: most tests leave it to `scripts/thorough`.
  static let tools = everyTool.filter {
    $0 != .spark || ProcessInfo.processInfo.environment["DYNO_REPORTS_THOROUGH"] == "1"
  }

  /// - Parameter tenants: the reports of each tenant, by slug.
  static func expectReadersSeeTheFacts(
    of tenants: [String: [Report]], exports: String, by tools: [Recipe] = tools, _ database: TestDatabase
  ) throws {
    let files = RecipeSource(tenants: tenants, exports: exports)
    let full = tools.map { (name: $0.rawValue, text: $0.text(files)) }
    let incremental = Recipe.incremental.compactMap { tool in
      tool.incrementalText(files).map { (name: "\(tool.rawValue)-incremental", text: $0) }
    }
    let recipes = full + incremental
    let result = try run(recipes, of: tenants, exports: exports, database)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    // Each loader has printed one line for each report.
    #expect(result.output.split(separator: "\n").count == union(tenants).count * recipes.count)
  }

  /// Runs loaders, each twice, and compares what they load with the facts.
  ///
  /// - Parameters:
  ///   - recipes: the texts of the loaders, named after their tools.
  ///   - tenants: the reports of each tenant, by slug.
  ///   - hasOrigin: false for loaders of version 1, which have only the partitions beside the columns of the
  ///     report.
  ///   - places: the variables of `proof.py` that say where databases are loaded.
  static func run(
    _ recipes: [(name: String, text: String)], of tenants: [String: [Report]], exports: String,
    hasOrigin: Bool = true, places: [String: String] = [:], _ database: TestDatabase
  ) throws -> Shell.Result {
    let folder = TemporaryFolder()
    let expected = folder.path + "/expected.json"
    let slugs = tenants.keys.sorted()
    try expectations(of: union(tenants), tenants: slugs, hasOrigin: hasOrigin, database)
      .write(to: URL(filePath: expected))
    let paths = try recipes.map { name, text in
      let path = "\(folder.path)/\(name).recipe"
      try Data((text + "\n").utf8).write(to: URL(filePath: path))
      return path
    }
    return try Python.run(
      "proof.py", [exports, slugs.joined(separator: ","), expected] + paths,
      environment: database.environmentOfOwner.merging(places) { $1 })
  }

  /// The reports of all tenants, each in its latest version.
  static func union(_ tenants: [String: [Report]]) -> [Report] {
    var reports: [String: Report] = [:]
    for report in tenants.values.joined() where (reports[report.type]?.version ?? 0) < report.version {
      reports[report.type] = report
    }
    return reports.values.sorted { $0.type < $1.type }
  }

  private static let origin = [
    ("revision", "bigint"), ("snapshot_at", "instant"), ("start_date", "date"), ("end_date", "date"),
    ("window_start_date", "date"), ("window_end_date", "date"),
    ("complete", "boolean"),
  ]

  /// What a reader of CSV must see: types and values of the latest published revisions.
  private static func expectations(
    of reports: [Report], tenants: [String], hasOrigin: Bool, _ database: TestDatabase
  ) throws -> Data {
    var expectations: [String: Expectation] = [:]
    for report in reports {
      let isHeader = report.type == "report_run"
      let columns = report.fileColumns
      let values = columns.map { column -> String in
        let own = !isHeader && report.columns.contains { $0.name == column.name }
        if isHeader, ["pipeline_id", "principal_type", "principal_id"].contains(column.name) {
          return "r.input_params ->> '\(column.name)'"
        }
        if isHeader, column.name == "reconstructed" { return "CASE WHEN r.reconstructed THEN 'true' END" }
        return value("\(own ? "f" : "r").\(column.name)", column)
      }
      let origins = """
        o.revision::text, \(instant("o.snapshot_at")), o.start_date::text, o.end_date::text,
        coalesce(o.request #>> '{window,start_date}', o.start_date::text),
        coalesce(o.request #>> '{window,end_date}', o.end_date::text),
        (NOT EXISTS (
          SELECT FROM (\(AttemptHeaders.ofOccurrence)) AS a
          WHERE a.report_type = '\(report.type)' AND a.status = 'FAILED'))::text
        """
      let facts =
        isHeader ? "" : "JOIN \(report.factTable) f ON f.tenant_id = r.tenant_id AND f.run_id = r.run_id"
      let rows = try database.query(
        """
        SELECT t.slug, '\(report.type)', o.schedule, o.period_label,
               \(hasOrigin ? origins + "," : "") \(values.joined(separator: ", "))
        FROM report_occurrence o
        JOIN report_tenant t ON t.tenant_id = o.tenant_id
        JOIN LATERAL (\(AttemptHeaders.ofOccurrence)) AS r ON true
        \(facts)
        WHERE t.slug = ANY ($1::text[]) AND o.state = 'PUBLISHED' AND NOT EXISTS (
          SELECT FROM report_occurrence later
          WHERE (later.tenant_id, later.schedule, later.period_start, later.period_end)
                = (o.tenant_id, o.schedule, o.period_start, o.period_end)
            AND later.revision > o.revision AND later.state = 'PUBLISHED')
        """, ["{\(tenants.joined(separator: ","))}"])
      let partitions = ["tenant", "report", "schedule", "period"].map { ($0, "text") }
      let all = partitions + (hasOrigin ? origin : []) + columns.map { ($0.name, $0.type.nameForReaders) }
      expectations[report.type] = Expectation(
        order: all.map(\.0), columns: Dictionary(uniqueKeysWithValues: all), rows: rows)
    }
    return try JSONEncoder().encode(expectations)
  }

  /// The SQL expression of a value as it is in a file.
  private static func value(_ value: String, _ column: Column) -> String {
    switch column.type {
    // JSON in files has no blanks.
    case .text where column.name == "warnings":
      "regexp_replace(\(value)::text, '([:,]) ', '\\1', 'g')"
    case .text:
      "CASE WHEN left(\(value), 1) IN ('=', '+', '-', '@') THEN '''' ELSE '' END"
        + " || regexp_replace(\(value), '[\\n\\r\\t]+', ' ', 'g')"
    case .instant: instant(value)
    default: "\(value)::text"
    }
  }

  /// The SQL expression of an instant, with microseconds only where there are any.
  private static func instant(_ value: String) -> String {
    let text = "to_char(\(value) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
    return "regexp_replace(\(text), '[.]000000$', '') || 'Z'"
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
