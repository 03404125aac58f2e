internal import CLibPQ

/// The rows of one result, as text.
@safe package final class Rows {
  package struct Column: Sendable {
    package let name: String
    let typeID: UInt32
    let typeModifier: Int32
  }

  private let raw: OpaquePointer
  package let count: Int

  init(owning result: OpaquePointer) {
    unsafe raw = unsafe result
    count = Int(unsafe PQntuples(result))
  }

  deinit { unsafe PQclear(raw) }

  private var fieldCount: Int32 { unsafe PQnfields(raw) }

  /// `INSERT 0 5`, `COMMIT`, …
  package var commandTag: String { unsafe String(cString: PQcmdStatus(raw)) }

  /// Rows that an INSERT, UPDATE or DELETE touched.
  package var affectedCount: Int { Int(unsafe String(cString: PQcmdTuples(raw))) ?? 0 }

  package var columns: [Column] {
    (0..<fieldCount).map { index in
      Column(
        name: unsafe String(cString: PQfname(raw, index)),
        typeID: unsafe PQftype(raw, index), typeModifier: unsafe PQfmod(raw, index))
    }
  }

  /// - Returns: nil where the statement has no such column.
  func position(of column: String) -> Int? {
    let position = unsafe PQfnumber(raw, column)
    return position < 0 ? nil : Int(position)
  }

  /// - Returns: nil for NULL.
  func text(_ row: Int, _ column: Int) -> String? {
    precondition(row < count)
    guard unsafe PQgetisnull(raw, Int32(row), Int32(column)) == 0 else { return nil }
    return unsafe String(cString: PQgetvalue(raw, Int32(row), Int32(column)))
  }

  /// The only row of a statement that always gives one.
  package var only: Row {
    get throws(NotOneRow) {
      guard count == 1 else { throw NotOneRow(count: count) }
      return self[0]
    }
  }

  /// The bytes of a value, in place and followed by a NUL, or nil for NULL: the row loop's way, which
  /// copies nothing.
  package func withBytes<Result>(
    _ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>?) throws -> Result
  ) rethrows -> Result {
    precondition(row < count)
    guard unsafe PQgetisnull(raw, Int32(row), Int32(column)) == 0,
      let value = unsafe PQgetvalue(raw, Int32(row), Int32(column))
    else { return try body(nil) }
    let length = Int(unsafe PQgetlength(raw, Int32(row), Int32(column)))
    return try unsafe value.withMemoryRebound(to: UInt8.self, capacity: length + 1) {
      try unsafe body(UnsafeBufferPointer(start: $0, count: length))
    }
  }
}

extension Rows: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }
  package subscript(row: Int) -> Row { Row(self, row) }
}
