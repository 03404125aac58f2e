package import Foundation
package import PostgreSQL

extension Ledger {
  /// The ledger in a transaction that holds a tenant's lock.
  package struct LockedTenant {
    package let id: UUID
    package let row: TenantRow
    /// For reading facts in the same transaction.
    package let connection: Connection

    /// Locks and returns the occurrences that are computed but not published: those that this program can
    /// read, and those that it cannot.
    package func lockComputed() throws -> (
      readable: [ComputedOccurrence], unreadable: [UnreadableOccurrence]
    ) {
      // Lock first, then read: a statement that locks can return a row as it was before the wait.
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

    /// Marks an occurrence as published. If it is already, only updates where its files are.
    ///
    /// - Parameter files: a JSON document.
    package func publish(_ occurrence: Occurrence, files: String) throws {
      let statement = occurrence.state == .published ? LedgerStatement.recordFiles : LedgerStatement.publish
      let changed = try connection.execute(
        statement, occurrence.key.keyParameters.merging(["files": files]) { $1 })
      guard changed.affectedCount == 1 else {
        throw Failure.rowChanged(occurrence.key, expected: occurrence.state)
      }
    }

    /// Increments the tenant's publication number, and records the files that describe its tree.
    ///
    /// - Parameter treeFiles: a JSON document.
    package func recordPublication(treeFiles: String) throws {
      try connection.execute(
        LedgerStatement.recordPublication, ["tenant_id": id.uuidString, "tree_files": treeFiles])
    }

    /// Skips revisions that were never published, and deletes the headers and facts of all attempts at them.
    /// No run computes them any more, but a backfill can make first revisions due again.
    ///
    /// - Returns: the skipped ones. A revision that a worker is computing is left alone.
    package func skip(_ occurrences: [Occurrence]) throws -> Set<OccurrenceKey> {
      let rows = try connection.execute(
        LedgerStatement.skip,
        Ledger.arrays(occurrences, of: id).merging([
          "revisions": Ledger.array(occurrences.map { String($0.key.revision) })
        ]) { $1 })
      let skipped = try rows.map { try OccurrenceKey($0, tenantID: id) }
      for key in skipped { try connection.execute(LedgerStatement.deleteHeaders, key.keyParameters) }
      return Set(skipped)
    }
  }
}
