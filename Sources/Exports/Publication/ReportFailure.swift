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

/// The facts are not those that were published any more.
struct FactsChanged: Error, CustomStringConvertible {
  /// Of the first file that was published of the report.
  let path: String?
  /// Whether a newer revision is to take its place.
  let isSuperseded: Bool

  var description: String {
    (path.map { "\($0): " } ?? "") + "the facts in the database are not those that were published, "
      + (isSuperseded
        ? "so it cannot be kept in the history, and the newer revision cannot take its place; `skip` gives that one up"
        : "so nothing was written again; the facts as they were are in a backup of the database")
  }
}
