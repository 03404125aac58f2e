/// The rows of one result, as text.
package struct Rows {
  private let result: QueryResult

  init(_ result: QueryResult) { self.result = result }

  /// `INSERT 0 5`, `COMMIT`, …
  package var commandTag: String { result.commandTag }

  /// Rows that an INSERT, UPDATE or DELETE touched.
  package var affectedCount: Int { result.affectedCount }

  package var columns: [ResultColumn] { result.columns }

  /// The only row of a statement that always gives one.
  package var only: Row {
    get throws(NotOneRow) {
      guard count == 1 else { throw NotOneRow(count: count) }
      return self[0]
    }
  }

  /// The bytes of a value, in place and followed by a NUL, or nil for NULL: for loops over many rows, as nothing is
  /// copied.
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
