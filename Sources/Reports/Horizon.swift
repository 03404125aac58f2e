package import Calendars

/// How far ahead a report looks: to the end of this unit of the calendar, and to the end of the next.
package enum Horizon: String, Sendable, CaseIterable {
  case month, quarter, year

  package var unit: WindowUnit {
    switch self {
    case .month: .monthly
    case .quarter: .quarterly
    case .year: .yearly
    }
  }
}
