internal import Foundation

/// What a chart of coverage needs to know of a row.
struct CoverageEntry {
  /// In the order of the chart.
  enum Kind: Int, Comparable, CaseIterable {
    case tenant, team, person

    init(_ principalType: String?) {
      switch principalType {
      case "TENANT": self = .tenant
      case "GROUP": self = .team
      default: self = .person
      }
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    var heading: String {
      switch self {
      case .tenant: "The whole company"
      case .team: "Teams"
      case .person: "People"
      }
    }

    /// One of them, in sentences.
    var noun: String {
      switch self {
      case .tenant: "company"
      case .team: "team"
      case .person: "person"
      }
    }

    var plural: String {
      switch self {
      case .tenant: "companies"
      case .team: "teams"
      case .person: "people"
      }
    }
  }

  /// How the open pipeline compares with what is left of the target.
  enum State {
    case noTarget, zeroTarget, reached, below1, below3, enough
  }

  /// Among the rows of the report.
  let place: Int
  let kind: Kind
  let target: ExactNumber?
  let won: ExactNumber
  let open: ExactNumber
  let remaining: ExactNumber
  /// Open amount by what is left of the target; nil without a target, or if nothing is left of it.
  let multiple: ExactNumber?

  init(_ place: Int, _ row: FactRow) {
    self.place = place
    kind = Kind(row["principal_type"])
    target = row.number("target_amount")
    won = row.amount("won_amount")
    open = row.amount("open_amount")
    remaining = row.amount("remaining_target_amount")
    multiple = row.number("remaining_coverage_ratio")
  }

  var state: State {
    guard let target else { return .noTarget }
    if target == .zero { return .zeroTarget }
    guard let multiple else { return .reached }
    if multiple < ExactNumber(1) { return .below1 }
    return multiple < ExactNumber(3) ? .below3 : .enough
  }

  /// Won amount by target; nil without one, or with one of 0.
  var share: ExactNumber? { target.flatMap { won.divided(by: $0) } }

  var hasTarget: Bool { target.map { $0 != .zero } ?? false }
  var isShort: Bool { state == .below1 || state == .below3 }
}
