internal import Foundation
internal import PostgreSQL
internal import Reports

/// The columns of the CRM's tables that have a value which cannot be read. PostgreSQL does not say where a value comes
/// from, and its message would quote the value. So each column is read once more, by itself.
struct UnreadableColumns {
  /// A column, or a whole table, and how reading it fails.
  struct Place {
    let table: String
    /// nil if no row can be read, whatever the column: the condition or a join of the view fails.
    let column: String?
    let isOfView: Bool
    let sqlState: String
  }

  private(set) var places: [Place] = []
  /// The seconds after which the search was given up; nil if all columns were read.
  private(set) var givenUpAfter: Int?

  /// Long enough for millions of rows, and short beside a computation.
  static let secondsForAll = 60

  /// Reads all of the tenant's rows, in a transaction of its own that changes nothing.
  ///
  /// - Parameters:
  ///   - sources: what was found out about the CRM's tables.
  ///   - seconds: after how long to give up.
  /// - Throws: `PostgresError` if reading fails for another reason than a value.
  static func find(
    tenantID: UUID, _ database: Database, _ connection: Connection, _ sources: CheckedSources, seconds: Int
  ) throws -> UnreadableColumns {
    var settings = database.reading(sources, of: tenantID)
    settings.isReadOnly = true
    return try connection.transaction(settings) { connection in
      let reader = Reader(
        tenantID: tenantID.uuidString, connection: connection, end: .now + .seconds(seconds))
      var found = UnreadableColumns()
      do {
        let columns =
          SourceColumn.all.map { (table: $0.table, name: $0.name) }
          + sources.optionalColumns.map { (table: $0.table, name: $0.name) }
        let tables = Dictionary(grouping: columns, by: \.table).sorted { $0.key < $1.key }
        for (table, columns) in tables { try reader.search(table, columns.map(\.name), &found.places) }
      } catch let error as PostgresError where error.isCancelled {
        found.givenUpAfter = seconds
      }
      return found
    }
  }

  private struct Reader {
    let tenantID: String
    let connection: Connection
    let end: ContinuousClock.Instant

    /// The whole table first: mostly it can be read, and then one pass is enough.
    func search(_ table: String, _ columns: [String], _ places: inout [Place]) throws {
      guard try failure(of: columns, in: table) != nil else { return }
      let isOfView: Bool = try connection.execute(
        "SELECT relkind = 'v' AS is_view FROM pg_class WHERE oid = to_regclass($1)", [table]
      ).only.value("is_view")
      func add(_ column: String?, _ sqlState: String) {
        places.append(Place(table: table, column: column, isOfView: isOfView, sqlState: sqlState))
      }
      if let sqlState = try failure(of: ["*"], in: table) { return add(nil, sqlState) }
      for column in columns {
        if let sqlState = try failure(of: [column], in: table) { add(column, sqlState) }
      }
    }

    /// Counts the values, for which the server has to compute them, and sends none.
    ///
    /// - Returns: the SQLSTATE of a failure that a value can have caused.
    private func failure(of columns: [String], in table: String) throws -> String? {
      let counts = columns.map { "count(\($0))" }.joined(separator: ", ")
      do {
        try connection.withSavepoint {
          try limitTime()
          try connection.execute("SELECT \(counts) FROM \(table) WHERE tenant_id = $1::uuid", [tenantID])
        }
        return nil
      } catch let error as PostgresError where error.canBeDueToAValue {
        return error.sqlState
      }
    }

    /// Gives the next statement the time that is left.
    private func limitTime() throws {
      let milliseconds = Int((end - .now) / .milliseconds(1))
      try connection.executeScript("SET LOCAL statement_timeout = '\(max(milliseconds, 1))ms'")
    }
  }
}
