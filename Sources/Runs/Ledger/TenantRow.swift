internal import PostgreSQL

extension Ledger {
  /// What the ledger has of a tenant as a whole.
  package struct TenantRow: Sendable {
    package let slug: String
    /// The files that describe the tree as they were last recorded, a JSON document of the module that recorded it; nil where an
    /// earlier program published last.
    package let treeFiles: String?

    init(_ row: Row) throws {
      slug = try row.value("slug")
      treeFiles = try row.optional("tree_files")
    }
  }
}
