internal import Calendars
internal import Foundation
package import PostgreSQL
package import Reports

/// The rows of a report as the CRM gives them now. They are read, and never stored.
package struct LiveRows {
  private let arguments: ReportArguments
  private let sources: CheckedSources

  init(_ arguments: ReportArguments, _ sources: CheckedSources) {
    self.arguments = arguments
    self.sources = sources
  }

  package var report: Report { arguments.request.report }

  /// The columns that describe and measure: not those of the run, the tenant and the window, which are the same for all rows.
  package var columns: [Column] {
    report.columns.filter { [.dimension, .metric, .name].contains($0.role) }
  }

  /// A `SELECT` of `is_fact`, `error_message`, `warnings` and ``columns``, rounded as the fact table rounds. Each row of a run
  /// repeats the run's error and warnings. A row without a fact has only the dimensions of its run, and their names.
  package var sql: String {
    let selected = columns.map { column in
      // Failed runs keep their dimensions, to show what failed.
      let isOfRun = report.runDimensions.contains { $0 == column.name || $0 == column.nameOf }
      let condition = isOfRun ? "true" : "is_fact"
      return
        "CASE WHEN \(condition) THEN computed.\(column.name)::\(column.type.sqlName) END AS \(column.name)"
    }
    return """
      SELECT \((["is_fact", "error_message", "warnings"] + selected).joined(separator: ", "))
      FROM (\(computed)) AS computed
      """
  }

  private var computed: String {
    report.classifiedSQL(
      using: sources.optionalColumns(for: arguments.currency), asItWas: arguments.isReconstructed)
  }

  /// The values of those parameters of a statement around ``sql`` that are the report's.
  ///
  /// - Parameter connection: is in a transaction with ``settings(_:)``.
  package func values(
    of statement: NamedStatement, _ connection: Connection
  ) throws -> [String: String?] {
    var members = members(connection)
    return try values(of: statement, &members)
  }

  /// - Parameter connection: is in a transaction with ``settings(_:)``.
  func members(_ connection: Connection) -> CRMMembers {
    CRMMembers(connection, tenantID: arguments.tenantID.uuidString, places: placeQuery)
  }

  var placeQuery: PlaceQuery? {
    PlaceQuery(for: [arguments], using: sources.optionalColumns(for: arguments.currency))
  }

  func values(of statement: NamedStatement, _ members: inout CRMMembers) throws -> [String: String?] {
    try arguments.values(of: statement, &members)
  }

  /// Of a transaction that reads the rows.
  package func settings(_ database: Database) -> TransactionSettings {
    var settings = database.reading(sources, of: arguments.tenantID)
    settings.isReadOnly = true
    if arguments.isReconstructed { settings.readsHistory() }
    return settings
  }

  /// - Throws: ``RepeatedKeys``
  package func checkKeys(_ connection: Connection) throws {
    try RepeatedKeys.check(sources.unprovenKeys, tenantID: arguments.tenantID.uuidString, connection)
  }

  /// Says of a value in the CRM that the body meets and that cannot be read, where it is.
  package func locatingValues<Result>(
    _ database: Database, _ connection: Connection, _ body: () throws -> Result
  ) throws -> Result {
    try ValueFailure.locating(report.type, of: arguments.tenantID, database, connection, sources, body)
  }
}
