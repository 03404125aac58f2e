internal import CLibPQ

/// The result of one statement, held by libpq.
@safe final class QueryResult {
  private let raw: OpaquePointer
  let count: Int

  init(owning result: OpaquePointer) {
    unsafe raw = unsafe result
    count = Int(unsafe PQntuples(result))
  }

  deinit { unsafe PQclear(raw) }

  var commandTag: String { unsafe String(cString: PQcmdStatus(raw)) }

  var affectedCount: Int { Int(unsafe String(cString: PQcmdTuples(raw))) ?? 0 }

  var columns: [ResultColumn] {
    let count = unsafe PQnfields(raw)
    return (0..<count).map { index in
      ResultColumn(
        name: unsafe String(cString: PQfname(raw, index)),
        typeID: unsafe PQftype(raw, index), typeModifier: unsafe PQfmod(raw, index))
    }
  }

  /// - Returns: nil if the statement has no such column.
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

  func withBytes<Result>(
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
