package import Foundation
package import PostgreSQL
internal import Reports
package import Runs

/// Gives up periods that were never published.
package struct Skipper {
  package struct Outcome: Sendable {
    package var skipped: [Occurrence] = []
    /// Computed, and the tree shows it already, or files of it: a publisher was stopped before it could finish.
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
  /// - Throws: ``NoTree`` where it cannot be seen what is published.
  package func skip(
    _ occurrences: [Occurrence], of tenant: UUID, isDryRun: Bool, on connection: Connection
  ) throws -> Outcome {
    // Under the lock of publishers: none of them is at work while the tree is looked at.
    try Ledger(database, connection).withTenantLocked(tenant) { tenant in
      let asked = Set(occurrences.map(\.key))
      let (readable, unreadable) = try tenant.lockComputed()
      let computed = readable.filter { asked.contains($0.key) }
      let isAnyComputed = !computed.isEmpty || unreadable.contains { asked.contains($0.occurrence.key) }
      let shown = isAnyComputed ? try shown(computed, of: tenant) : []
      let unpublished = occurrences.filter { !shown.contains($0.key) }
      let skipped = isDryRun ? Set(unpublished.map(\.key)) : try tenant.skip(unpublished)
      return Outcome(
        skipped: unpublished.filter { skipped.contains($0.key) },
        published: occurrences.filter { shown.contains($0.key) })
    } ?? Outcome()
  }

  /// Those that the tree shows, or that have a file in it.
  private func shown(
    _ computed: [ComputedOccurrence], of tenant: Ledger.LockedTenant
  ) throws -> Set<OccurrenceKey> {
    let published = try tenant.published().map(PublishableOccurrence.init)
    let layout = TreeLayout(slug: tenant.row.slug)
    let tree = exports + "/" + layout.tenantFolder
    let hasPublished = tenant.row.treeFiles != nil || !published.isEmpty
    let manifest = try manifest(of: tenant.id, inTree: tree, mustBeThere: hasPublished)
    let entries = manifest.map { $0.occurrences + $0.history } ?? []
    let hashes = Dictionary(
      published.flatMap(\.reports).flatMap(\.files).map { ($0.path, $0.sha256) },
      uniquingKeysWith: { $1 })
    let shown = try computed.filter { occurrence in
      let isListed = entries.contains {
        $0.schedule == occurrence.key.schedule && $0.period == PeriodDocument(occurrence.window)
          && $0.revision == occurrence.key.revision && $0.snapshotAt == occurrence.snapshotAt
      }
      // A file that is neither absent nor that of the revision before.
      return try isListed
        || paths(of: occurrence, layout).contains { path in
          try FileSystem.kind(of: tree + "/" + path) != nil
            && DigestSink.ofFile(tree + "/" + path)?.sha256 != hashes[path]
        }
    }
    return Set(shown.map(\.key))
  }

  /// - Throws: where there is none and there must be one, where it cannot be read, or where it is another tenant's.
  private func manifest(of tenant: UUID, inTree tree: String, mustBeThere: Bool) throws -> Manifest? {
    let isThere = try FileSystem.isFolder(tree) && FileSystem.kind(of: tree + "/" + Manifest.fileName) != nil
    guard isThere else {
      if try mustBeThere || !FileSystem.isFolder(exports) { throw NoTree(tree: tree) }
      return nil
    }
    guard let manifest = try Manifest.read(inTree: tree) else { throw TenantTrees.Unreadable(tree: tree) }
    guard manifest.tenant.id == tenant.uuidString.lowercased() else { throw ForeignTree(path: tree) }
    return manifest
  }

  /// Where the files of an occurrence stand while it is the latest revision; of several parts the first.
  private func paths(of occurrence: ComputedOccurrence, _ layout: TreeLayout) throws -> [String] {
    let formats = occurrence.request.formats.compactMap(ExportFormat.init(rawValue:))
    return occurrence.request.reports.flatMap { report in
      formats.map { layout.file($0, report, occurrence) }
    }
  }

  package struct NoTree: Error, CustomStringConvertible {
    let tree: String
    package var description: String {
      "\(tree) has no manifest, so it cannot be seen whether a computed period was published already; is the folder "
        + "mounted? --exports names another"
    }
  }
}
