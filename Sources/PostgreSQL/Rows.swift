/// The rows of one result, as text.
package struct Rows {
  private let result: QueryResult

  init(_ result: QueryResult) { self.result = result }

  /// For example, `INSERT 0 5` or `COMMIT`.
  package var commandTag: String { result.commandTag }

  /// The number of rows that an INSERT, UPDATE or DELETE affected.
  package var affectedCount: Int { result.affectedCount }

  package var columns: [ResultColumn] { result.columns }

  /// The only row of a statement that always returns exactly one.
  package var only: Row {
    get throws(NotOneRow) {
      guard count == 1 else { throw NotOneRow(count: count) }
      return self[0]
    }
  }

  /// Calls the body with the bytes of a value, followed by a NUL; nil for NULL. Nothing is copied: for loops
  /// over many rows.
  package func withBytes<Result>(
    _ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>?) throws -> Result
  ) rethrows -> Result {
    try unsafe result.withBytes(row, column, body)
  }
}

extension Rows: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { result.count }
  package subscript(row: Int) -> Row { Row(result, row) }
}
