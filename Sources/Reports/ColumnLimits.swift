/// What a person is told of a run whose data gives a value that a number column cannot hold. Each message says what is wrong
/// with the data and what to correct; "then restate this period." follows it.
package struct ColumnLimits: Sendable, Hashable {
  /// Where the value is NaN or infinite; nil where another column of the report says so already.
  package let notANumber: String?
  /// Where the value has more digits before the decimal point than the column.
  package let tooLarge: String

  package init(notANumber: String? = nil, tooLarge: String) {
    self.notANumber = notANumber
    self.tooLarge = tooLarge
  }
}
