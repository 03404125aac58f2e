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
  /// - Throws: ``ForeignTree`` or ``NewerTree``; ``NoTree`` if a manifest is missing, so that it is not known what is
  ///   published.
  package func skip(
    _ occurrences: [Occurrence], of tenant: UUID, isDryRun: Bool, on connection: Connection
  ) throws -> Outcome {
    // Under the tenant's lock, so that no publisher changes the tree while it is read.
    try Ledger(database, connection).withTenantLocked(tenant) { tenant in
      let tree = exports + "/" + TreeLayout(slug: tenant.row.slug).tenantFolder
      try TreeCheck.check(tree, of: tenant.id, tenant.connection)
      let asked = Set(occurrences.map(\.key))
      let computed = Set(try tenant.lockComputed().filter(asked.contains))
      let shown = try shown(occurrences.filter { computed.contains($0.key) }, of: tenant)
      let unpublished = occurrences.filter { !shown.contains($0.key) }
      let skipped = isDryRun ? Set(unpublished.map(\.key)) : try tenant.skip(unpublished)
      return Outcome(
        skipped: unpublished.filter { skipped.contains($0.key) },
        published: occurrences.filter { shown.contains($0.key) })
    } ?? Outcome()
  }

  /// The occurrences that the manifest lists, or that have a file in the tree.
  private func shown(_ computed: [Occurrence], of tenant: Ledger.LockedTenant) throws -> Set<OccurrenceKey> {
    if computed.isEmpty { return [] }
    let layout = TreeLayout(slug: tenant.row.slug)
    let tree = exports + "/" + layout.tenantFolder
    let manifest = try manifest(inTree: tree, mustBeThere: tenant.row.sequence > 0)
    let snapshots = try Ledger.snapshots(of: tenant.id, tenant.connection)
    let shown = try computed.filter { occurrence in
      // If a part cannot be read, a publisher was interrupted: its files tell.
      let isListed = (try? manifest?.entries(of: occurrence))?.contains {
        $0.revision == occurrence.key.revision && snapshots[occurrence.key]?.contains($0.snapshotAt) == true
      }
      if isListed == true { return true }
      // Of a row that cannot be read, nothing says which files to look for.
      guard let readable = (try? tenant.occurrence(occurrence.key)).flatMap(\.self) else { return false }
      return try hasFile(readable, layout, tree, tenant)
    }
    return Set(shown.map(\.key))
  }

  /// Whether the tree has a file of the occurrence that is not the one of the previous revision.
  private func hasFile(
    _ occurrence: ComputedOccurrence, _ layout: TreeLayout, _ tree: String, _ tenant: Ledger.LockedTenant
  ) throws -> Bool {
    // The files of a revision that cannot be read are not known: they count as those of the occurrence.
    let published = try PublishableOccurrence.published(in: occurrence.key, tenant.connection).readable
    let hashes = Dictionary(
      published.flatMap { revision in
        revision.files.map { ($0.path, $0.sha256) } + revision.views.map { ($0.path, $0.sha256) }
      }, uniquingKeysWith: { $1 })
    return try paths(of: occurrence, layout).contains { path in
      try FileSystem.kind(of: tree + "/" + path) != nil
        && DigestSink.ofFile(tree + "/" + path)?.sha256 != hashes[path]
    }
  }

  /// - Throws: if the manifest is missing but must exist, or if it cannot be read.
  private func manifest(inTree tree: String, mustBeThere: Bool) throws -> PublishedTree? {
    let isThere = try FileSystem.isFolder(tree) && FileSystem.kind(of: tree + "/" + Manifest.fileName) != nil
    guard isThere else {
      if try mustBeThere || !FileSystem.isExportsFolder(exports) { throw NoTree(tree: tree) }
      return nil
    }
    guard let manifest = try PublishedTree.read(tree) else { throw TenantTrees.Unreadable(tree: tree) }
    return manifest
  }

  /// The paths of an occurrence's files while it is the latest revision. Only the first part of a split file.
  private func paths(of occurrence: ComputedOccurrence, _ layout: TreeLayout) throws -> [String] {
    let formats = occurrence.request.formats
    let views = formats.filter { ExportFormat(rawValue: $0) == nil }.map {
      layout.view($0, occurrence.occurrence)
    }
    return occurrence.request.reports.flatMap { report in
      formats.compactMap(ExportFormat.init(rawValue:)).map { layout.file($0, report, occurrence.occurrence) }
    } + views
  }

  package struct NoTree: Error, CustomStringConvertible {
    let tree: String
    package var description: String {
      "\(tree) has no manifest, so it is not known whether a computed period was already published; "
        + "is the folder mounted? --exports selects another folder"
    }
  }
}
