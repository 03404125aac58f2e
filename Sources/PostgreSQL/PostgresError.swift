/// An error in the communication with PostgreSQL.
///
/// Messages are safe to print and to store. DETAIL and CONTEXT, which can quote rows, are never kept. Neither
/// is the text of an error whose class concerns values.
package struct PostgresError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: Sendable, Hashable {
    /// No connection could be made, or an existing one broke.
    case connection
    /// The server refused a statement.
    case statement
    /// The connection broke before COMMIT was answered: the transaction may or may not be committed.
    case commitOutcomeUnknown
    /// COMMIT was answered with ROLLBACK: an earlier statement had failed.
    case rolledBack
  }

  package let kind: Kind
  /// Five characters; empty if the error did not come from the server.
  package let sqlState: String
  package let message: String
  /// Whether a function in the database raised it. Such an error can have any SQLSTATE.
  private let isRaised: Bool

  package init(kind: Kind, sqlState: String = "", message: String) {
    self.kind = kind
    self.sqlState = sqlState
    self.message = message
    isRaised = false
  }

  /// An error of the server, without text that may quote data: classes 22 and 23 are errors about values, and
  /// functions of the CRM can raise any text.
  ///
  /// - Parameter routine: the function of the server that reported the error.
  init(sqlState: String, primaryMessage: String, routine: String, isConnectionLost: Bool) {
    self.kind = isConnectionLost ? .connection : .statement
    self.sqlState = sqlState
    // RAISE in PL/pgSQL can name any class. Other languages raise errors of class 38.
    isRaised = ["P0", "38"].contains(sqlState.prefix(2)) || routine == "exec_stmt_raise"
    message =
      switch sqlState.prefix(2) {
      case _ where isRaised: "a function in the database raised an error"
      case "22": "a value could not be processed"
      case "23": "a constraint was violated"
      default: primaryMessage
      }
  }

  package var description: String {
    sqlState.isEmpty ? message : "\(message) (SQLSTATE \(sqlState))"
  }

  /// Whether a value in a row can be the cause: the same statement succeeds if the rows are others.
  package var canBeDueToAValue: Bool {
    guard kind == .statement, !isRaised else { return kind == .statement }
    return switch sqlState {
    // The types of views can be domains, which have constraints of their own.
    case "23502", "23514": true
    // A scalar subquery that returns several rows; in functions, a CASE without a branch for the value, a path
    // without RETURN, and NULL where it is not allowed.
    default: ["20", "21", "22", "2F", "39"].contains(sqlState.prefix(2))
    }
  }

  /// Another transaction changed the same rows first.
  package var isSerializationFailure: Bool { sqlState == "40001" }
  package var isMissingRight: Bool { sqlState == "42501" }
  package var isNotSupported: Bool { sqlState == "0A000" }
  /// The statement was cancelled, usually because of its time limit.
  package var isCancelled: Bool { sqlState == "57014" }
  package var isDeadlock: Bool { sqlState == "40P01" }
  package var isLockTimeout: Bool { sqlState == "55P03" }
}
