internal import Calendars
internal import Exports
internal import PostgreSQL
internal import Runs

extension ExitStatus {
  /// The exit status for an error, if nothing else was done.
  package init(for error: any Error) {
    switch error {
    case let error as any ErrorWithExitStatus: self = error.exitStatus
    case let error as PostgresError where error.isUnreachable || error.kind == .commitOutcomeUnknown:
      self = .databaseUnavailable
    case let error as FileSystemError: self = error.isFencedOff ? .busy : .cannotWriteExports
    case let error as PostgresError where error.isLockTimeout || error.isDeadlock: self = .busy
    case is ConnectionSettings.Invalid: self = .usage
    case is Skipper.NoTree, is UnwritablePart: self = .cannotWriteExports
    case is Ledger.VersionChanged: self = .busy
    case let error as Ledger.Failure: self = error.isSlugMismatch ? .badConfiguration : .failed
    case let error as Migrator.Failure: self = error.isRetryable ? .busy : .badConfiguration
    case is TimeZoneError, is FixedOffsetZone, is Readiness.Failure, is SourceContract.Broken,
      is RepeatedKeys, is ForeignTree,
      is FreshnessUnreadable,
      is NewerTree, is UnadoptableTree:
      self = .badConfiguration
    default: self = .failed
    }
  }
}
