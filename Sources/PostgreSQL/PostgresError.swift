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

  package init(kind: Kind, sqlState: String = "", message: String) {
    self.kind = kind
    self.sqlState = sqlState
    self.message = message
  }

  /// An error of the server, without text that may quote data: classes 22 and 23 are errors about values, and
  /// functions of the CRM can raise any text.
  ///
  /// - Parameter routine: the function of the server that reported the error.
  init(sqlState: String, primaryMessage: String, routine: String, isConnectionLost: Bool) {
    self.kind = isConnectionLost ? .connection : .statement
    self.sqlState = sqlState
    switch sqlState.prefix(2) {
    case "22": message = "a value could not be processed"
    case "23": message = "a constraint was violated"
    // RAISE in PL/pgSQL can name any class.
    case "P0",
      _ where routine == "exec_stmt_raise":
      message = "a function in the database raised an error"
    default: message = primaryMessage
    }
  }

  package var description: String {
    sqlState.isEmpty ? message : "\(message) (SQLSTATE \(sqlState))"
  }

  /// Another transaction changed the same rows first.
  package var isSerializationFailure: Bool { sqlState == "40001" }
  package var isMissingRight: Bool { sqlState == "42501" }
  package var isNotSupported: Bool { sqlState == "0A000" }
  package var isDeadlock: Bool { sqlState == "40P01" }
  package var isLockTimeout: Bool { sqlState == "55P03" }
}
