/// The messages for a run whose data gives a value that a number column cannot hold. Each message says what
/// is wrong with the data and what to correct; ", then restate this period." is appended to it.
package struct ColumnLimits: Sendable, Hashable {
  /// For a value that is NaN or infinite; nil if another column of the report has this message already.
  package let notANumber: String?
  /// For a value with more digits before the decimal point than the column has.
  package let tooLarge: String

  package init(notANumber: String? = nil, tooLarge: String) {
    self.notANumber = notANumber
    self.tooLarge = tooLarge
  }
}
