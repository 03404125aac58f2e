internal import Foundation
internal import Runs

/// A tenant's tree, opened for changes. Its staging folder keeps every other publisher out.
struct OpenTree {
  let layout: TreeLayout
  let staging: Staging
  /// What the ledger has recorded about the files that describe the tree.
  let recorded: RecordedTree
  /// The tree as its manifest describes it. nil if its manifest is the one that was recorded last, so that nobody has to
  /// ask, or if it has no manifest that can be read.
  let published: PublishedTree?
  /// Whether neither a manifest nor the ledger says that the tenant has published before.
  let isNew: Bool
  /// Whether the tree is known to be as the ledger lists it: its manifest is the one that was recorded last,
  /// and no publisher was interrupted since. Otherwise every listed file is looked at.
  let isTrusted: Bool

  /// - Parameter replaced: as for ``FoundTree/checkThatItIsNotNewer(replaced:recorded:_:)``.
  /// - Throws: ``ForeignTree`` or ``NewerTree``, with the tree unchanged.
  init(
    of tenant: Ledger.LockedTenant, in exports: String, replaced: Set<OccurrenceKey>,
    _ permissions: Permissions
  ) throws {
    layout = TreeLayout(slug: tenant.row.slug)
    let recorded = RecordedTree(readable: tenant.row.treeFiles)
    self.recorded = recorded
    staging = try Staging(exports: exports, layout: layout, permissions)
    do {
      // Read only now, when earlier publishers can no longer change the tree.
      let found = try FoundTree(staging.tree, of: tenant.id) {
        recorded.record?.others[Manifest.fileName]
      } hasPublished: {
        try Ledger.hasPublished(tenant.id, tenant.connection)
      }
      try found.checkThatItIsNotNewer(replaced: replaced, recorded: { recorded }, tenant.connection)
      isTrusted = found.isAsRecorded && !staging.foundInterrupted
      isNew = found.isNew
      published = found.published
    } catch {
      try? staging.giveUp()
      throw error
    }
  }

  /// Describing files in the tree that are not part of its description any more.
  func outdated(_ record: TreeRecord) throws(FileSystemError) -> [String] {
    var paths = recorded.sha256.map { Set($0.keys) } ?? []
    if case .current = recorded {} else { paths.insert("schema/manifest-v1.schema.json") }
    if !isTrusted {
      // Left by an interrupted publisher.
      for folder in [TreePart.folder, Feed.folder, ""] {
        let place = staging.tree + "/" + folder
        guard try FileSystem.isFolder(place) else { continue }
        let entries = try FileSystem.entries(of: place).map { folder + $0 }
        paths.formUnion(
          entries.filter {
            TreePart.isPath($0) || Feed.isPath($0) || DataPackage.isPath($0) || TenantIndex.isPath($0)
          })
      }
    }
    return paths.subtracting(record.sha256.keys).sorted()
  }
}
