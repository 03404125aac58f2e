import PostgreSQL
import Runs
import Testing
import TestingDatabase

struct RowStreamTests {
  @Test("Every row comes once and in order", arguments: [0, 1, 9, 10, 11, 25])
  func batches(count: Int) throws {
    let database = try TestDatabase(migrated: false)
    let connection = try database.owner.connect()
    let numbers = try connection.transaction(database.owner.transaction(.readCommitted, tenant: nil)) {
      connection in
      var stream = try RowStream(
        connection, "SELECT generate_series(1, $1::integer)", [String(count)], batchSize: 10)
      var numbers: [String?] = []
      while let rows = try stream.next() { numbers += (0..<rows.count).map { rows[$0, 0] } }
      return numbers
    }
    #expect(numbers == (0..<count).map { String($0 + 1) })
  }
}
