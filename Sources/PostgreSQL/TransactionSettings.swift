/// How a transaction is opened. Everything is set only for the transaction, so it works behind a connection
/// pooler in transaction mode.
package struct TransactionSettings: Sendable {
  package enum Isolation: String, Sendable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
  }

  package var isolation: Isolation
  /// Custom settings by name, such as those that row level security reads.
  package var applicationSettings: [String: String]
  package var schema: String
  /// Whether the transaction creates tables. They are created in the first schema of the search path, which
  /// must then not be pg_catalog.
  package var createsTables = false
  /// Seconds to wait for a lock; 0 waits for ever.
  package var lockTimeoutSeconds = 10.0
  /// Seconds after which the server cancels a statement, and half a minute after which the connection is closed: see
  /// ``TimeLimit``. A cursor is several statements.
  package var timeLimitSeconds = TimeLimit.shortSeconds
  /// Minutes that the server waits for the next statement; 0 waits for ever.
  package var idleTimeoutMinutes = 15
  package var isReadOnly = false
  /// Whether the planner must not join by nested loops. Where it has no statistics, it often expects one row instead of
  /// thousands, and a loop then takes hours; other joins take as long as their input is large.
  package var avoidsNestedLoops = false
  /// Megabytes for a sort or a hash table; nil keeps the server's setting.
  package var workMemoryMegabytes: Int?

  package init(_ isolation: Isolation, schema: String, applicationSettings: [String: String] = [:]) {
    self.isolation = isolation
    self.applicationSettings = applicationSettings
    self.schema = schema
  }
}
