internal import Foundation

package enum OccurrenceState: String, Sendable, CaseIterable {
  /// Recorded, not yet computed.
  case due = "DUE"
  /// Claimed. A worker is computing it if its row is locked; otherwise it was abandoned.
  case running = "RUNNING"
  /// Its facts are committed.
  case computed = "COMPUTED"
  /// Its files and manifest are in place.
  case published = "PUBLISHED"
  case failed = "FAILED"
  /// Too old for the schedule's catch-up, or skipped on request.
  case skipped = "SKIPPED"

  /// Whether its facts are committed.
  package var hasFacts: Bool { self == .computed || self == .published }
}
