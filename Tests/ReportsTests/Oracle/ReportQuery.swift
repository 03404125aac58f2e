import Calendars
import Foundation
import PostgreSQL
import Reports

@testable import Runs

/// Runs a report's SQL as the product does, and rounds as its fact table does.
struct ReportQuery {
  let report: Report
  private let queries: CRMQueries
  private let statement: NamedStatement

  init(_ report: Report) { self.init(report, Self.text(of: report)) }

  /// - Parameter text: a variant of the result of ``text(of:)``.
  init(_ report: Report, _ text: String) {
    let parts = text.components(separatedBy: Self.separator)
    precondition(parts.count == 4, "the text must keep all four statements")
    self.report = report
    queries = CRMQueries(
      principals: parts[0], listedPrincipals: parts[1], pipelines: parts[2],
      targetsOfUnknownType: CRMQueries.product.targetsOfUnknownType)
    statement = NamedStatement(parts[3])
  }

  /// All SQL that produces the report's rows.
  static func text(of report: Report) -> String {
    [
      CRMQueries.product.principals, CRMQueries.product.listedPrincipals, CRMQueries.product.pipelines,
      report.classifiedSQL(),
    ].joined(separator: separator)
  }

  private static let separator = "\n-- next statement\n"

  private var facts: [Column] { Array(report.columns.dropFirst(2)) }

  func runs(_ connection: Connection, _ request: OracleRequest) throws -> [ComputedRun] {
    let facts = facts.map { "CASE WHEN is_fact THEN \($0.name)::\($0.type.sqlName) END" }
    let columns = facts + report.runDimensions
    let rows = try connection.execute(
      """
      SELECT is_fact, error_message, warnings, \(columns.joined(separator: ", "))
      FROM (\(statement.sql)
      ) AS report
      WHERE tenant_id = '\(request.tenantID)'
      """,
      values(connection, request))
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

  /// The values in the order of the statement's parameters. Options are passed as the product does. The
  /// window is passed as in the request, because no calendar of the product may reach so far.
  private func values(_ connection: Connection, _ request: OracleRequest) throws -> [String?] {
    let arguments = ReportArguments(
      tenantID: request.tenantID, window: nil, asOf: Instant(secondsSinceEpoch: 0),
      request: request.product(report))
    var members = CRMMembers(connection, tenantID: request.tenantID.text, queries: queries)
    let product = try arguments.values(of: statement, &members)
    let window = request.window
    let own = [
      "period_start": window.start.map { CivilText.instant($0) } ?? "",
      "period_end": window.end.map { CivilText.instant($0) } ?? "",
      "start_date": window.startDate.map { CivilText.date($0) } ?? "",
      "end_date": window.endDate.map { CivilText.date($0) } ?? "",
      "as_of": CivilText.instant(request.asOf),
    ]
    return statement.parameters.map { own[$0] ?? product[$0] ?? nil }
  }

  /// Rows of one run that differ in its error message or its warnings.
  struct Disagreement: Error {}
}

/// An arbitrary order that both sides use.
func precedes(_ one: [String?], _ other: [String?]) -> Bool { "\(one)" < "\(other)" }

extension OracleRequest {
  /// The request as a schedule file would have it.
  fileprivate func product(_ report: Report) -> ReportRequest {
    var options: [String: OptionValue] = flags.mapValues { .flag($0) }
    options["pipelines"] =
      switch pipelines {
      case .all: .keyword("all")
      case .combined: .keyword("combined")
      case .each: .keyword("each")
      case .listed(let ids): .pipelines(ids)
      }
    options["principals"] =
      switch principals {
      case .all: .keyword("all")
      case .users: .keyword("users")
      case .groups: .keyword("groups")
      case .listed(let keys):
        .principals(keys.map { Principal(kind: $0.kind == .user ? .user : .group, id: $0.id) })
      }
    return ReportRequest(report, options: options)
  }
}
