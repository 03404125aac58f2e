import Calendars
import Foundation
import PostgreSQL
import Reports
import Schedules

@testable import Runs

/// Runs a report's SQL as the product does, and rounds as its fact table does.
struct ReportQuery {
  let report: Report
  private let queries: CRMQueries
  private let texts: [Variant: String]

  init(_ report: Report) {
    var texts = Self.texts(of: report, asItWas: false)
    if report.reconstruction.isPossible {
      texts.merge(Self.texts(of: report, asItWas: true)) { $1 }
    }
    self.init(report, texts: texts)
  }

  /// A wrong version of the report, for requests whose `asItWas` is the mutant's.
  init(_ report: Report, _ mutant: Mutant) throws {
    let texts = Self.texts(of: report, asItWas: mutant.asItWas)
    self.init(
      report,
      texts: Dictionary(
        uniqueKeysWithValues: try texts.map { ($0, try mutant.rewrite($1, using: $0.columns)) }))
  }

  private init(_ report: Report, texts: [Variant: String]) {
    let parts = texts.mapValues { $0.components(separatedBy: Self.separator) }
    let columns = Set(OptionalColumn.allCases)
    guard let all = parts.first(where: { $0.key.columns == columns })?.value, all.count == 6 else {
      preconditionFailure("the text must keep all six statements")
    }
    self.report = report
    let product = CRMQueries.product
    let placeTotals: @Sendable (Set<OptionalColumn>, Bool) -> String = { columns, asItWas in
      parts[Variant(columns: columns, asItWas: asItWas)]?[3] ?? ""
    }
    queries = CRMQueries(
      principals: all[0], listedPrincipals: all[1], pipelines: all[2],
      placeTotals: report.countsPlaces ? placeTotals : product.placeTotals, labels: all[4],
      targetsOfUnknownType: product.targetsOfUnknownType)
    self.texts = parts.mapValues { $0[5] }
  }

  private struct Variant: Hashable, Sendable {
    /// Those of the columns that a CRM may lack which it has.
    let columns: Set<OptionalColumn>
    let asItWas: Bool
  }

  /// All SQL that produces the report's rows.
  private static func texts(of report: Report, asItWas: Bool) -> [Variant: String] {
    let choices = OptionalColumn.allCases.reduce([Set<OptionalColumn>()]) { choices, column in
      choices + choices.map { $0.union([column]) }
    }
    return Dictionary(
      uniqueKeysWithValues: choices.map { columns in
        let parts = [
          CRMQueries.product.principals, CRMQueries.product.listedPrincipals, CRMQueries.product.pipelines,
          report.countsPlaces ? CRMQueries.product.placeTotals(columns, asItWas) : "",
          CRMQueries.product.labels, report.classifiedSQL(using: columns, asItWas: asItWas),
        ]
        return (Variant(columns: columns, asItWas: asItWas), parts.joined(separator: separator))
      })
  }

  private static let separator = "\n-- next statement\n"

  private var facts: [Column] { Array(report.columns.dropFirst(2)) }

  /// - Parameter available: the columns that the CRM has of those that it may lack.
  func runs(
    _ connection: Connection, _ request: OracleRequest, using available: Set<OptionalColumn>
  ) throws -> [ComputedRun] {
    // As the product does: nothing reads the currency of deals for a tenant that has none.
    let unused: Set<OptionalColumn> = request.currency == nil ? [.dealCurrency] : []
    let variant = Variant(columns: available.subtracting(unused), asItWas: request.asItWas)
    guard let text = texts[variant] else { preconditionFailure("no statement for \(available)") }
    let statement = NamedStatement(text)
    let facts = facts.map { "CASE WHEN is_fact THEN \($0.name)::\($0.type.sqlName) END" }
    let columns = facts + report.runDimensions
    let rows = try connection.execute(
      """
      SELECT is_fact, error_message, warnings, \(columns.joined(separator: ", "))
      FROM (\(statement.sql)
      ) AS report
      WHERE tenant_id = '\(request.tenantID)'
      ORDER BY \(report.orderSQL("report").joined(separator: ", "))
      """,
      values(connection, request, of: statement, using: variant.columns))
    var runs: [[String?]: [[String?]]] = [:]
    for values in rows.map(\.all) {
      runs[Array(values.dropFirst(3 + facts.count)), default: []].append(values)
    }
    return try runs.map { dimensions, rows in
      guard Set(rows.map { [$0[1], $0[2]] }).count == 1 else { throw Disagreement() }
      return ComputedRun(
        dimensions: dimensions,
        rows: rows.filter { $0[0] == "t" }.map { Array($0[3..<3 + facts.count]) },
        errorMessage: rows[0][1],
        warnings: try rows[0][2].map { try JSONDecoder().decode([String: Int].self, from: Data($0.utf8)) }
          ?? [:])
    }
  }

  /// The deals behind the rows, added up for each row as its fact table would round the sums.
  ///
  /// - Parameter available: the columns that the CRM has of those that it may lack.
  func dealSums(
    _ connection: Connection, _ request: OracleRequest, using available: Set<OptionalColumn>
  ) throws -> [DealSums] {
    let unused: Set<OptionalColumn> = request.currency == nil ? [.dealCurrency] : []
    let variant = Variant(columns: available.subtracting(unused), asItWas: request.asItWas)
    let statement = NamedStatement(
      report.dealsSQL(using: variant.columns, asItWas: variant.asItWas))
    let (dimensions, metrics) = (report.dimensions.map(\.name), report.metricsOfDeals)
    let sums = metrics.map { "round(sum(\($0.name)), \($0.scale))" }
    let other = "string_agg(DISTINCT deal_id::text, ' ') FILTER (WHERE is_in_other_currency)"
    let rows = try connection.execute(
      """
      SELECT \((dimensions + [other] + sums).joined(separator: ", "))
      FROM (\(statement.sql)
      ) AS deals
      GROUP BY \(dimensions.joined(separator: ", "))
      """,
      values(connection, request, of: statement, using: variant.columns))
    return rows.map(\.all).map { values in
      DealSums(
        dimensions: Array(values.prefix(dimensions.count)),
        dealsInOtherCurrency: Set((values[dimensions.count] ?? "").split(separator: " ").map(String.init)),
        sums: Dictionary(
          uniqueKeysWithValues: zip(metrics.map(\.name), values.dropFirst(dimensions.count + 1))))
    }
  }

  /// The values in the order of the statement's parameters. Options are passed as the product does. The
  /// window is passed as in the request, because no calendar of the product may reach so far.
  func values(
    _ connection: Connection, _ request: OracleRequest, of statement: NamedStatement,
    using columns: Set<OptionalColumn>
  ) throws -> [String?] {
    var arguments = ReportArguments(
      tenantID: request.tenantID, window: nil, asOf: Instant(secondsSinceEpoch: 0),
      currency: request.currency.map { Currency(code: $0.code, others: $0.fails ? .fail : .warn) },
      request: request.product(report))
    arguments.isReconstructed = request.asItWas
    let window = request.window
    let own: [ReportParameter: String] = [
      .periodStart: window.start.map { CivilText.instant($0) } ?? "",
      .periodEnd: window.end.map { CivilText.instant($0) } ?? "",
      .startDate: window.startDate.map { CivilText.date($0) } ?? "",
      .endDate: window.endDate.map { CivilText.date($0) } ?? "",
      .asOf: CivilText.instant(request.asOf),
      .countedUntil: request.counted.end.map { CivilText.instant($0) } ?? "",
      .createdBefore: request.createdBefore.map { CivilText.instant($0) } ?? "",
      // Without a follow-up.
      .outcomesUntil: window.end.map { CivilText.instant($0) } ?? "",
    ]
    let bounds = request.bounds.parameters.compactMap { name, value in
      ReportParameter(rawValue: name).map { ($0, value) }
    }
    let given = own.merging(bounds) { $1.isEmpty ? $0 : $1 }
    var places: PlaceQuery?
    // A report that can do without them gets them for half of the tenants, as if another needed them.
    if report.countsPlaces || request.tenantID.uuid.15 % 2 == 0 {
      places = PlaceQuery(
        columns: columns, isReconstructed: request.asItWas,
        values: arguments.ownValues.merging(given) { $1 })
    }
    var members = CRMMembers(
      connection, tenantID: request.tenantID.text, places: places, queries: queries)
    let product = try arguments.values(of: statement, &members)
    return statement.parameters.map { parameter in
      ReportParameter(rawValue: parameter).flatMap { given[$0] } ?? product[parameter] ?? nil
    }
  }

  /// Rows of one run that differ in its error message or its warnings.
  struct Disagreement: Error {}
}

extension OracleRequest {
  /// The request as a schedule file would have it.
  fileprivate func product(_ report: Report) -> ReportRequest {
    var options = options.merging(flags.mapValues { .flag($0) }) { $1 }
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
