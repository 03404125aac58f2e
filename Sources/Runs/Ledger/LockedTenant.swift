package import Foundation
package import PostgreSQL

extension Ledger {
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
