internal import Foundation

/// A tree that is not known to be the tenant's, or that a newer program wrote. Nothing was changed.
package struct ForeignTree: Error, CustomStringConvertible {
  enum Reason {
    /// The manifest names another tenant.
    case anotherTenant(id: String)
    /// There is a file, but no manifest that can be read, and the ledger has no publication of the tenant.
    case fileWithoutManifest(path: String)
    case unknownVersion(Int)
  }

  /// The tenant's folder.
  let tree: String
  let reason: Reason

  package var description: String {
    switch reason {
    case .anotherTenant(let id):
      "\(tree) holds another tenant's files: its manifest.json names "
        + (UUID(uuidString: id).map { "the tenant \($0.uuidString.lowercased())" } ?? "it")
        + ". Nothing was changed. Slugs must be unique within an exports folder: use another slug, or another "
        + "folder with --exports"
    case .fileWithoutManifest(let path):
      "\(tree) has files without a manifest that names their tenant, and this database has no publication of the "
        + "tenant, so they may be someone else's; the first one is \(path). Nothing was changed. "
        + "Move them away, or use another folder with --exports"
    case .unknownVersion(let version):
      "\(tree)/manifest.json has version \(version), which this program does not know: a newer one wrote it. "
        + "Nothing was changed. Use the newer program, or move the tree away"
    }
  }
}
