/// A tree of which nothing can be taken over. Nothing was changed.
package struct UnadoptableTree: Error, CustomStringConvertible {
  /// The tenant's folder.
  let tree: String
  /// In the tree.
  let path: String
  let reason: String

  package var description: String {
    "\(tree)/\(path) \(reason). Nothing was taken over. Restore the file from a backup of the folder, or take the tree over from a "
      + "backup with --from"
  }
}
