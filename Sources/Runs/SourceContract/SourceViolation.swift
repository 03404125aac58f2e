/// Something in the CRM because of which reports would fail or be wrong.
package struct SourceViolation: Error, CustomStringConvertible {
  /// The table that reports read; nil if all are concerned.
  package let table: String?
  package let problem: String
  /// What to do.
  package let remedy: String

  package init(table: String? = nil, problem: String, remedy: String) {
    self.table = table
    self.problem = problem
    self.remedy = remedy
  }

  package var description: String { "\(problem); \(remedy)" }
}
