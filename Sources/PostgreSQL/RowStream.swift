/// The rows of a query in batches, read through a cursor. Memory use does not depend on the number of rows,
/// and between two batches the server does not compute.
package struct RowStream: ~Copyable {
  private let connection: Connection
  private let batchSize: Int
  private var isAtEnd = false

  /// Opens the cursor. A transaction can have only one open at a time.
  package init(
    _ connection: Connection, _ query: NamedStatement, _ values: [String: String?], batchSize: Int = 2_000
  ) throws(PostgresError) {
    self.connection = connection
    self.batchSize = batchSize
    // All rows will be read, so the planner should not optimise for the first ones.
    try connection.execute("SET LOCAL cursor_tuple_fraction = 1")
    try connection.execute("DECLARE row_stream NO SCROLL CURSOR FOR \(query.sql)", query.bind(values))
  }

  /// The next batch, or nil after the last one.
  package mutating func next() throws(PostgresError) -> Rows? {
    guard !isAtEnd else { return nil }
    let rows = try connection.execute("FETCH FORWARD \(batchSize) FROM row_stream")
    if rows.count < batchSize {
      isAtEnd = true
      try connection.execute("CLOSE row_stream")
    }
    return rows.count > 0 ? rows : nil
  }
}
