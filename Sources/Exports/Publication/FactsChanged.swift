internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

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
