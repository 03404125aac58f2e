internal import PostgreSQL

/// One versioned change of the database's schema.
package struct Migration: Sendable {
  package let version: Int
  package let name: String
  private(set) var sql: String

  /// - Parameter fileName: such as `012_what_it_adds.sql`.
  private init(fileName: Substring, sql: String) {
    guard let parts = fileName.wholeMatch(of: /([0-9]{3})_([a-z_]+)\.sql/), let version = Int(parts.1) else {
      preconditionFailure("\(fileName) is not named like a migration, such as 012_what_it_adds.sql")
    }
    self.version = version
    name = String(parts.2)
    self.sql = sql
  }

  /// Whether the migration runs as one transaction, which locks at most one table. A migration that cannot
  /// run in a transaction says so in its first line, and can be repeated after an interruption.
  var isTransaction: Bool { !sql.hasPrefix(Self.outsideTransactions) }

  /// The same migration as a transaction, for tables that nobody uses yet.
  var transactionalVariant: Migration {
    var migration = self
    migration.sql = sql.replacing(Self.outsideTransactions, with: "").replacing(" CONCURRENTLY", with: "")
    return migration
  }

  /// Each is sent as a message of its own: to change the parts of a distributed table, Citus sends its workers the text of
  /// the whole message, and they take one statement.
  var statements: [String] { SQLScript.statements(sql) }

  private static let outsideTransactions = "-- transaction: none\n"

  /// The migrations of the folder `Migrations`, in order. A released migration is never changed.
  package static let all: [Migration] = SQLFile.all.compactMap { file in
    let folder = "Migrations/"
    return file.path.hasPrefix(folder)
      ? Migration(fileName: file.path.dropFirst(folder.count), sql: file.text) : nil
  }

  /// The version that this program requires.
  package static var latest: Int { all.count }
}
