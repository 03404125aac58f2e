package import Foundation
package import PostgreSQL

extension Ledger {
  /// What the ledger has of a tenant as a whole.
  package struct TenantRow: Sendable {
    package let slug: String
    /// The files that describe the tree as they were last recorded, a JSON document of who recorded it; nil where an
    /// earlier program published last.
    package let treeFiles: String?

    init(_ row: Row) throws {
      slug = try row.value("slug")
      treeFiles = try row.optional("tree_files")
    }
  }

  /// A program that is not the one the database was migrated for.
  package struct VersionChanged: Error, CustomStringConvertible {
    let have: Int
    let want: Int

    package var description: String {
      "the database was migrated to version \(have) while this program, which knows version \(want), was at work; "
        + "nothing was changed. Start the newer program: it goes on from here"
    }
  }

  /// So long a publisher waits for another one of the same tenant, in seconds.
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

  private static func rows(
    of tenant: UUID, isPublished: Bool, _ connection: Connection
  ) throws(PostgresError) -> Rows {
    let state = isPublished ? OccurrenceState.published : .computed
    let values = [
      "tenant_id": tenant.uuidString, "states": array([state.rawValue]), "schedule": "", "period_start": "",
      "period_end": "", "revision": "",
    ]
    return try connection.execute(LedgerStatement.computedOccurrences, values)
  }

  /// The ledger in a transaction that holds a tenant's lock.
  package struct LockedTenant {
    package let id: UUID
    package let row: TenantRow
    /// For reading facts in the same transaction.
    package let connection: Connection

    /// What is computed and not published, locked; and what of it cannot be read.
    package func lockComputed() throws -> (
      readable: [ComputedOccurrence], unreadable: [UnreadableOccurrence]
    ) {
      // First the locks, then a look: a statement that locks can return what a row was before it waited.
      try connection.execute(LedgerStatement.lockComputed, ["tenant_id": id.uuidString])
      var unreadable: [UnreadableOccurrence] = []
      let readable = try Ledger.rows(of: id, isPublished: false, connection)
        .compactMap { row -> ComputedOccurrence? in
          do {
            return try ComputedOccurrence(row, tenantID: id)
          } catch let failure as UnreadableOccurrence {
            unreadable.append(failure)
            return nil
          }
        }
      return (readable, unreadable)
    }

    package func published() throws -> [ComputedOccurrence] {
      try Ledger.computedOccurrences(of: id, isPublished: true, connection)
    }

    /// Marks an occurrence as published, or records anew where the files of a published one stand.
    ///
    /// - Parameter files: a JSON document.
    package func publish(_ occurrence: Occurrence, files: String) throws {
      let statement = occurrence.state == .published ? LedgerStatement.recordFiles : LedgerStatement.publish
      let changed = try connection.execute(
        statement, occurrence.key.ledgerValues.merging(["files": files]) { $1 })
      guard changed.affectedCount == 1 else {
        throw Failure.rowChanged(occurrence.key, expected: occurrence.state)
      }
    }

    /// Counts a publication of the tenant, and records the files that describe its tree.
    ///
    /// - Parameter treeFiles: a JSON document.
    package func recordPublication(treeFiles: String) throws {
      try connection.execute(
        LedgerStatement.recordPublication, ["tenant_id": id.uuidString, "tree_files": treeFiles])
    }

    /// Gives up revisions that were never published, with the headers and facts of all attempts at them. No run computes
    /// them any more; a backfill takes first revisions back.
    ///
    /// - Returns: those that were given up. What a worker computes at this moment stays.
    package func skip(_ occurrences: [Occurrence]) throws -> Set<OccurrenceKey> {
      let rows = try connection.execute(
        LedgerStatement.skip,
        Ledger.arrays(occurrences, of: id).merging([
          "revisions": Ledger.array(occurrences.map { String($0.key.revision) })
        ]) { $1 })
      let skipped = try rows.map { try OccurrenceKey($0, tenantID: id) }
      for key in skipped { try connection.execute(LedgerStatement.deleteHeaders, key.ledgerValues) }
      return Set(skipped)
    }
  }
}
