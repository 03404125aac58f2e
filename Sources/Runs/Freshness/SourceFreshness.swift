package import Calendars

/// Up to when the CRM's tables are complete: a copy of the CRM lags behind it.
package enum SourceFreshness: Sendable, Equatable {
  /// They are the CRM's own.
  case always
  /// They have every change from before this instant.
  case until(Instant)
  /// Nobody knows.
  case unknown

  /// Whether they have every change from before an instant.
  func reaches(_ instant: Instant) -> Bool {
    switch self {
    case .always: true
    case .until(let reached): reached >= instant
    case .unknown: false
    }
  }
}
