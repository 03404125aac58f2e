/// One versioned step of the database's shape.
package struct Migration: Sendable {
  package let version: Int
  package let name: String
  private(set) var sql: String

  /// - Parameter fileName: such as `002_pipeline_overview.sql`.
  private init(fileName: Substring, sql: String) {
    guard let parts = fileName.wholeMatch(of: /([0-9]{3})_([a-z_]+)\.sql/), let version = Int(parts.1) else {
      preconditionFailure("\(fileName) is not named after a migration's version and what it is about")
    }
    self.version = version
    name = String(parts.2)
    self.sql = sql
  }

  /// Whether it is one transaction, with a lock on one table at most. What cannot run in a transaction says so in its
  /// first line, and can be repeated where it was broken off.
  var isTransaction: Bool { !sql.hasPrefix(Self.outsideTransactions) }

  /// The same as a transaction, for tables that nobody uses yet.
  var forNewSchema: Migration {
    var migration = self
    migration.sql = sql.replacing(Self.outsideTransactions, with: "").replacing(" CONCURRENTLY", with: "")
    return migration
  }

  private static let outsideTransactions = "-- transaction: none\n"

  /// Those of the folder `Migrations`, in order. One that was released is never changed.
  package static let all: [Migration] = SQLFile.all.compactMap { file in
    let folder = "Migrations/"
    return file.path.hasPrefix(folder)
      ? Migration(fileName: file.path.dropFirst(folder.count), sql: file.text) : nil
  }

  /// The version that this program is for.
  package static var latest: Int { all.count }
}
