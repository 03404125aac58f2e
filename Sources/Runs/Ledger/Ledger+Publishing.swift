internal import Calendars
package import Foundation
package import PostgreSQL

extension Ledger {
  /// How long a publisher waits for another one of the same tenant, in seconds.
  private static let tenantLockTimeout = 600.0

  /// Runs the body in a transaction that holds the tenant's lock. Only its holder may change what is
  /// published for the tenant.
  ///
  /// - Parameters:
  ///   - waiting: whether to wait if another publisher holds the lock.
  ///   - slug: to record the tenant in the same transaction if it is unknown, and to check otherwise; nil to do neither.
  /// - Returns: nil if the tenant is unknown, or if another publisher holds the lock and `waiting` is false.
  /// - Throws: ``VersionChanged`` if the database was migrated in the meantime; ``Failure`` if the tenant's files are published
  ///   under another slug.
  package func withTenantLocked<Result>(
    _ tenant: UUID, waiting: Bool = true, recording slug: String? = nil,
    _ body: (LockedTenant) throws -> Result
  ) throws -> Result? {
    var settings = database.longTransaction(.readCommitted, tenant: tenant)
    settings.lockTimeoutSeconds = Self.tenantLockTimeout
    return try connection.transaction(settings) { connection in
      if let slug {
        try connection.execute(
          LedgerStatement.recordTenant, ["tenant_id": tenant.uuidString, "slug": slug])
        try Self.checkSlug(slug, of: tenant, connection)
      }
      let lock = waiting ? LedgerStatement.lockTenant : LedgerStatement.tryToLockTenant
      guard let row = try connection.execute(lock, ["tenant_id": tenant.uuidString]).first else { return nil }
      let version: Int =
        try connection.execute(LedgerStatement.migrationVersion, [:]).only.value("version")
      guard version == Migration.latest else {
        throw VersionChanged(have: version, want: Migration.latest)
      }
      return try body(LockedTenant(id: tenant, row: TenantRow(row), connection: connection))
    }
  }

  /// Reads a tenant's row in the caller's transaction, without the tenant's lock; nil if the tenant is
  /// unknown.
  package static func tenant(_ tenant: UUID, _ connection: Connection) throws -> TenantRow? {
    try connection.execute(LedgerStatement.tenant, ["tenant_id": tenant.uuidString]).first.map(TenantRow.init)
  }

  /// Whether a tenant has published before. Reads in the caller's transaction.
  package static func hasPublished(_ tenant: UUID, _ connection: Connection) throws -> Bool {
    try connection.execute(LedgerStatement.hasPublished, ["tenant_id": tenant.uuidString]).first?
      .value("has_published") ?? false
  }

  /// When the CRM was read for each occurrence whose facts are committed, to the microsecond. Reads in the caller's
  /// transaction.
  ///
  /// - Returns: usually one instant for each key. Rows that were made by hand can differ by less than a second, which keys
  ///   do not tell apart.
  package static func snapshots(
    of tenant: UUID, _ connection: Connection
  ) throws -> [OccurrenceKey: Set<String>] {
    var snapshots: [OccurrenceKey: Set<String>] = [:]
    for row in try connection.execute(LedgerStatement.snapshots, ["tenant_id": tenant.uuidString]) {
      snapshots[try OccurrenceKey(row, tenantID: tenant), default: []].insert(try row.value("snapshot_at"))
    }
    return snapshots
  }

  /// The names of the schedules that the ledger has periods of, in order. Reads them in the caller's transaction.
  package static func schedules(of tenant: UUID, _ connection: Connection) throws -> [String] {
    try connection.execute(LedgerStatement.lastEndDates, ["tenant_id": tenant.uuidString]).map {
      try $0.value("schedule")
    }
  }

  /// The periods that have a published revision, ordered by schedule and time. Reads them in the caller's
  /// transaction.
  ///
  /// - Parameter since: only periods of which a later publication has shown something; 0 for all.
  package static func publishedPeriods(
    of tenant: UUID, since: Int = 0, _ connection: Connection
  ) throws -> [PublishedPeriod] {
    try connection.execute(
      LedgerStatement.publishedPeriods, ["tenant_id": tenant.uuidString, "since": String(since)]
    ).map { try PublishedPeriod($0, tenantID: tenant) }
  }

  /// The published revisions of a period, in order. Reads them in the caller's transaction.
  package static func publishedRevisions(
    of period: OccurrenceKey, _ connection: Connection
  ) throws -> [Result<ComputedOccurrence, UnreadableOccurrence>] {
    try rows(of: period, states: [.published], revision: nil, connection).map { row in
      do {
        return .success(try ComputedOccurrence(row, tenantID: period.tenantID))
      } catch let unreadable as UnreadableOccurrence {
        return .failure(unreadable)
      }
    }
  }

  /// The newest published periods of a schedule that ended before another one, oldest first: each by its current revision, if
  /// this program can read it. Reads them in the caller's transaction.
  package static func publishedOccurrences(
    before occurrence: Occurrence, count: Int, _ connection: Connection
  ) throws -> [ComputedOccurrence] {
    let values = [
      "tenant_id": occurrence.key.tenantID.uuidString, "schedule": occurrence.key.schedule,
      "period_kind": occurrence.period.kind.rawValue, "period_end": occurrence.key.end.description,
      "end_date": occurrence.period.endDate.description,
      "published": OccurrenceState.published.rawValue, "count": String(count),
    ]
    return try connection.execute(LedgerStatement.earlierOccurrences, values).reversed().compactMap { row in
      let key = try OccurrenceKey(row, tenantID: occurrence.key.tenantID)
      do {
        return try revisions(of: key, states: [.published], revision: key.revision, connection).first
      } catch is UnreadableOccurrence {
        return nil
      }
    }
  }

  /// - Throws: ``UnreadableOccurrence``
  static func revisions(
    of period: OccurrenceKey, states: [OccurrenceState], revision: Int?, _ connection: Connection
  ) throws -> [ComputedOccurrence] {
    try rows(of: period, states: states, revision: revision, connection)
      .map { try ComputedOccurrence($0, tenantID: period.tenantID) }
  }

  private static func rows(
    of period: OccurrenceKey, states: [OccurrenceState], revision: Int?, _ connection: Connection
  ) throws -> Rows {
    var values = period.keyParameters
    values["revision"] = revision.map { String($0) } ?? ""
    values["states"] = array(states.map(\.rawValue))
    return try connection.execute(LedgerStatement.computedOccurrences, values)
  }
}
