/// The messages for a run whose data gives a value that a column cannot hold. Each message says what is wrong
/// with the data and what to correct; ", then restate this period." is appended to it.
package struct ColumnLimits: Sendable, Hashable {
  /// For NULL in a column that must have a value; nil if the SQL never returns it.
  package let missing: String?
  /// For a number that is NaN or infinite; nil if another column of the report has this message already.
  package let notANumber: String?
  /// For a number with more digits before the decimal point, or a text with more characters, than the column
  /// has.
  package let tooLarge: String

  package init(missing: String? = nil, notANumber: String? = nil, tooLarge: String) {
    self.missing = missing
    self.notANumber = notANumber
    self.tooLarge = tooLarge
  }
}
