package import Calendars
package import Foundation

/// What identifies an occurrence in the ledger.
package struct OccurrenceKey: Sendable, Hashable {
  package let tenantID: UUID
  package let schedule: String
  /// nil where the window has no start.
  package let start: Instant?
  package let end: Instant
  package let revision: Int

  package init(tenantID: UUID, schedule: String, window: Window, revision: Int) {
    self.init(
      tenantID: tenantID, schedule: schedule, start: window.start, end: window.end, revision: revision)
  }

  private init(tenantID: UUID, schedule: String, start: Instant?, end: Instant, revision: Int) {
    self.tenantID = tenantID
    self.schedule = schedule
    self.start = start
    self.end = end
    self.revision = revision
  }

  /// What all revisions of a period have in common.
  package var firstRevision: OccurrenceKey {
    OccurrenceKey(tenantID: tenantID, schedule: schedule, start: start, end: end, revision: 1)
  }
}

package enum OccurrenceState: String, Sendable {
  /// Recorded, not yet computed.
  case due = "DUE"
  /// Claimed; computing if its row is locked, abandoned if it is not.
  case running = "RUNNING"
  /// Its facts are committed.
  case computed = "COMPUTED"
  /// Its files and manifest are in place.
  case published = "PUBLISHED"
  case failed = "FAILED"
  /// Too old to be caught up with.
  case skipped = "SKIPPED"
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

  package init(
    key: OccurrenceKey, window: Window, timeZone: String, state: OccurrenceState,
    errorMessage: String? = nil, restateReason: String? = nil
  ) {
    self.key = key
    self.window = window
    self.timeZone = timeZone
    self.state = state
    self.errorMessage = errorMessage
    self.restateReason = restateReason
  }

  /// Of each recorded period the highest revision.
  package static func latestRevisions(in rows: [Occurrence]) -> [Occurrence] {
    byPeriod(rows).compactMap { revisions in revisions.max { $0.key.revision < $1.key.revision } }
  }

  /// Of each recorded period the highest revision that has facts, else the highest; the oldest period first.
  package static func latestWithFacts(in rows: [Occurrence]) -> [Occurrence] {
    byPeriod(rows).compactMap { revisions in
      let computed = revisions.filter(\.hasFacts)
      return (computed.isEmpty ? revisions : computed).max { $0.key.revision < $1.key.revision }
    }
    .sorted { ($0.window.endDate, $0.key.end) < ($1.window.endDate, $1.key.end) }
  }

  /// Whether its facts are committed.
  package var hasFacts: Bool { state == .computed || state == .published }

  private static func byPeriod(_ rows: [Occurrence]) -> [[Occurrence]] {
    Array(Dictionary(grouping: rows, by: \.key.firstRevision).values)
  }
}
