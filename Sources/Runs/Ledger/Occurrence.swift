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
  /// What it is a snapshot for: its key, label and path follow from it.
  package let period: Window
  /// What its reports look at: as recorded if its facts are committed, otherwise as the schedule file has it. nil if it is
  /// not known: the schedule is in no file any more, tzdata does not have ``timeZone``, or there is a ``windowError``.
  package internal(set) var window: Window?
  /// The zone in which the period was counted.
  package let timeZone: String
  package let state: OccurrenceState
  package let errorMessage: String?
  /// Why a revision after the first was made.
  package let restateReason: String?
  /// The number of failed runs in the published files.
  package let failedRuns: Int
  /// Whether the CRM was read so late that the next period was already due.
  package let hasLateSnapshot: Bool
  /// Whether it is, or is to be, computed as things stood at the end of the period, from the history of stages.
  package let isReconstructed: Bool
  /// Whether it was taken over from published files without its facts.
  package let isWithoutFacts: Bool
  /// How many attempts have failed so far.
  package let failures: Int
  /// When the last attempt failed.
  package let failedAt: Instant?
  /// When it was published.
  package let publishedAt: Instant?

  package init(
    key: OccurrenceKey, period: Window, window: Window? = nil, timeZone: String, state: OccurrenceState,
    errorMessage: String? = nil, restateReason: String? = nil, failedRuns: Int = 0,
    hasLateSnapshot: Bool = false, isReconstructed: Bool = false,
    isWithoutFacts: Bool = false, failures: Int = 0,
    failedAt: Instant? = nil, publishedAt: Instant? = nil
  ) {
    self.key = key
    self.period = period
    self.window = window
    self.timeZone = timeZone
    self.state = state
    self.errorMessage = errorMessage
    self.restateReason = restateReason
    self.failedRuns = failedRuns
    self.hasLateSnapshot = hasLateSnapshot
    self.isReconstructed = isReconstructed
    self.isWithoutFacts = isWithoutFacts
    self.failures = failures
    self.failedAt = failedAt
    self.publishedAt = publishedAt
  }

  /// The effective revision of each recorded period, ordered by key: the highest that was not skipped. If all
  /// were skipped, the first revision stands for the period.
  package static func effectiveRevisions(in rows: [Occurrence]) -> [Occurrence] {
    highest(rows.filter { $0.state != .skipped || $0.key.revision == 1 }) {
      $0.key.revision < $1.key.revision
    }
  }

  /// For each recorded period, the highest revision that has facts, or else the effective one, ordered by
  /// key.
  package static func latestComputedRevisions(in rows: [Occurrence]) -> [Occurrence] {
    highest(rows.filter { $0.state != .skipped || $0.key.revision == 1 }) {
      ($0.hasFacts ? 1 : 0, $0.key.revision) < ($1.hasFacts ? 1 : 0, $1.key.revision)
    }
  }

  private static func highest(
    _ rows: [Occurrence], _ isLower: (Occurrence, Occurrence) -> Bool
  ) -> [Occurrence] {
    Dictionary(grouping: rows, by: \.key.periodKey).values
      .compactMap { $0.max(by: isLower) }.sorted { $0.key < $1.key }
  }

  /// What to do about a recorded window that cannot be read, which must not stop the other rows; nil if it can.
  package var windowError: String? {
    guard hasFacts, window == nil else { return nil }
    return
      "\(UnreadableOccurrence(occurrence: self, reason: "\(UnreadableWindow())")); restore the row from a backup of "
      + "the database, or use the version of the program that wrote it"
  }

  /// Whether its facts are committed.
  package var hasFacts: Bool { state.hasFacts }

  /// Whether it can be skipped. Published occurrences are final.
  package var canBeSkipped: Bool {
    switch state {
    case .due, .running, .failed, .computed: true
    case .published, .skipped: false
    }
  }

  /// The instant before which it is not retried; nil if it did not fail, or if an earlier program recorded
  /// the failure without its time.
  package var retryNotBefore: Instant? {
    guard state == .failed, let failedAt else { return nil }
    return failedAt.adding(seconds: RetryPause.seconds(afterFailures: failures))
  }
}
