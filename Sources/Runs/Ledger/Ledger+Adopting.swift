internal import Foundation
internal import PostgreSQL

extension Ledger.LockedTenant {
  /// What the ledger has of a revision of a period.
  package struct Revision: Sendable {
    package let number: Int
    package let state: OccurrenceState
    /// To the microsecond; nil if it was never computed.
    package let snapshotAt: String?
  }

  /// All revisions of a period, in order, locked. Waits for a worker that computes one of them.
  package func lockRevisions(of period: OccurrenceKey) throws -> [Revision] {
    var key = period.keyParameters
    key["revision"] = nil
    return try connection.execute(LedgerStatement.lockRevisions, key).map { row in
      Revision(
        number: try row.value("revision"), state: try row.value("state"),
        snapshotAt: try row.optional("snapshot_at"))
    }
  }

  /// Records an occurrence as its published files say it, in place of what the ledger had. Its headers and facts are not
  /// touched.
  ///
  /// - Returns: false if the ledger has the period under another kind, label or zone, or with other dates, which cannot change.
  package func adopt(_ adopted: AdoptedOccurrence) throws -> Bool {
    try connection.execute(LedgerStatement.adoptOccurrence, try adopted.values).affectedCount == 1
  }

  /// Deletes the headers and facts of all attempts at an occurrence.
  package func deleteRuns(of key: OccurrenceKey) throws {
    try connection.execute(LedgerStatement.deleteHeaders, key.keyParameters)
  }

  /// Records an event of the feed, if the ledger has none in its place.
  ///
  /// - Parameters:
  ///   - feed: the path of the file that has the event.
  ///   - event: one line of JSON.
  package func adoptChange(_ key: OccurrenceKey, sequence: Int, feed: String, event: String) throws {
    let values = ["sequence": String(sequence), "feed": feed, "event": event]
    try connection.execute(LedgerStatement.adoptChange, key.keyParameters.merging(values) { $1 })
  }

  /// Raises the number of the last publication, if it is lower, and forgets what is recorded about the files that describe the tree.
  ///
  /// - Parameter publishedAt: when that publication was made; nil if it is not known.
  package func raiseSequence(to sequence: Int, publishedAt: String?) throws {
    try connection.execute(
      LedgerStatement.raiseSequence,
      ["tenant_id": id.uuidString, "sequence": String(sequence), "published_at": publishedAt])
  }

  /// Records the files that describe the tree, and the publication that they are of.
  ///
  /// - Parameter treeFiles: a JSON document.
  package func adoptPublication(sequence: Int, publishedAt: String?, treeFiles: String) throws {
    try connection.execute(
      LedgerStatement.adoptPublication,
      [
        "tenant_id": id.uuidString, "sequence": String(sequence), "tree_files": treeFiles,
        "published_at": publishedAt ?? "",
      ])
  }
}
