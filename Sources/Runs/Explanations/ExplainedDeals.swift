package import PostgreSQL

/// The deals of an ``Explanation``, largest contribution first: rows with its `columns`, as text.
package struct ExplainedDeals {
  private let connection: Connection
  private let statement: NamedStatement
  private let values: [String: String?]

  init(_ connection: Connection, _ statement: NamedStatement, _ values: [String: String?]) {
    self.connection = connection
    self.statement = statement
    self.values = values
  }

  /// - Parameter limit: the most deals to read; nil for all of them.
  package func stream(limit: Int? = nil) throws(PostgresError) -> RowStream {
    var values = values
    values["limit"] = limit.map(String.init) ?? ""
    return try RowStream(connection, statement, values)
  }

  /// The deals at once.
  package func rows(limit: Int? = nil) throws -> [[String?]] {
    var stream = try stream(limit: limit)
    var rows: [[String?]] = []
    while let batch = try stream.next() { rows += batch.map(\.all) }
    return rows
  }
}
