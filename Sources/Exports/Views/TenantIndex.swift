internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// What a tenant's index lists: the current revision of every period that was published or skipped.
package struct TenantIndex {
  static let path = "index.html"

  package let tenant: String
  /// The number of the publication that it belongs to.
  package let sequence: Int
  /// The timestamp of that publication, with microseconds, in UTC.
  package let publishedAt: String?
  /// Ordered by schedule, newest first.
  package let periods: [IndexedPeriod]

  /// - Returns: nil if no published period has a page.
  static func read(
    _ tenant: Manifest.Tenant, sequence: Int, publishedAt: String?, _ connection: Connection
  ) throws -> TenantIndex? {
    let values = [
      "tenant_id": tenant.id, "published": OccurrenceState.published.rawValue,
      "skipped": OccurrenceState.skipped.rawValue,
    ]
    let periods = try connection.execute(NamedStatement(SQLFile.index_periods), values).map(
      IndexedPeriod.read)
    guard periods.contains(where: { $0.page != nil }) else { return nil }
    return TenantIndex(tenant: tenant.slug, sequence: sequence, publishedAt: publishedAt, periods: periods)
  }
}
