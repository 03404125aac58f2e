internal import PostgreSQL

/// The view with the names of users, groups and pipelines could not be read.
struct LabelsUnreadable: Error, CustomStringConvertible {
  let cause: PostgresError

  var isMissingRight: Bool { cause.isMissingRight }

  var description: String { "\(cause), while the view \(LabelView.name) was read: \(advice)" }

  private var advice: String {
    switch cause {
    case _ where cause.isMissingRight && !cause.isInFunction, _ where cause.sqlState == "42P01":
      "as the owner of the report tables run `dyno-reports migrate`, which makes the view where it is missing, and grants what "
        + "it may; `dyno-reports doctor` says what else is missing"
    default:
      "correct the view, or replace it by one without rows, as docs/your_crm.md shows; reports then have no names"
    }
  }

  /// Runs the body, which reads the view. Errors that any statement can meet, such as a lost connection, stay as they are.
  static func naming<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as PostgresError where error.isOfTheStatement {
      throw LabelsUnreadable(cause: error)
    }
  }
}
