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
      let computed = try tenant.lockComputed().filter(asked.contains)
      let shown = computed.isEmpty ? [] : try shown(computed, of: tenant)
      let unpublished = occurrences.filter { !shown.contains($0.key) }
      let skipped = isDryRun ? Set(unpublished.map(\.key)) : try tenant.skip(unpublished)
      return Outcome(
        skipped: unpublished.filter { skipped.contains($0.key) },
        published: occurrences.filter { shown.contains($0.key) })
    } ?? Outcome()
  }

  /// The occurrences that the manifest lists, or that have a file in the tree.
  private func shown(_ computed: [OccurrenceKey], of tenant: Ledger.LockedTenant) throws -> Set<OccurrenceKey>
  {
    let layout = TreeLayout(slug: tenant.row.slug)
    let tree = exports + "/" + layout.tenantFolder
    let manifest = try manifest(of: tenant.id, inTree: tree, mustBeThere: tenant.row.sequence > 0)
    return Set(
      try computed.filter { key in
        // A row that cannot be read was not published: publishing cannot read it either.
        guard let occurrence = (try? tenant.occurrence(key)).flatMap(\.self) else { return false }
        // If a part cannot be read, a publisher was interrupted: its files tell.
        let isListed = (try? manifest?.entries(of: occurrence))?.contains {
          $0.revision == key.revision && $0.snapshotAt == occurrence.snapshotAt
        }
        return try isListed == true || hasFile(occurrence, layout, tree, tenant)
      })
  }

  /// Whether the tree has a file of the occurrence that is not the one of the previous revision.
  private func hasFile(
    _ occurrence: ComputedOccurrence, _ layout: TreeLayout, _ tree: String, _ tenant: Ledger.LockedTenant
  ) throws -> Bool {
    let published = try Ledger.publishedRevisions(of: occurrence.key, tenant.connection)
      .map(PublishableOccurrence.init)
    let hashes = Dictionary(
      published.flatMap(\.files).map { ($0.path, $0.sha256) }, uniquingKeysWith: { $1 })
    return try paths(of: occurrence, layout).contains { path in
      try FileSystem.kind(of: tree + "/" + path) != nil
        && DigestSink.ofFile(tree + "/" + path)?.sha256 != hashes[path]
    }
  }

  /// - Throws: if the manifest is missing but must exist, if it cannot be read, or if it is another tenant's.
  private func manifest(
    of tenant: UUID, inTree tree: String, mustBeThere: Bool
  ) throws -> PublishedTree? {
    let isThere = try FileSystem.isFolder(tree) && FileSystem.kind(of: tree + "/" + Manifest.fileName) != nil
    guard isThere else {
      if try mustBeThere || !FileSystem.isFolder(exports) { throw NoTree(tree: tree) }
      return nil
    }
    guard let manifest = try PublishedTree.read(tree) else { throw TenantTrees.Unreadable(tree: tree) }
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
