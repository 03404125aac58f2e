package import Calendars

/// An occurrence that is not computed yet: its retry pause is not over, or its reports count outcomes that are yet to come.
package struct WaitingOccurrence: Sendable {
  package let occurrence: Occurrence
  /// When both are over.
  package let until: Instant
  /// Whether it waits for outcomes.
  package let countsOutcomes: Bool
}
