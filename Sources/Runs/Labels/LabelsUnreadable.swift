internal import PostgreSQL

/// The view with the names of users, groups and pipelines could not be read.
struct LabelsUnreadable: Error, CustomStringConvertible {
  let cause: PostgresError

  var description: String {
    "\(cause), while the view report_label was read: correct the view, or replace it by one without rows, as "
      + "docs/your_crm.md shows; reports then have no names"
  }

  /// Runs the body, which reads the view. Errors that any statement can meet, such as a lost connection, stay as they are.
  static func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as PostgresError
      where error.kind == .statement && !["40", "53", "57"].contains(error.sqlState.prefix(2))
    {
      throw LabelsUnreadable(cause: error)
    }
  }
}
