internal import Calendars
internal import Foundation

package enum OccurrenceState: String, Sendable, CaseIterable {
  /// Recorded, not yet computed.
  case due = "DUE"
  /// Claimed; computing if its row is locked, abandoned if it is not.
  case running = "RUNNING"
  /// Its facts are committed.
  case computed = "COMPUTED"
  /// Its files and manifest are in place.
  case published = "PUBLISHED"
  case failed = "FAILED"
  /// Too old to be caught up with, or given up.
  case skipped = "SKIPPED"
}
