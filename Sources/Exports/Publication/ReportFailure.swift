internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// A report whose files could not be written.
struct ReportFailure: Error {
  /// The report's type; nil if the failure concerns the whole period.
  let report: String?
  let underlying: any Error

  /// Whether the cause lies in the data of this one period, so that other periods can still be published.
  /// Every other error ends the publication: a failing database or disk would fail the next period too.
  var isLimitedToPeriod: Bool {
    switch underlying {
    case let error as PostgresError:
      // The classes for values, constraints and internal errors, such as damaged storage.
      error.kind == .statement && ["22", "23", "XX"].contains(error.sqlState.prefix(2))
    case let error as FileSystemError: error.isNameTooLong
    case is FactsChanged, is FactsMissing, is BytesMissing, is FactFiles.RowCountMismatch,
      is UnknownReport, is UnknownFormat,
      is UnexpectedAnswer:
      true
    case is NotOneRow, is UnreadableOccurrence, is UnwritablePart: true
    default: false
    }
  }
}
