package import Calendars
internal import Foundation
package import PostgreSQL
package import Reports
package import Schedules

/// One report, computed on request for a given window, or as a schedule would compute it. The result is shown, never
/// stored.
package struct AdHocReport: Sendable {
  package let tenant: Tenant
  package let request: ReportRequest
  /// nil for all deals of all time.
  package let window: Window?
  /// The instant up to which durations that have not ended are measured.
  package let asOf: Instant
  private let rule: WindowRule

  /// - Parameters:
  ///   - at: the current time. Without `asOf`, the earlier of this and the end of the window becomes ``asOf``.
  ///   - asOf: nothing that happened then or later counts. Without a window, it only measures durations.
  ///   - rule: the schedule's, if it is to be computed as for one.
  package init(
    tenant: Tenant, request: ReportRequest, window: Window?, at: Instant, asOf: Instant? = nil,
    rule: WindowRule = .completed
  ) {
    self.tenant = tenant
    self.request = request
    self.window = window
    self.rule = rule
    self.asOf = asOf ?? window.map { min($0.end, at) } ?? at
  }

  /// A run whose data cannot be reported.
  package struct Failure: Sendable {
    /// The dimensions of the run, by column name.
    package let dimensions: [String: String?]
    /// The names of the ids among them, by column name.
    package let names: [String: String?]
    package let message: String
  }

  package struct Result: Sendable {
    /// Values of ``AdHocReport/columns``; nil for NULL.
    package fileprivate(set) var rows: [[String?]] = []
    package fileprivate(set) var failures: [Failure] = []
    /// How often each kind of problem occurs in data that could still be reported.
    package fileprivate(set) var warnings: [String: Int] = [:]
  }

  /// The columns of a row.
  package var columns: [Column] { LiveRows(arguments, CheckedSources()).columns }

  /// Whether deals count as open only if they were created before ``asOf``.
  package var isOpenOnlyIfCreated: Bool {
    rule != .completed && NamedStatement(request.report.sql()).names(.createdBefore)
  }

  /// Up to when what became of the window's deals counts; nil if the report does not follow them.
  package var outcomesUntil: Instant? {
    guard let window, let days = request.followUpDays else { return nil }
    return tenant.calendar.outcomesUntil(days, after: window)
  }

  private var bounds: [ReportParameter: String] {
    request.bounds(window: window, asOf: asOf, tenant.calendar)
  }

  private var arguments: ReportArguments {
    ReportArguments(
      tenantID: tenant.id, window: window, asOf: asOf, isOpenOnlyIfCreated: rule != .completed,
      currency: tenant.currency, bounds: bounds, request: request)
  }

  private func statement(_ rows: LiveRows) -> NamedStatement {
    NamedStatement(
      "\(rows.sql) ORDER BY \(rows.report.orderSQL("computed").joined(separator: ", "))")
  }

  private func settings(
    _ rows: LiveRows, _ database: Database, timeLimitSeconds: Int?
  ) -> TransactionSettings {
    var settings = rows.settings(database)
    if let timeLimitSeconds { settings.timeLimitSeconds = timeLimitSeconds }
    return settings
  }

  /// What takes long in the plans of the report's statement, and of the queries that find its parameters. The report is not
  /// computed; its parameters are.
  ///
  /// - Parameters:
  ///   - sources: what was found out about the CRM's tables.
  ///   - timeLimitSeconds: how long a statement may take; nil for the user's time limit.
  /// - Throws: ``ValueFailure``, and `PostgresError`, which is cancelled if a statement took longer.
  package func planFindings(
    _ database: Database, _ connection: Connection, _ sources: CheckedSources, timeLimitSeconds: Int? = nil
  ) throws -> PlanFindings {
    let rows = LiveRows(arguments, sources)
    let statement = statement(rows)
    let queries =
      (statement.names(.users) ? [CRMQueries.product.principals] : [])
      + (statement.names(.pipelines) ? [CRMQueries.product.pipelines] : [])
      + (statement.names(.labelIDs) ? [CRMQueries.product.labels] : [])
    let settings = settings(rows, database, timeLimitSeconds: timeLimitSeconds)
    return try rows.locatingValues(database, connection) {
      try connection.transaction(settings) { connection in
        let relations = try ViewRelation.all(connection)
        let tenantID = tenant.id.uuidString
        var plans = try queries.map {
          let query = NamedStatement($0)
          let values = [ReportParameter.tenantID: tenantID, .users: "{}", .groups: "{}"]
          return try RowStream.plan(
            connection, query,
            Dictionary(
              uniqueKeysWithValues: values.filter { query.names($0.key) }.map { ($0.key.rawValue, $0.value) })
          )
        }
        if let places = rows.placeQuery {
          let query = places.statement()
          plans.append(try RowStream.plan(connection, query, places.values(of: query)))
        }
        var members = rows.members(connection)
        do {
          let values = try connection.withSavepoint { try rows.values(of: statement, &members) }
          plans.append(try RowStream.plan(connection, statement, values))
        } catch let error as PostgresError where error.isCancelled {
          // Those queries may be what takes so long.
        }
        return try PlanFindings(
          rescans: RescanSearch.rescans(in: plans, relations),
          wholeReads: WholeReadSearch(connection, tenantID: tenantID, relations)
            .wholeReads(in: plans.flatMap(PlanNode.read)))
      }
    }
  }

  /// - Parameters:
  ///   - sources: what was found out about the CRM's tables.
  ///   - timeLimitSeconds: how long a statement may take; nil for the user's time limit.
  /// - Throws: ``RepeatedKeys``, ``ValueFailure``, and `PostgresError`, which is cancelled if a statement took longer.
  package func run(
    _ database: Database, _ connection: Connection, _ sources: CheckedSources = CheckedSources(),
    timeLimitSeconds: Int? = nil
  ) throws -> Result {
    let rows = LiveRows(arguments, sources)
    let statement = statement(rows)
    let settings = settings(rows, database, timeLimitSeconds: timeLimitSeconds)
    return try rows.locatingValues(database, connection) {
      try connection.transaction(settings) { connection in
        try rows.checkKeys(connection)
        var members = rows.members(connection)
        let values = try rows.values(of: statement, &members)
        let warnings = try members.warnings(for: [rows.report]) ?? [:]
        return try result(RowStream(connection, statement, values), warnings: warnings)
      }
    }
  }

  /// - Parameter warnings: about the tenant's rows, apart from single runs.
  private func result(_ stream: consuming RowStream, warnings: [String: Int]) throws -> Result {
    var result = Result(warnings: warnings)
    let (dimensions, names) = (request.report.runDimensions, request.report.runNames)
    let columns = columns.map(\.name)
    var runs: Set<[String?]> = []
    while let batch = try stream.next() {
      for row in batch {
        let run = try row.texts(dimensions)
        // Every row of a run repeats the run's warnings and its error.
        if runs.insert(run).inserted {
          if let warnings: [String: Int] = try row.optionalJSON("warnings") {
            result.warnings.merge(warnings, uniquingKeysWith: +)
          }
          if let message: String = try row.optional("error_message") {
            result.failures.append(
              Failure(
                dimensions: Dictionary(uniqueKeysWithValues: zip(dimensions, run)),
                names: Dictionary(uniqueKeysWithValues: zip(names, try row.texts(names))), message: message))
          }
        }
        if try row.value("is_fact") { result.rows.append(try row.texts(columns)) }
      }
    }
    return result
  }
}
