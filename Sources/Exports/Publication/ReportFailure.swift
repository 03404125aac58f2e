internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// A report whose files could not be written.
struct ReportFailure: Error {
  /// The report's type; nil where it is about the period as a whole.
  let report: String?
  let underlying: any Error

  /// Whether the cause lies in what this one period is made of, and other periods can be published. Everything else ends
  /// the publication: a database or a disk that fails would fail the next period too.
  var concernsOnePeriod: Bool {
    switch underlying {
    case let error as PostgresError:
      // Values, constraints, and damaged storage.
      error.kind == .statement && ["22", "23", "XX"].contains(error.sqlState.prefix(2))
    case let error as FileSystemError: error.isNameTooLong
    case is FactsChanged, is FactFiles.RowsDiffer, is UnknownReport, is UnknownFormat, is UnexpectedAnswer:
      true
    default: false
    }
  }
}
