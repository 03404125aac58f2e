package import Calendars
internal import Foundation

extension OccurrenceKey: Comparable {
  /// By schedule, then by time.
  package static func < (left: Self, right: Self) -> Bool {
    if left.schedule != right.schedule { return left.schedule < right.schedule }
    if left.end != right.end { return left.end < right.end }
    let (leftStart, rightStart) = (
      left.start?.secondsSinceEpoch ?? .min, right.start?.secondsSinceEpoch ?? .min
    )
    return (leftStart, left.revision) < (rightStart, right.revision)
  }
}

/// One row of the ledger, as far as planning needs it.
package struct Occurrence: Sendable {
  package let key: OccurrenceKey
  package let window: Window
  package let timeZone: String
  package let state: OccurrenceState
  package let errorMessage: String?
  /// Why a revision after the first was made.
  package let restateReason: String?
  /// Of what is published: runs whose data could not be reported.
  package let failedRuns: Int
  /// How many attempts failed so far.
  package let failures: Int
  /// When the last of them did.
  package let failedAt: Instant?

  package init(
    key: OccurrenceKey, window: Window, timeZone: String, state: OccurrenceState,
    errorMessage: String? = nil, restateReason: String? = nil, failedRuns: Int = 0, failures: Int = 0,
    failedAt: Instant? = nil
  ) {
    self.key = key
    self.window = window
    self.timeZone = timeZone
    self.state = state
    self.errorMessage = errorMessage
    self.restateReason = restateReason
    self.failedRuns = failedRuns
    self.failures = failures
    self.failedAt = failedAt
  }

  /// Of each recorded period the revision that counts, in order: the highest that was not given up. A first revision that
  /// was given up stands for its period where there is no other.
  package static func latestRevisions(in rows: [Occurrence]) -> [Occurrence] {
    highest(rows.filter { $0.state != .skipped || $0.key.revision == 1 }) {
      $0.key.revision < $1.key.revision
    }
  }

  /// Of each recorded period the highest revision that has facts, else the one that counts, in order.
  package static func latestWithFacts(in rows: [Occurrence]) -> [Occurrence] {
    highest(rows.filter { $0.state != .skipped || $0.key.revision == 1 }) {
      ($0.hasFacts ? 1 : 0, $0.key.revision) < ($1.hasFacts ? 1 : 0, $1.key.revision)
    }
  }

  private static func highest(
    _ rows: [Occurrence], _ isLower: (Occurrence, Occurrence) -> Bool
  ) -> [Occurrence] {
    Dictionary(grouping: rows, by: \.key.firstRevision).values
      .compactMap { $0.max(by: isLower) }.sorted { $0.key < $1.key }
  }

  /// Whether its facts are committed.
  package var hasFacts: Bool { state == .computed || state == .published }

  /// Whether it can be given up: what was published is final.
  package var canBeSkipped: Bool {
    switch state {
    case .due, .running, .failed, .computed: true
    case .published, .skipped: false
    }
  }

  /// The instant before which it is not tried again; nil where no attempt failed, or an earlier program wrote it down.
  package var nextTry: Instant? {
    guard state == .failed, let failedAt else { return nil }
    return failedAt.adding(seconds: RetryPause.seconds(afterFailures: failures))
  }
}
