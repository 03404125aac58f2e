/// The rows of a query in batches, read through a cursor. Memory use does not depend on the number of rows,
/// and between two batches the server does not compute. What is known to fit into one batch is read without a cursor.
package struct RowStream: ~Copyable {
  private let connection: Connection
  private let batchSize: Int
  private var isAtEnd = false
  /// All rows, if there is no cursor.
  private var onlyBatch: Rows?

  /// Opens the cursor. A transaction can have only one open at a time.
  ///
  /// - Parameter count: how many rows there are; nil if that is not known.
  package init(
    _ connection: Connection, _ query: NamedStatement, _ values: [String: String?], count: Int? = nil,
    batchSize: Int = 2_000
  ) throws(PostgresError) {
    self.connection = connection
    self.batchSize = batchSize
    if let count, count <= batchSize {
      onlyBatch = try connection.execute(query, values)
      return
    }
    try Self.prepare(connection)
    _ = try connection.execute(Self.declaration(query), values)
  }

  /// The plan with which a stream would read its rows, as `EXPLAIN (VERBOSE, FORMAT JSON)` writes it.
  package static func plan(
    _ connection: Connection, _ query: NamedStatement, _ values: [String: String?]
  ) throws -> String {
    try prepare(connection)
    let explaining = "EXPLAIN (VERBOSE, FORMAT JSON) \(declaration(query).sql)"
    // In quotes: libpq takes a name without them for one in lower case.
    return try connection.execute(explaining, query.bind(values)).only.value("\"QUERY PLAN\"")
  }

  /// All rows will be read, so the planner should not optimise for the first ones.
  private static func prepare(_ connection: Connection) throws(PostgresError) {
    try connection.execute("SET LOCAL cursor_tuple_fraction = 1")
  }

  private static func declaration(_ query: NamedStatement) -> NamedStatement {
    query.preceded(by: "DECLARE row_stream NO SCROLL CURSOR FOR ")
  }

  /// The next batch, or nil after the last one.
  package mutating func next() throws(PostgresError) -> Rows? {
    guard !isAtEnd else { return nil }
    if let rows = onlyBatch {
      (onlyBatch, isAtEnd) = (nil, true)
      return rows.count > 0 ? rows : nil
    }
    let rows = try connection.execute("FETCH FORWARD \(batchSize) FROM row_stream")
    if rows.count < batchSize {
      isAtEnd = true
      try connection.execute("CLOSE row_stream")
    }
    return rows.count > 0 ? rows : nil
  }
}
