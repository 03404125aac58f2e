internal import Foundation
internal import PostgreSQL
internal import Reports

/// The names of what a report's runs are about: of the ids among their dimensions. By run, and by the name of the column.
struct RunNames {
  let report: Report
  let tenant: UUID

  /// Those in the runs' own facts.
  func own(of runs: [RunHeader], _ connection: Connection) throws -> [String: [String: String]] {
    let statement = NamedStatement(
      """
      SELECT DISTINCT ON (f.run_id) f.run_id, \(selected)
      FROM \(report.factTable) f
      WHERE f.tenant_id = :'tenant_id'::uuid AND f.run_id = ANY (:'runs'::uuid[])
      """)
    let rows = try connection.execute(
      statement, ["tenant_id": tenant.uuidString, "runs": ArrayLiteral.text(runs.map(\.id))])
    return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.value("run_id"), try names($0)) })
  }

  /// Those in the latest facts about the same that have any.
  func latest(of runs: [RunHeader], _ connection: Connection) throws -> [String: [String: String]] {
    // A run that stands for a whole report has no dimensions.
    let runs = Dictionary(
      grouping: runs.filter { $0.parameters.keys.contains(report.runDimensions[0]) }, by: dimensions)
    guard !runs.isEmpty else { return [:] }
    let subjects = Array(runs.keys)
    let columns = report.dimensions.filter { report.runDimensions.contains($0.name) }
    let conditions = columns.map { column in
      let value = "about.\(column.name)::\(column.type.sqlName)"
      return "f.\(column.name) \(column.isNullable ? "IS NOT DISTINCT FROM" : "=") \(value)"
    }
    let statement = NamedStatement(
      """
      SELECT DISTINCT ON (about.number) about.number, \(selected)
      FROM unnest(\(report.runDimensions.map { ":'\($0)'::text[]" }.joined(separator: ", ")))
        WITH ORDINALITY AS about (\((report.runDimensions + ["number"]).joined(separator: ", ")))
      JOIN \(report.factTable) f ON \(conditions.joined(separator: " AND "))
      JOIN report_run r ON r.tenant_id = f.tenant_id AND r.run_id = f.run_id
      WHERE f.tenant_id = :'tenant_id'::uuid AND r.tenant_id = :'tenant_id'::uuid
        AND (\(report.runNames.map { "f.\($0) IS NOT NULL" }.joined(separator: " OR ")))
      ORDER BY about.number, r.generated_at DESC
      """)
    var values: [String: String?] = ["tenant_id": tenant.uuidString]
    for (index, dimension) in report.runDimensions.enumerated() {
      values[dimension] = ArrayLiteral.text(subjects.map { $0[index] })
    }
    var found: [String: [String: String]] = [:]
    for row in try connection.execute(statement, values) {
      let number: Int = try row.value("number")
      for run in runs[subjects[number - 1]] ?? [] { found[run.id] = try names(row) }
    }
    return found
  }

  private var selected: String { report.runNames.map { "f.\($0)" }.joined(separator: ", ") }

  private func names(_ row: Row) throws -> [String: String] {
    let values = zip(report.runNames, try row.texts(report.runNames))
    return Dictionary(uniqueKeysWithValues: values.compactMap { name, value in value.map { (name, $0) } })
  }

  private func dimensions(_ run: RunHeader) -> [String?] {
    report.runDimensions.map { name in
      if case .text(let value)? = run.parameters[name] { value } else { nil }
    }
  }
}
