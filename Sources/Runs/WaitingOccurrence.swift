package import Calendars

/// A failed occurrence whose retry pause is not over.
package struct WaitingOccurrence: Sendable {
  package let occurrence: Occurrence
  /// When the pause ends.
  package let until: Instant
}
