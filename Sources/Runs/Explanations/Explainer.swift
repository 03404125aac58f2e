internal import Calendars
package import Foundation
package import PostgreSQL
internal import Reports
package import Schedules

/// Finds the deals behind the rows of a run, in the CRM as it is now and by the report's own rule. Stores nothing.
package struct Explainer {
  private let database: Database
  private let connection: Connection
  private let sources: CheckedSources
  private let tenant: Tenant

  /// - Parameter sources: what was found out about the CRM's tables.
  package init(_ database: Database, _ connection: Connection, _ sources: CheckedSources, tenant: Tenant) {
    self.database = database
    self.connection = connection
    self.sources = sources
    self.tenant = tenant
  }

  /// Reads the run, its facts and the CRM in one snapshot.
  ///
  /// - Parameters:
  ///   - conditions: which rows, as in ``RowSelection``; empty for all.
  ///   - body: can read the deals once, while the snapshot lasts.
  /// - Returns: nil if the tenant has no such run.
  /// - Throws: ``Unexplainable``, ``RowSelection/Invalid``, ``RecordedRequest/Unreadable``, `UnknownReport`, and as for a report
  ///   ``RepeatedKeys``, ``ValueFailure`` and `PostgresError`.
  package func explain<Result>(
    _ id: UUID, rows conditions: [String] = [], _ body: (Explanation, ExplainedDeals) throws -> Result
  ) throws -> Result? {
    var settings = database.reading(sources, of: tenant.id)
    settings.isReadOnly = true
    return try ValueFailure.locating(nil, of: tenant.id, database, connection, sources) {
      try connection.transaction(settings) { connection in
        guard let run = try RunHistory.run(id, of: tenant.id, connection) else { return nil }
        let explained = try ExplainedRun(run)
        // As `readsHistory()`. Which run it is, is known in the transaction only.
        if explained.recorded.isReconstructed { try connection.execute("SET LOCAL enable_nestloop = off") }
        let selection = try RowSelection(explained.report, conditions)
        return try ValueFailure.naming(run.report) {
          try RepeatedKeys.check(sources.unprovenKeys, tenantID: tenant.id.uuidString, connection)
          let (explanation, deals) = try read(explained, selection, connection)
          if explanation.rows.isEmpty, !conditions.isEmpty { throw Unexplainable.noSuchRow(run) }
          return try body(explanation, deals)
        }
      }
    }
  }

  private func read(
    _ explained: ExplainedRun, _ selection: RowSelection, _ connection: Connection
  ) throws -> (Explanation, ExplainedDeals) {
    let query = explained.query(selection, sources)
    let (rows, deals) = (query.rows, query.deals)
    let arguments = explained.recorded.arguments(tenantID: tenant.id)
    var members = CRMMembers(connection, tenantID: tenant.id.uuidString)
    func values(_ statement: NamedStatement, _ own: [String: String?]) throws -> [String: String?] {
      try arguments.values(of: statement, &members)
        .merging(own.filter { statement.parameters.contains($0.key) }) { $1 }
    }
    let found = try connection.execute(rows, values(rows, query.values))
    let counts = try connection.execute(query.counts, values(query.counts, query.values)).only
    let clock = try connection.execute("SELECT \(Instant.text(ofSQL: "transaction_timestamp()")) AS read_at")
    let explanation = Explanation(
      run: explained.run, report: explained.report, metrics: query.metrics,
      rows: try found.map { try Explanation.Row($0, query) }, deals: try counts.value("deals"),
      touchedDeals: try counts.value("touched_deals"), columns: query.columns,
      readAt: try clock.only.value("read_at"))
    let own = ["only_failing": String(explanation.listsFailingOnly), "limit": ""]
    return (
      explanation, ExplainedDeals(connection, deals, try values(deals, query.values.merging(own) { $1 }))
    )
  }
}

extension Explanation.Row {
  fileprivate init(_ row: Row, _ query: ExplanationQuery) throws {
    func texts(_ columns: [String]) throws -> [String: String?] {
      Dictionary(uniqueKeysWithValues: zip(columns, try row.texts(columns)))
    }
    let report = query.report
    dimensions = try texts(report.dimensions.map(\.name))
    names = try texts(report.dimensions.compactMap { report.nameColumn(of: $0.name)?.name })
    isStored = try row.value("is_stored")
    deals = try row.value("deals")
    touchedDeals = try row.value("touched_deals")
    entries = try row.value("entries")
    failingEntries = try row.value("failing_entries")
    sums = Dictionary(
      uniqueKeysWithValues: try query.metrics.map { metric in
        let sum = Explanation.Sum(
          stored: try row.optional("stored_\(metric.name)"), now: try row.optional("now_\(metric.name)"),
          difference: try row.optional("difference_\(metric.name)"),
          isTooLarge: try row.value("is_too_large_\(metric.name)"))
        return (metric.name, sum)
      })
  }
}
