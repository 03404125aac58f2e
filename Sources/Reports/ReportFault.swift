/// Why a run cannot be reported, where no value of its rows shows it.
package struct ReportFault: Sendable {
  /// As the report's SQL returns it in `fault`.
  package let code: String
  /// What is wrong with the data and what to correct; ", then restate this period." is appended to it.
  package let message: String
  /// The deal column whose infinite value is the fault; nil if it is another one.
  package let dealColumn: String?

  package init(_ code: String, _ message: String, of dealColumn: String? = nil) {
    self.code = code
    self.message = message
    self.dealColumn = dealColumn
  }
}
