internal import Exports
internal import PostgreSQL

extension Error {
  /// Whether it says what happened, and not what to do.
  package var isBare: Bool {
    switch self {
    case is PostgresError, is FileSystemError, is ConnectionSettings.Invalid: true
    case let failure as Rehearsal.Failure: failure.isBare
    default: false
    }
  }
}
