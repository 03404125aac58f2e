package import Foundation
package import PostgreSQL
package import Runs

/// Gives up periods that were never published.
package struct Skipper {
  package struct Outcome: Sendable {
    package var skipped: [Occurrence] = []
    /// Computed, and already shown by the tree: the publisher was stopped before it could write that down.
    package var published: [Occurrence] = []
  }

  private let database: Database
  private let exports: String

  /// - Parameter exports: the folder of all tenants' trees.
  package init(_ database: Database, exports: String) {
    self.database = database
    self.exports = exports
  }

  /// - Parameters:
  ///   - occurrences: of the tenant; see ``Occurrence/canBeSkipped``.
  ///   - isDryRun: only say what would be given up.
  /// - Returns: what was given up, and what is published. What another worker has at this moment is in neither.
  package func skip(
    _ occurrences: [Occurrence], of tenant: UUID, isDryRun: Bool, on connection: Connection
  ) throws -> Outcome {
    // Under the lock of publishers: none of them is at work while the tree is looked at.
    try Ledger(database, connection).withTenantLocked(tenant) { tenant in
      let asked = Set(occurrences.map(\.key))
      let computed = try tenant.lockComputed().filter { asked.contains($0.key) }
      let published = Set(try listed(computed, slug: tenant.row.slug).map(\.key))
      let unpublished = occurrences.filter { !published.contains($0.key) }
      let skipped = isDryRun ? Set(unpublished.map(\.key)) : try tenant.skip(unpublished)
      return Outcome(
        skipped: unpublished.filter { skipped.contains($0.key) },
        published: occurrences.filter { published.contains($0.key) })
    } ?? Outcome()
  }

  /// Those that the tree's manifest lists with the same snapshot.
  private func listed(_ computed: [ComputedOccurrence], slug: String) throws -> [ComputedOccurrence] {
    guard !computed.isEmpty else { return [] }
    guard try FileSystem.isFolder(exports) else { throw NoExports(folder: exports) }
    let tree = exports + "/" + TreeLayout(slug: slug).tenantFolder
    guard try FileSystem.isFolder(tree), try FileSystem.kind(of: tree + "/" + Manifest.fileName) != nil else {
      return []
    }
    guard let manifest = try Manifest.read(inTree: tree) else { throw PublishedTree.Unreadable(tree: tree) }
    let entries = manifest.occurrences + manifest.history
    return computed.filter { occurrence in
      entries.contains {
        $0.schedule == occurrence.key.schedule && $0.period == PeriodDocument(occurrence.window)
          && $0.revision == occurrence.key.revision && $0.snapshotAt == occurrence.snapshotAt
      }
    }
  }

  package struct NoExports: Error, CustomStringConvertible {
    let folder: String
    package var description: String {
      "there is no folder \(folder), so it cannot be seen whether a computed period was published already; "
        + "mount it, or name the right one with --exports"
    }
  }
}
