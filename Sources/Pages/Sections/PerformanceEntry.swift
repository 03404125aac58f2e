/// What performance says of one row.
struct PerformanceEntry: PrincipalEntry {
  let row: FactRow
  let name: ShownName
  /// nil if the report's version does not say it, like all that follows.
  let amount: ExactNumber?
  let won: Int?
  let lost: Int?
  /// Also nil if nothing was closed.
  let rate: ExactNumber?

  init(_ row: FactRow, _ name: ShownName) {
    self.row = row
    self.name = name
    amount = row.number("closed_won_amount")
    won = row["closed_won_count"].flatMap { Int($0) }
    lost = row["closed_lost_count"].flatMap { Int($0) }
    rate = row.number("closed_win_rate")
  }

  /// The order of two with the same amount.
  static func isNamedBefore(_ left: Self, _ right: Self) -> Bool {
    if left.name != right.name { return left.name.text < right.name.text }
    return left.row["principal_id"] ?? "" < right.row["principal_id"] ?? ""
  }
}
