import Foundation
import PostgreSQL
import Reports
import Runs

/// A report as it is computed for a week, when the week ends or long after it.
struct WeeklyReport {
  let name: String
  private let query: ReportQuery
  private let flags: [String: Bool]
  private let options: [String: OptionValue]
  private let live: NamedStatement
  private let reconstructing: NamedStatement
  private let listing: NamedStatement

  static let openStages = WeeklyReport("open stages", .pipelineStageFunnel)
  static let allStages = WeeklyReport("all stages", .pipelineStageFunnel, flags: ["include_closed": true])
  static let calibrated = WeeklyReport(
    "calibrated", .weightedPipeline,
    options: ["probabilities": .keyword("calibrated"), "minimum_deals": .number(3)])

  private init(
    _ name: String, _ report: Report, flags: [String: Bool] = [:], options: [String: OptionValue] = [:]
  ) {
    self.name = name
    query = ReportQuery(report)
    self.flags = flags
    self.options = options
    live = Self.statement(report, asItWas: false)
    reconstructing = Self.statement(report, asItWas: true)
    listing = NamedStatement(
      """
      SELECT deal_id, stage_id, entered_at FROM (\(report.dealsSQL(using: [.stagePosition], asItWas: true))
      ) AS deals
      """)
  }

  private static func statement(_ report: Report, asItWas: Bool) -> NamedStatement {
    // Rounded as the fact table does.
    let facts = columns(report).map { "\($0.name)::\($0.type.sqlName)" }.joined(separator: ", ")
    return NamedStatement(
      """
      SELECT pipeline_id, error_message, warnings, is_fact, \(facts)
      FROM (\(report.classifiedSQL(using: [.stagePosition], asItWas: asItWas))
      ) AS report
      ORDER BY \(report.orderSQL("report").joined(separator: ", "))
      """)
  }

  private static func columns(_ report: Report) -> ArraySlice<Column> { report.columns.dropFirst(2) }

  /// The runs of all pipelines, by pipeline.
  ///
  /// - Parameters:
  ///   - window: nil for the week that ends at the Monday.
  ///   - asItWas: whether from the history of stages.
  func runs(
    _ connection: Connection, _ monday: Monday, window: OracleWindow? = nil, asItWas: Bool
  ) throws -> [String: WeeklyRun] {
    let statement = asItWas ? reconstructing : live
    var request = request(monday, window)
    request.asItWas = asItWas
    let rows = try connection.execute(
      statement.sql, query.values(connection, request, of: statement, using: [.stagePosition]))
    let columns = Self.columns(query.report)
    return try rows.map(\.all).reduce(into: [:]) { runs, values in
      guard let pipeline = values[0] else { return }
      var run = runs[pipeline] ?? WeeklyRun()
      run.errorMessage = values[1]
      run.warnings =
        try values[2].map { try JSONDecoder().decode([String: Int].self, from: Data($0.utf8)) } ?? [:]
      if values[3] == "t" {
        let pairs = zip(columns, values.dropFirst(4)).compactMap { column, value in
          value.map { (column.name, $0) }
        }
        run.rows.append(Dictionary(uniqueKeysWithValues: pairs))
      }
      runs[pipeline] = run
    }
  }

  /// The deals behind the rows, as the history of stages says things stood.
  func deals(_ connection: Connection, _ monday: Monday) throws -> Set<StandingDeal> {
    let rows = try connection.execute(
      listing.sql, query.values(connection, request(monday, nil), of: listing, using: [.stagePosition]))
    return Set(rows.map(\.all).map { StandingDeal(dealID: $0[0], stageID: $0[1], entered: $0[2]) })
  }

  private func request(_ monday: Monday, _ window: OracleWindow?) -> OracleRequest {
    var request = OracleRequest(
      tenantID: LivingCRM.tenantID, window: window ?? monday.week, asOf: monday.instant, pipelines: .all)
    request.flags = flags
    request.options = options
    // Half a year looks back to a Monday, which is an instant when things happen.
    request.bounds = OracleBounds(
      asOfDate: monday.date, horizonEnd: monday.date + 30, nextHorizonEnd: monday.date + 120,
      lookBackStart: Monday(monday.number - 26).instant)
    return request
  }
}
