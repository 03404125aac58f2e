/// An answer of the database that is not what the statement should give: a column is missing, NULL where it never is, or
/// cannot be read. The value itself is not quoted.
package struct UnexpectedAnswer: Error, Sendable, CustomStringConvertible {
  enum Problem: Sendable {
    case isMissing
    case isNull
    case isNo(String)
    case hasRows(Int)
  }

  private let column: String
  private let problem: Problem

  init(_ column: String, _ problem: Problem) {
    self.column = column
    self.problem = problem
  }

  /// Another number of rows than there must be.
  ///
  /// - Parameter what: what the rows are of.
  init(rows: Int, of what: String) { self.init(what, .hasRows(rows)) }

  /// NULL where it never is.
  package static func null(_ column: String) -> UnexpectedAnswer { UnexpectedAnswer(column, .isNull) }

  package var description: String {
    switch problem {
    case .isMissing: "the database's answer has no column `\(column)`"
    case .isNull: "the database's answer has no value in `\(column)`"
    case .isNo(let type): "the database's answer in `\(column)` cannot be read as \(type)"
    case .hasRows(let count):
      "the database changed or found \(count) rows of \(column) where there must be one"
    }
  }
}
