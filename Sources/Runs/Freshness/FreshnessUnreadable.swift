internal import PostgreSQL

/// The view that says up to when the CRM's tables are complete could not be read.
package struct FreshnessUnreadable: Error, CustomStringConvertible {
  let cause: PostgresError

  package var description: String { "\(cause), while the view \(FreshnessView.name) was read: \(advice)" }

  private var advice: String {
    cause.isMissingRight && !cause.isInFunction || cause.sqlState == "42P01"
      ? "as the owner of the report tables run `dyno-reports migrate`, which makes the view where it is missing, and grants "
        + "what it may"
      : "correct the view, or drop it and run `dyno-reports migrate`, which makes one that lets everything be computed"
  }

  /// Runs the body, which reads the view. Errors that any statement can meet, such as a lost connection, stay as they are.
  static func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as PostgresError where error.isOfTheStatement {
      throw FreshnessUnreadable(cause: error)
    }
  }
}
