/// How a transaction is opened. Everything is set for the transaction alone, so that it holds behind a
/// pooler that hands out connections per transaction.
package struct TransactionSettings: Sendable {
  package enum Isolation: String, Sendable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
  }

  package var isolation: Isolation
  /// Settings of an application's own, by name, such as those that row level security reads.
  package var applicationSettings: [String: String]
  package var schema: String
  /// Whether tables are made: they are made in the first schema of the path, which pg_catalog must not be.
  package var makesTables = false
  /// Seconds to wait for a lock; 0 waits for ever.
  package var lockTimeout = 10.0
  /// Minutes that the server waits for the next statement; 0 waits for ever.
  package var idleTimeout = 15
  package var isReadOnly = false
  /// Megabytes for a sort or a hash table; nil leaves what the server says.
  package var workMemory: Int?

  package init(_ isolation: Isolation, schema: String, applicationSettings: [String: String] = [:]) {
    self.isolation = isolation
    self.applicationSettings = applicationSettings
    self.schema = schema
  }
}
