package import Foundation
package import PostgreSQL
internal import Reports
package import Runs

/// Gives up periods that were never published.
package struct Skipper {
  package struct Outcome: Sendable {
    package var skipped: [Occurrence] = []
    /// Computed occurrences that the tree already contains, at least in part: a publisher was stopped before
    /// it could finish. They are not skipped.
    package var published: [Occurrence] = []
  }

  private let database: Database
  private let exports: String

  /// - Parameter exports: the folder that holds the trees of all tenants.
  package init(_ database: Database, exports: String) {
    self.database = database
    self.exports = exports
  }

  /// - Parameters:
  ///   - occurrences: occurrences of the tenant for which `Occurrence.canBeSkipped` is true.
  ///   - isDryRun: whether to report only what would be given up.
  /// - Returns: the skipped and the published occurrences. An occurrence that another worker is computing is
  ///   in neither list, except in a dry run, which lists it as skipped.
  /// - Throws: ``NoTree`` if a manifest is missing, so that it is not known what is published.
  package func skip(
    _ occurrences: [Occurrence], of tenant: UUID, isDryRun: Bool, on connection: Connection
  ) throws -> Outcome {
    // Under the tenant's lock, so that no publisher changes the tree while it is read.
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

  /// The occurrences that the manifest lists, or that have a file in the tree.
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
      // A file that exists and is not the one published by the previous revision.
      return try isListed
        || paths(of: occurrence, layout).contains { path in
          try FileSystem.kind(of: tree + "/" + path) != nil
            && DigestSink.ofFile(tree + "/" + path)?.sha256 != hashes[path]
        }
    }
    return Set(shown.map(\.key))
  }

  /// - Throws: if the manifest is missing but must exist, if it cannot be read, or if it is another tenant's.
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

  /// The paths of an occurrence's files while it is the latest revision. Only the first part of a split file.
  private func paths(of occurrence: ComputedOccurrence, _ layout: TreeLayout) throws -> [String] {
    let formats = occurrence.request.formats.compactMap(ExportFormat.init(rawValue:))
    return occurrence.request.reports.flatMap { report in
      formats.map { layout.file($0, report, occurrence) }
    }
  }

  package struct NoTree: Error, CustomStringConvertible {
    let tree: String
    package var description: String {
      "\(tree) has no manifest, so it is not known whether a computed period was already published; "
        + "is the folder mounted? --exports selects another folder"
    }
  }
}
