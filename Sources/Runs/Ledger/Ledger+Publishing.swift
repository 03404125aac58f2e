package import Foundation
package import PostgreSQL

extension Ledger {
  /// How long a publisher waits for another one of the same tenant, in seconds.
  private static let tenantLockTimeout = 600.0

  /// Runs the body in a transaction that holds the tenant's lock. Only its holder may change what is
  /// published for the tenant.
  ///
  /// - Parameter waiting: whether to wait if another publisher holds the lock.
  /// - Returns: nil if the tenant is unknown, or if another publisher holds the lock and `waiting` is false.
  /// - Throws: ``VersionChanged`` if the database was migrated in the meantime.
  package func withTenantLocked<Result>(
    _ tenant: UUID, waiting: Bool = true, _ body: (LockedTenant) throws -> Result
  ) throws -> Result? {
    var settings = database.transaction(.readCommitted, tenant: tenant)
    settings.lockTimeoutSeconds = Self.tenantLockTimeout
    return try connection.transaction(settings) { connection in
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

  /// The occurrences whose facts are committed, ordered by key. Reads them in the caller's transaction.
  ///
  /// - Parameter isPublished: true for occurrences whose files are in place, false for the others.
  package static func computedOccurrences(
    of tenant: UUID, isPublished: Bool, _ connection: Connection
  ) throws -> [ComputedOccurrence] {
    try rows(of: tenant, isPublished: isPublished, connection).map {
      try ComputedOccurrence($0, tenantID: tenant)
    }
  }

  static func rows(
    of tenant: UUID, isPublished: Bool, _ connection: Connection
  ) throws(PostgresError) -> Rows {
    let state = isPublished ? OccurrenceState.published : .computed
    let values = [
      "tenant_id": tenant.uuidString, "states": array([state.rawValue]), "schedule": "", "period_start": "",
      "period_end": "", "revision": "",
    ]
    return try connection.execute(LedgerStatement.computedOccurrences, values)
  }
}
