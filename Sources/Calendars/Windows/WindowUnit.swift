/// A unit of the calendar that a schedule can look at as a whole.
package enum WindowUnit: String, Hashable, Sendable, CaseIterable {
  case weekly, monthly, quarterly, yearly

  package var kind: WindowKind {
    switch self {
    case .weekly: .weekly
    case .monthly: .monthly
    case .quarterly: .quarterly
    case .yearly: .yearly
    }
  }
}
