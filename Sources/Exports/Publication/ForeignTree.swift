/// A tree that belongs to another tenant, or that has files but no manifest that names their tenant.
package struct ForeignTree: Error, CustomStringConvertible {
  let path: String

  package var description: String {
    "\(path) holds another tenant's files, or files without a manifest that names their tenant; slugs must be "
      + "unique within an exports folder"
  }
}
