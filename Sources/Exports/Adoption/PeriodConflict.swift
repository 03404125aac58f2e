internal import Runs

/// A period of which the ledger has a revision from another snapshot than the tree. Its revisions belong together: all are refused,
/// kept as the ledger has them, or taken over.
struct PeriodConflict {
  /// A sentence about what the ledger has.
  let reason: String
  /// Whether the tree's revisions can take the place of the ledger's: it has each of them.
  let canYield: Bool

  /// - Parameters:
  ///   - entries: the tree's revisions of the period.
  ///   - tenant: locks the period's rows.
  /// - Returns: nil if there is none.
  init?(_ entries: [AdoptableTree.Entry], of period: OccurrenceKey, _ tenant: Ledger.LockedTenant) throws {
    let own = try tenant.lockRevisions(of: period).filter(\.state.hasFacts)
    let shown = Dictionary(entries.map { ($0.entry.revision, $0.entry.snapshotAt) }) { first, _ in first }
    let other = own.first { revision in
      shown[revision.number].map { $0 != revision.snapshotAt } ?? false
    }
    guard let other else { return nil }
    canYield = own.allSatisfy { shown[$0.number] != nil }
    reason =
      "the ledger has revision \(other.number) of it from another snapshot of the CRM (\(other.snapshotAt ?? "unknown"); the "
      + "tree's is of \(shown[other.number] ?? "unknown")); "
      + (canYield
        ? "--prefer tree or --prefer ledger says which side counts"
        : "the ledger has a revision that the tree does not have, so only --prefer ledger can decide")
  }
}
