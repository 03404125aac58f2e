internal import ArgumentParser
internal import Calendars
internal import EmbeddedPostgreSQL
internal import Exports
internal import PostgreSQL
internal import Runs

/// What the process tells the one that started it; the numbers are those of `sysexits.h`, and 3.
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  /// Something was published and something failed.
  case partly = 3
  case usage = 64
  case databaseUnavailable = 69
  case cannotWriteExports = 73
  case busy = 75
  case badConfiguration = 78

  /// The status that an error calls for when nothing else was done.
  init(for error: any Error) {
    switch error {
    case let error as PostgresError where error.kind == .connection || error.kind == .commitOutcomeUnknown:
      self = .databaseUnavailable
    case is EmbeddedServer.Failure: self = .databaseUnavailable
    case let error as FileSystemError: self = error.isDisplacement ? .busy : .cannotWriteExports
    case let error as PostgresError where error.isLockTimeout || error.isDeadlock: self = .busy
    case is ConnectionSettings.Invalid: self = .usage
    case is Skipper.NoTree: self = .cannotWriteExports
    case is Ledger.VersionChanged: self = .busy
    case let error as Ledger.Failure: self = error.isAboutTheSlug ? .badConfiguration : .failed
    case let error as Migrator.Failure: self = error.isAboutUse ? .busy : .badConfiguration
    case is TimeZoneError, is NoScheduleFile, is Readiness.Failure, is ForeignTree:
      self = .badConfiguration
    default: self = .failed
    }
  }
}

extension ParsableCommand {
  /// Runs the body; an error becomes one line on stderr and its exit status. A `ValidationError` is about what
  /// was asked for.
  func reportingErrors(_ body: () throws -> ExitStatus) throws {
    let status: ExitStatus
    do {
      status = try body()
    } catch let error as ValidationError {
      Terminal.error(error.message)
      status = .usage
    } catch {
      Terminal.error("\(error)")
      status = ExitStatus(for: error)
    }
    if status != .done { throw ExitCode(status.rawValue) }
  }
}
