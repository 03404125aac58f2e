package import Calendars
internal import Reports
internal import Schedules

/// An occurrence that failed, and whose pause is not over.
package struct WaitingOccurrence: Sendable {
  package let occurrence: Occurrence
  /// It is not tried again before.
  package let until: Instant
}
