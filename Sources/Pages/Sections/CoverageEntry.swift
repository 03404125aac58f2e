/// What coverage says of one row.
struct CoverageEntry: PrincipalEntry {
  /// How the open pipeline compares with what is left of the target.
  enum State: CaseIterable {
    case noTarget, zeroTarget
    /// The report's version does not say what was won.
    case unknown
    case reached, below1, below3, enough
  }

  let row: FactRow
  let target: ExactNumber?
  /// nil if the report's version does not say it.
  let won: ExactNumber?
  /// Open amount by what is left of the target; nil without a target, or if nothing is left of it.
  let multiple: ExactNumber?

  init(_ row: FactRow) {
    self.row = row
    target = row.number("target_amount")
    won = row.number("won_amount")
    multiple = row.number("remaining_coverage_ratio")
  }

  var open: ExactNumber { row.amount("open_amount") }
  var remaining: ExactNumber? { row.number("remaining_target_amount") }

  var state: State {
    guard let target else { return .noTarget }
    if target == .zero { return .zeroTarget }
    if won == nil { return .unknown }
    guard let multiple else { return .reached }
    if multiple < ExactNumber(1) { return .below1 }
    return multiple < ExactNumber(3) ? .below3 : .enough
  }

  /// Won amount by target; nil without one, or with one of 0.
  var share: ExactNumber? { target.flatMap { target in won.flatMap { $0.divided(by: target) } } }
}
