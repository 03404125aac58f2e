import Foundation
import PostgreSQL
import Reports

/// What the product's SQL came to for one run, in the oracle's words.
struct ComputedRun: Hashable {
  let dimensions: [String?]
  /// The facts without `run_id` and `tenant_id`, as the fact table's columns hold them.
  let rows: [[String?]]
  let errorMessage: String?
  let warnings: [String: Int]
}

/// Runs a report's SQL as the product does, and rounds as its fact table does.
struct ReportQuery {
  let report: Report
  private let statement: NamedStatement

  /// - Parameter rewrite: makes another SQL of the report's, for mutants.
  init(_ report: Report, rewrite: (String) -> String = { $0 }) {
    self.report = report
    statement = NamedStatement(rewrite(report.sql))
  }

  private var facts: [Column] { Array(report.columns.dropFirst(2)) }

  func runs(_ connection: Connection, _ request: OracleRequest) throws -> [ComputedRun] {
    let columns = facts.map { "\($0.name)::\($0.type.sqlName)" } + report.runDimensions
    let rows = try connection.execute(
      """
      SELECT is_fact, error_message, warnings, \(columns.joined(separator: ", "))
      FROM (\(statement.sql)
      ) AS report
      WHERE tenant_id = '\(request.tenantID)'
      """, statement.parameters.map { request.value(of: ReportParameter(rawValue: $0)) })
    var runs: [[String?]: [[String?]]] = [:]
    for values in rows.map(\.all) {
      runs[Array(values.dropFirst(3 + facts.count)), default: []].append(values)
    }
    return try runs.map { dimensions, rows in
      guard Set(rows.map { [$0[1], $0[2]] }).count == 1 else { throw Disagreement() }
      return ComputedRun(
        dimensions: dimensions,
        rows: rows.filter { $0[0] == "t" }.map { Array($0[3..<3 + facts.count]) }.sorted(by: precedes),
        errorMessage: rows[0][1],
        warnings: try rows[0][2].map { try JSONDecoder().decode([String: Int].self, from: Data($0.utf8)) }
          ?? [:])
    }
  }

  /// Rows of one run that tell different things about the run.
  struct Disagreement: Error {}
}

/// Any order that both sides use.
func precedes(_ one: [String?], _ other: [String?]) -> Bool { "\(one)" < "\(other)" }

extension OracleRequest {
  /// The parameter as the product passes it.
  fileprivate func value(of parameter: ReportParameter?) -> String? {
    switch parameter {
    case .tenantID: tenantID.text
    case .periodStart: window.start.map { CivilText.instant($0) } ?? ""
    case .periodEnd: window.end.map { CivilText.instant($0) } ?? ""
    case .startDate: window.startDate.map { CivilText.date($0) } ?? ""
    case .endDate: window.endDate.map { CivilText.date($0) } ?? ""
    case .asOf: CivilText.instant(asOf)
    case .pipelineSelection:
      switch pipelines {
      case .all: "all"
      case .combined: "combined"
      case .each: "each"
      case .listed: "listed"
      }
    case .listedPipelines:
      if case .listed(let ids) = pipelines { "{\(ids.map(\.text).joined(separator: ","))}" } else { "{}" }
    case .principalSelection:
      switch principals {
      case .all: "all"
      case .users: "users"
      case .groups: "groups"
      case .listed: "listed"
      }
    case .listedPrincipals:
      if case .listed(let keys) = principals {
        "[\(keys.map { #"{"type": "\#($0.kind.rawValue)", "id": "\#($0.id.text)"}"# }.joined(separator: ","))]"
      } else {
        "[]"
      }
    case .includeInactive: String(includeInactive)
    case .includeClosed: String(includeClosed)
    case nil: nil
    }
  }
}
