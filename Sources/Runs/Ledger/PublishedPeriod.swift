package import Calendars
internal import Foundation
internal import PostgreSQL

/// A period that has a published revision.
package struct PublishedPeriod: Sendable, Hashable {
  /// The key of its first revision.
  package let key: OccurrenceKey
  package let kind: WindowKind
  /// The local date after its last one.
  package let endDate: CivilDate

  /// - Parameter row: a row of `published_periods.sql`.
  init(_ row: Row, tenantID: UUID) throws {
    key = try OccurrenceKey(row, tenantID: tenantID)
    kind = try row.value("period_kind")
    endDate = try row.value("end_date")
  }

  package init(_ occurrence: Occurrence) {
    key = occurrence.key.periodKey
    kind = occurrence.period.kind
    endDate = occurrence.period.endDate
  }
}
