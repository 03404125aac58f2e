internal import ArgumentParser
internal import EmbeddedPostgreSQL
internal import Foundation
internal import PostgreSQL
internal import Runs

/// A database to work on, and the embedded server where it lives in one.
struct OpenDatabase {
  let database: Database
  let server: EmbeddedServer?

  /// Lets go of the server. To be called last: without it, the server could stop while it is needed.
  func close() { server?.stop() }
}
