/// An error in the communication with PostgreSQL.
///
/// Messages are safe to print and to store. DETAIL and CONTEXT, which can quote rows, are never kept. Neither
/// is the text of an error that concerns values or arose in a function.
package struct PostgresError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: Sendable, Hashable {
    /// No connection could be made, or an existing one broke.
    case connection
    /// The server refused a statement.
    case statement
    /// COMMIT ended with an error, or got no answer: the transaction may or may not be committed.
    case commitOutcomeUnknown
    /// COMMIT was answered with ROLLBACK: an earlier statement had failed.
    case rolledBack
  }

  package private(set) var kind: Kind
  /// Five characters; empty if the error did not come from the server.
  package let sqlState: String
  package let message: String
  /// Whether a function in the database raised it. Such an error can have any SQLSTATE.
  private let isRaised: Bool
  /// Whether it arose in a function that the statement called.
  package let isInFunction: Bool
  private let namesAValue: Bool

  package init(kind: Kind, sqlState: String = "", message: String) {
    self.kind = kind
    self.sqlState = sqlState
    self.message = message
    isRaised = false
    isInFunction = false
    namesAValue = false
  }

  /// An error of the server, without text that may quote data: classes 22 and 23 are errors about values, and
  /// functions of the CRM can raise any text.
  ///
  /// - Parameters:
  ///   - routine: the function of the server that reported the error.
  ///   - context: where in functions it arose, the innermost first.
  ///   - isInText: whether it is about a place in the statement's own text, or the statement is a script.
  init(
    sqlState: String, primaryMessage: String, routine: String, context: String, isInText: Bool,
    isConnectionLost: Bool
  ) {
    self.kind = isConnectionLost ? .connection : .statement
    self.sqlState = sqlState
    // RAISE in PL/pgSQL can name any class. Other languages raise errors of class 38.
    isRaised = ["P0", "38"].contains(sqlState.prefix(2)) || routine == "exec_stmt_raise"
    isInFunction = Self.isOfFunction(context)
    // A cast to regclass, for example, looks for a table whose name is the value.
    namesAValue =
      !isInText && ["42P01", "42601", "42704", "42883", "3D000", "3F000"].contains(sqlState)
    message =
      switch sqlState.prefix(2) {
      case _ where isRaised: "a function in the database raised an error"
      case "22": "a value could not be processed"
      case "23": "a constraint was violated"
      case _ where isInFunction && !Self.hasNoValue(sqlState): "a function in the database raised an error"
      case _ where namesAValue: "a value could not be processed"
      default: primaryMessage
      }
  }

  /// Whether the context is a function's, such as one that a view calls. Its statements can be made of values.
  ///
  /// The server translates contexts, so an unknown one counts: that of a check of a foreign key, or the parameters of a
  /// statement, which `log_parameter_max_length_on_error` adds. A parallel worker executes a part of our own
  /// statement, and DO blocks are our own: they read no row of the CRM.
  private static func isOfFunction(_ context: String) -> Bool {
    let outermost = context.split(separator: "\n").last { $0 != "parallel worker" }
    return outermost.map { !$0.contains(" inline_code_block ") } ?? false
  }

  /// Whether no value is the cause of such errors or in their text, wherever they arise: a server that cannot be reached, other
  /// transactions, resources, an end from outside, a right to use something that is there.
  private static func hasNoValue(_ sqlState: String) -> Bool {
    ["08", "40", "53", "57"].contains(sqlState.prefix(2)) || ["42501", "55P03"].contains(sqlState)
  }

  package var description: String {
    sqlState.isEmpty ? message : "\(message) (SQLSTATE \(sqlState))"
  }

  /// Whether a value in a row can be the cause: the same statement succeeds if the rows are others.
  package var canBeDueToAValue: Bool {
    guard kind == .statement else { return false }
    if isRaised || namesAValue || isInFunction && !Self.hasNoValue(sqlState) { return true }
    return switch sqlState {
    // The types of views can be domains, which have constraints of their own.
    case "23502", "23514": true
    // A scalar subquery that returns several rows; in functions, a CASE without a branch for the value, a path
    // without RETURN, and NULL where it is not allowed.
    default: ["20", "21", "22", "2F", "39"].contains(sqlState.prefix(2))
    }
  }

  /// The same error on a connection that broke after it.
  var withLostConnection: PostgresError {
    var error = self
    error.kind = .connection
    return error
  }

  /// A server could not be reached: the one of the connection, or one that it depends on, such as a worker of Citus.
  package var isUnreachable: Bool { kind == .connection || sqlState.hasPrefix("08") }

  /// Whether the statement, or what it calls, is the cause: not the connection, resources, other transactions or an end from
  /// outside.
  package var isOfTheStatement: Bool {
    kind == .statement && !["08", "40", "53", "55", "57"].contains(sqlState.prefix(2))
  }

  /// Another transaction changed the same rows first.
  package var isSerializationFailure: Bool { sqlState == "40001" }
  package var isMissingRight: Bool { sqlState == "42501" && !isRaised }
  package var isNotSupported: Bool { sqlState == "0A000" }
  /// The statement was cancelled, usually because of its time limit.
  package var isCancelled: Bool { sqlState == "57014" && !isRaised }
  package var isDeadlock: Bool { sqlState == "40P01" }
  package var isLockTimeout: Bool { sqlState == "55P03" }
}
