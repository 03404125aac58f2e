internal import EmbeddedPostgreSQL
internal import Runs

/// A database to work on, and its embedded server if it has one.
struct OpenDatabase {
  let database: Database
  let server: EmbeddedServer?

  /// Releases the embedded server. Call it last: the server may stop as soon as nobody uses it.
  func close() { server?.stop() }
}
