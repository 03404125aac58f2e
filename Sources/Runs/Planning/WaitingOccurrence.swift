package import Calendars

/// An occurrence that is not computed yet, because the time for it has not come.
package struct WaitingOccurrence: Sendable {
  package enum Cause: Sendable, Equatable {
    /// It failed, and is not tried again before this instant.
    case pause(until: Instant)
    /// Its reports count outcomes until this instant.
    case outcomes(until: Instant)
    /// The CRM's tables are a copy that must first be complete up to an instant: the one at which the period falls due.
    case source(SourceFreshness, needed: Instant)
  }

  package let occurrence: Occurrence
  package let cause: Cause

  /// When the wait is over; nil if nobody knows.
  package var until: Instant? {
    switch cause {
    case .pause(let until), .outcomes(let until): until
    case .source: nil
    }
  }

  package var isForSource: Bool { if case .source = cause { true } else { false } }
}
