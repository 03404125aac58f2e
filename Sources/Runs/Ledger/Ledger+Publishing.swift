package import Foundation
package import PostgreSQL

extension Ledger {
  /// How long a publisher waits for another one of the same tenant, in seconds.
  private static let tenantLockTimeout = 600.0

  /// Runs the body in a transaction that holds the tenant's lock, which is the right to change what is published of it.
  ///
  /// - Parameter waiting: whether to wait for another who has the lock.
  /// - Returns: nil where the tenant is not known, or where another has the lock and was not waited for.
  /// - Throws: ``VersionChanged`` where the database was migrated meanwhile.
  package func withTenantLocked<Result>(
    _ tenant: UUID, waiting: Bool = true, _ body: (LockedTenant) throws -> Result
  ) throws -> Result? {
    var settings = database.transaction(.readCommitted, tenant: tenant)
    settings.lockTimeout = Self.tenantLockTimeout
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

  /// Without the tenant's lock, in a transaction of the caller's; nil where the tenant is not known.
  package static func tenant(_ tenant: UUID, _ connection: Connection) throws -> TenantRow? {
    try connection.execute(LedgerStatement.tenant, ["tenant_id": tenant.uuidString]).first.map(TenantRow.init)
  }

  /// Every occurrence whose facts are committed, in key order, in a transaction of the caller's.
  ///
  /// - Parameter isPublished: whether those whose files are in place, or those whose files are not.
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
