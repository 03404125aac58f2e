package import Calendars

/// When a tenant's history of stages begins: before that, nothing can be reconstructed.
package enum HistoryStart: Sendable, Equatable {
  /// Nobody asked.
  case unknown
  /// It could not be read.
  case unreadable
  /// No deal ever entered a stage.
  case never
  /// In this second, a deal first entered a stage.
  case at(Instant)

  /// Whether something is known of how things stood then. If nobody asked, yes.
  package func isBefore(_ instant: Instant) -> Bool {
    switch self {
    case .unknown: true
    case .never, .unreadable: false
    case .at(let start): start < instant
    }
  }
}
