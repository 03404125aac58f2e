package import Foundation
package import PostgreSQL

extension Ledger {
  /// The ledger in a transaction that holds a tenant's lock.
  package struct LockedTenant {
    package let id: UUID
    package let row: TenantRow
    /// For reading facts in the same transaction.
    package let connection: Connection

    /// Locks the occurrences that are computed but not published.
    package func lockComputed() throws -> [OccurrenceKey] {
      try connection.execute(LedgerStatement.lockComputed, ["tenant_id": id.uuidString])
        .map { try OccurrenceKey($0, tenantID: id) }
    }

    /// One occurrence that is computed or published.
    ///
    /// - Throws: ``UnreadableOccurrence``
    package func occurrence(_ key: OccurrenceKey) throws -> ComputedOccurrence? {
      try Ledger.revisions(of: key, states: [.computed, .published], revision: key.revision, connection).first
    }

    /// What a publication records about an occurrence.
    package struct Published {
      let request: ExportRequest
      /// A JSON document of the module that publishes.
      let files: String
      /// Also such a document; nil if there are no views.
      let views: String?
      /// Also such a document; nil if the views show no other periods.
      let viewHistory: String?
      let failedRuns: Int
      /// The number of the publication that shows the occurrence; nil if it was shown before.
      let sequence: Int?

      package init(
        request: ExportRequest, files: String, views: String?, viewHistory: String?, failedRuns: Int,
        sequence: Int?
      ) {
        self.request = request
        self.files = files
        self.views = views
        self.viewHistory = viewHistory
        self.failedRuns = failedRuns
        self.sequence = sequence
      }
    }

    /// Marks an occurrence as published. If it is already, only updates what is recorded about it.
    package func publish(_ occurrence: Occurrence, _ published: Published) throws {
      let isNew = occurrence.state != .published
      var values: [String: String?] = try [
        "request": published.request.json, "files": published.files,
        "views": published.views ?? "", "view_history": published.viewHistory ?? "",
        "failed_runs": String(published.failedRuns), "sequence": published.sequence.map { String($0) } ?? "",
      ]
      if isNew { values["transaction_at"] = row.transactionAt }
      let changed = try connection.execute(
        isNew ? LedgerStatement.publish : LedgerStatement.recordFiles,
        occurrence.key.keyParameters.merging(values) { $1 })
      guard changed.affectedCount == 1 else {
        throw Failure.rowChanged(occurrence.key, expected: occurrence.state)
      }
    }

    /// Records what a publication changed about a period, for the feed.
    ///
    /// - Parameters:
    ///   - feed: the path of the file that has the event.
    ///   - event: one line of JSON.
    package func recordChange(
      _ key: OccurrenceKey, sequence: Int, feed: String, event: String
    ) throws {
      let values = ["sequence": String(sequence), "feed": feed, "event": event]
      try connection.execute(LedgerStatement.recordChange, key.keyParameters.merging(values) { $1 })
    }

    /// Records the number of a publication, and the files that describe the tree.
    ///
    /// - Parameter treeFiles: a JSON document.
    package func recordPublication(sequence: Int, treeFiles: String) throws {
      try connection.execute(
        LedgerStatement.recordPublication,
        [
          "tenant_id": id.uuidString, "sequence": String(sequence), "tree_files": treeFiles,
          "transaction_at": row.transactionAt,
        ])
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
