/// Whom a row is about. In the order of the page.
enum PrincipalKind: Int, Comparable, CaseIterable {
  case tenant, team, person

  init(_ row: FactRow) {
    switch row["principal_type"] {
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
