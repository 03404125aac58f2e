/// A look-up does not find what computing stored: the rows are gone, or an index does not lead to them.
struct FactsMissing: Error, CustomStringConvertible {
  enum Subject: String {
    case runs, rows
  }

  let subject: Subject
  let stored: Int
  let found: Int
  let isPublished: Bool

  /// - Parameter stored: nil if an earlier program computed the occurrence: it did not count.
  static func check(
    _ subject: Subject, stored: Int?, found: Int, of occurrence: PublishableOccurrence
  ) throws(FactsMissing) {
    guard let stored, stored != found else { return }
    throw FactsMissing(subject: subject, stored: stored, found: found, isPublished: occurrence.isPublished)
  }

  var description: String {
    "the number of \(subject) found (\(found)) is not the number stored (\(stored)). Were rows deleted or added by "
      + "hand? Or did the server's libc change, so that indexes must be built anew with REINDEX? "
      + (isPublished
        ? "The facts of a published period come back from its files with `dyno-reports adopt`, or from a backup of the database"
        : "Once they are found again, the next run publishes the period; if they are gone, `skip` it and `backfill` it")
  }
}
