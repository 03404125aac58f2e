/// One versioned step of the database's shape.
package struct Migration: Sendable {
  package let version: Int
  package let name: String
  private(set) var sql: String

  init(_ version: Int, _ name: String, _ sql: [UInt8]) {
    self.version = version
    self.name = name
    self.sql = String(decoding: sql, as: UTF8.self)
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

  /// In order; a version, once released, is never changed. (The build names an embedded file after it, with
  /// `_` in the place of a leading digit.)
  package static let all: [Migration] = [
    Migration(1, "ledger_and_runs", PackageResources._01_ledger_and_runs_sql),
    Migration(2, "pipeline_overview", PackageResources._02_pipeline_overview_sql),
    Migration(3, "pipeline_coverage", PackageResources._03_pipeline_coverage_sql),
    Migration(4, "pipeline_stage_funnel", PackageResources._04_pipeline_stage_funnel_sql),
    Migration(5, "rep_performance", PackageResources._05_rep_performance_sql),
    Migration(6, "occurrences_of_headers", PackageResources._06_occurrences_of_headers_sql),
    Migration(7, "index_of_headers", PackageResources._07_index_of_headers_sql),
    Migration(8, "failures", PackageResources._08_failures_sql),
    Migration(9, "files_of_trees", PackageResources._09_files_of_trees_sql),
  ]

  /// The version that this program is for.
  package static var latest: Int { all.count }
}
