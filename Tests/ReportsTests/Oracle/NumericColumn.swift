/// How many digits a column of a fact table has, and how many of them after the decimal point.
struct NumericColumn: Hashable, Sendable {
  let precision: Int
  let scale: Int

  /// Totals of money in every report, and targets.
  static let money = NumericColumn(precision: 20, scale: 2)
}
