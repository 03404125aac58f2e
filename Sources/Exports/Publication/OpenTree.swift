internal import Crypto
internal import Foundation
internal import Runs

/// A tenant's tree, opened for changes. Its staging folder keeps every other publisher out.
struct OpenTree {
  let layout: TreeLayout
  let staging: Staging
  /// What the ledger has recorded about the files that describe the tree.
  let recorded: RecordedTree
  /// The tree as its manifest describes it. nil if it is as the ledger lists it, so that nobody has to ask, or if it
  /// has no manifest that can be read.
  let published: PublishedTree?
  /// Whether its manifest names this tenant. False if the tree is missing or empty, or if its manifest cannot
  /// be read.
  let manifestNamesTenant: Bool
  /// Whether the tree is known to be as the ledger lists it: its manifest is the one that was recorded last,
  /// and no publisher was interrupted since. Otherwise every listed file is looked at.
  let isTrusted: Bool

  /// - Parameter hasPublished: whether, according to the ledger, the tenant has published before.
  /// - Throws: ``ForeignTree``, with the tree unchanged.
  init(
    of tenant: Ledger.LockedTenant, in exports: String, _ permissions: Permissions, hasPublished: Bool
  ) throws {
    layout = TreeLayout(slug: tenant.row.slug)
    // A record that cannot be read is as good as none: every file is looked at, and it is replaced.
    recorded = (try? RecordedTree(tenant.row.treeFiles)) ?? .none
    staging = try Staging(exports: exports, layout: layout, permissions)
    do {
      // Read only now, when earlier publishers can no longer change the tree.
      let manifest = try Manifest.contents(inTree: staging.tree)
      let recordedSHA256 = recorded.record?.others[Manifest.fileName]
      isTrusted =
        !staging.foundInterrupted && recordedSHA256 != nil
        && manifest.map { SHA256.hash(data: $0).hexadecimal } == recordedSHA256
      manifestNamesTenant =
        try isTrusted || Self.names(tenant.id, manifest, staging.tree, hasPublished: hasPublished)
      let isToBeRead = !isTrusted && manifestNamesTenant
      published =
        isToBeRead ? manifest.flatMap { [tree = staging.tree] in PublishedTree(tree, manifest: $0) } : nil
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
        paths.formUnion(entries.filter { TreePart.isPath($0) || Feed.isPath($0) || DataPackage.isPath($0) })
      }
    }
    return paths.subtracting(record.sha256.keys).sorted()
  }

  /// Whether the manifest names the tenant.
  ///
  /// - Throws: ``ForeignTree`` if it names another one, or if there are files and it is not known whose they are.
  private static func names(
    _ tenant: UUID, _ manifest: Data?, _ tree: String, hasPublished: Bool
  ) throws -> Bool {
    guard try FileSystem.isFolder(tree), try !FileSystem.entries(of: tree).isEmpty else { return false }
    let owner = manifest.flatMap(Manifest.owner)
    // If the tenant has published before, a damaged or missing manifest is rewritten.
    guard owner == tenant.uuidString.lowercased() || owner == nil && hasPublished else {
      throw ForeignTree(path: tree)
    }
    return owner != nil
  }
}
