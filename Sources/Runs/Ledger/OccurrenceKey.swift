package import Calendars
package import Foundation

/// What identifies an occurrence in the ledger.
package struct OccurrenceKey: Sendable, Hashable {
  package let tenantID: UUID
  package let schedule: String
  /// nil if the period has no start.
  package let start: Instant?
  package let end: Instant
  package let revision: Int

  package init(tenantID: UUID, schedule: String, period: Window, revision: Int) {
    self.init(
      tenantID: tenantID, schedule: schedule, start: period.start, end: period.end, revision: revision)
  }

  init(tenantID: UUID, schedule: String, start: Instant?, end: Instant, revision: Int) {
    self.tenantID = tenantID
    self.schedule = schedule
    self.start = start
    self.end = end
    self.revision = revision
  }

  /// The key of a period's first revision.
  ///
  /// - Returns: nil if the period's instants cannot be read.
  package init?(tenantID: UUID, schedule: String, period: PeriodDocument) {
    let start = period.start.map { Instant(iso8601: $0) }
    guard start != .some(nil), let end = Instant(iso8601: period.end) else { return nil }
    self.init(tenantID: tenantID, schedule: schedule, start: start ?? nil, end: end, revision: 1)
  }

  /// The key of another revision of the same period.
  package func revision(_ revision: Int) -> OccurrenceKey {
    OccurrenceKey(tenantID: tenantID, schedule: schedule, start: start, end: end, revision: revision)
  }

  /// The key of the period's first revision, which is the same for all revisions.
  package var periodKey: OccurrenceKey { revision(1) }
}
