internal import Foundation
internal import PostgreSQL

/// A value that PostgreSQL could not process while the CRM was read. Says in which column it is, if that is found, and
/// never the value.
struct ValueFailure: Error, CustomStringConvertible {
  private let cause: PostgresError
  /// The type of the report that was being computed; nil if there was none.
  private let report: String?
  private var found: UnreadableColumns?
  private var schema = ""

  /// Runs the body, and says of an error that a value can have caused which report was being computed.
  static func naming<Result>(_ report: String?, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as PostgresError where error.canBeDueToAValue {
      throw ValueFailure(cause: error, report: report)
    }
  }

  /// As ``naming(_:_:)``, and looks for the column.
  ///
  /// - Parameter body: leaves the connection without a transaction.
  static func locating<Result>(
    _ report: String?, of tenantID: UUID, _ database: Database, _ connection: Connection,
    _ sources: CheckedSources, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try naming(report, body)
    } catch let failure as ValueFailure {
      // Why the search failed matters less than what it was for.
      throw (try? failure.located(tenantID: tenantID, database, connection, sources)) ?? failure
    }
  }

  /// The same failure with the columns that cannot be read.
  ///
  /// - Parameters:
  ///   - connection: has no transaction.
  ///   - sources: what was found out about the CRM's tables.
  ///   - seconds: after how long to give up.
  /// - Throws: `PostgresError` if the search fails.
  func located(
    tenantID: UUID, _ database: Database, _ connection: Connection, _ sources: CheckedSources,
    seconds: Int = UnreadableColumns.secondsForAll
  ) throws -> ValueFailure {
    var failure = self
    failure.found = try UnreadableColumns.find(
      tenantID: tenantID, database, connection, sources, seconds: seconds)
    failure.schema = database.schema
    return failure
  }

  var description: String {
    let during = report.map { " while computing \($0)" } ?? ""
    guard let found, !found.places.isEmpty else { return "\(cause)\(during)\(nothingFound)" }
    let tables = found.places.filter { $0.column == nil }
    let columns = found.places.filter { $0.column != nil }
    let problems = [
      sentence("the rows of", tables, "cannot be read"),
      sentence(columns.count == 1 ? "a value of" : "values of", columns, "could not be processed"),
    ]
    let places = problems.compactMap(\.self).joined(separator: ", and ")
    let isCause = found.places.contains { $0.sqlState == cause.sqlState }
    let problem = isCause ? "\(places)\(during)" : "\(cause)\(during), and \(places)"
    let values = tables.isEmpty && columns.count == 1 ? "value" : "values"
    let views = Set(found.places.filter(\.isOfView).map { "\(schema).\($0.table)" }).sorted()
    let inViews =
      views.isEmpty ? "" : ", or the view\(views.count == 1 ? "" : "s") \(views.joined(separator: ", "))"
    let rest = found.givenUpAfter.map { "; other columns were not read within \($0) seconds" } ?? ""
    return "\(problem); correct the \(values) in the CRM\(inViews)\(rest)"
  }

  /// - Returns: nil if there are no such places.
  private func sentence(
    _ subject: String, _ places: [UnreadableColumns.Place], _ predicate: String
  ) -> String? {
    let states = places.map { "(SQLSTATE \($0.sqlState))" }
    guard places.count > 1 else {
      return places.first.map { "\(subject) \($0.name) \(predicate) \(states[0])" }
    }
    let names = zip(places, states).map { "\($0.name) \($1)" }.joined(separator: ", ")
    return "\(subject) \(names) \(predicate)"
  }

  private var nothingFound: String {
    guard let found else { return "" }
    if let seconds = found.givenUpAfter {
      return "; its column was not found within \(seconds) seconds: "
        + "count the tenant's values of each column in psql"
    }
    return "; each column of the CRM's tables can be read by itself: unless it was corrected meanwhile, look "
      + "for values too large or too small to calculate with"
  }
}

extension UnreadableColumns.Place {
  fileprivate var name: String { column.map { "\(table).\($0)" } ?? table }
}
