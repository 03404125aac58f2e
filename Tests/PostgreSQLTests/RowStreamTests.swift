import PostgreSQL
import Runs
import Testing
import TestingDatabase

struct RowStreamTests {
  @Test("Every row is read once, in order", arguments: [0, 1, 9, 10, 11, 25], [false, true])
  func batches(count: Int, isKnown: Bool) throws {
    let database = try TestDatabase(migrated: false)
    let connection = try database.owner.connect()
    let numbers = try connection.transaction(database.owner.transaction(.readCommitted, tenant: nil)) {
      connection in
      var stream = try RowStream(
        connection, NamedStatement("SELECT generate_series(1, :'count'::integer)"), ["count": String(count)],
        count: isKnown ? count : nil, batchSize: 10)
      var numbers: [String?] = []
      while let rows = try stream.next() { numbers += rows.map { $0.all[0] } }
      return numbers
    }
    #expect(numbers == (0..<count).map { String($0 + 1) })
  }
}
