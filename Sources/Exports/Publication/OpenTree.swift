internal import Foundation
internal import Runs

/// A tenant's tree, with the right to change it: a staging folder that keeps every other publisher out.
struct OpenTree {
  let layout: TreeLayout
  let staging: Staging
  /// Whether its manifest says that it is the tenant's; false where there is no tree, an empty one, or one whose manifest
  /// cannot be read.
  let isOwned: Bool

  /// - Parameter hasPublished: whether the ledger has anything published of the tenant.
  /// - Throws: ``ForeignTree``; where it does, nothing was changed.
  init(
    of tenant: Ledger.LockedTenant, in exports: String, _ permissions: Permissions, hasPublished: Bool
  ) throws {
    layout = TreeLayout(slug: tenant.row.slug)
    staging = try Staging(exports: exports, layout: layout, permissions)
    do {
      // Once the fence is up: whoever had the folder before cannot change it any more.
      isOwned = try Self.isOwned(staging.tree, by: tenant.id, hasPublished: hasPublished)
    } catch {
      try? staging.remove()
      throw error
    }
  }

  /// Writes a file to the staging folder, to be put in place.
  func stage(_ file: DescriptionFile) throws(FileSystemError) {
    let staged = try staging.makeFile(file.path)
    try unsafe staged.write(file.bytes.span.bytes)
    _ = try staged.finish()
  }

  private static func isOwned(_ tree: String, by tenant: UUID, hasPublished: Bool) throws -> Bool {
    guard try FileSystem.isFolder(tree), try !FileSystem.entries(of: tree).isEmpty else { return false }
    let owner = Manifest.owner(ofManifestAt: tree + "/" + Manifest.fileName)
    // A manifest that is damaged or was deleted is written anew by whom the ledger knows to have published.
    guard owner == tenant.uuidString.lowercased() || owner == nil && hasPublished else {
      throw ForeignTree(path: tree)
    }
    return owner != nil
  }
}
