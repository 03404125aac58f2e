/// A result that the statement should not give: a column is missing, is NULL although it never should be, or
/// cannot be converted. The value itself is not quoted.
package struct UnexpectedAnswer: Error, Sendable, CustomStringConvertible {
  enum Problem: Sendable {
    case isMissing
    case isNull
    case isNo(String)
  }

  private let column: String
  private let problem: Problem

  init(_ column: String, _ problem: Problem) {
    self.column = column
    self.problem = problem
  }

  package var description: String {
    switch problem {
    case .isMissing: "the database's answer has no column `\(column)`"
    case .isNull: "the database's answer has no value in `\(column)`"
    case .isNo(let type): "the database's answer in `\(column)` cannot be read as \(type)"
    }
  }
}
