internal import Foundation
internal import Runs

/// A tenant's tree, opened for changes. Its staging folder keeps every other publisher out.
struct OpenTree {
  let layout: TreeLayout
  let staging: Staging
  /// Whether its manifest names this tenant. False if the tree is missing or empty, or if its manifest cannot
  /// be read.
  let manifestNamesTenant: Bool

  /// - Parameter hasPublished: whether, according to the ledger, the tenant has published before.
  /// - Throws: ``ForeignTree``, with the tree unchanged.
  init(
    of tenant: Ledger.LockedTenant, in exports: String, _ permissions: Permissions, hasPublished: Bool
  ) throws {
    layout = TreeLayout(slug: tenant.row.slug)
    staging = try Staging(exports: exports, layout: layout, permissions)
    do {
      // Checked only now, when earlier publishers can no longer change the tree.
      manifestNamesTenant = try Self.manifestNamesTenant(
        staging.tree, by: tenant.id, hasPublished: hasPublished)
    } catch {
      try? staging.remove()
      throw error
    }
  }

  /// Writes a file to the staging folder; it is installed later.
  func stage(_ file: DescriptionFile) throws(FileSystemError) {
    let staged = try staging.makeFile(file.path)
    try unsafe staged.write(file.bytes.span.bytes)
    _ = try staged.finish()
  }

  private static func manifestNamesTenant(_ tree: String, by tenant: UUID, hasPublished: Bool) throws -> Bool
  {
    guard try FileSystem.isFolder(tree), try !FileSystem.entries(of: tree).isEmpty else { return false }
    let owner = Manifest.owner(ofManifestAt: tree + "/" + Manifest.fileName)
    // If the tenant has published before, a damaged or missing manifest is rewritten.
    guard owner == tenant.uuidString.lowercased() || owner == nil && hasPublished else {
      throw ForeignTree(path: tree)
    }
    return owner != nil
  }
}
