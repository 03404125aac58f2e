internal import PostgreSQL

extension Ledger {
  /// The ledger's row of a tenant.
  package struct TenantRow: Sendable {
    package let slug: String
    /// The files that describe the tree, as last recorded: a JSON document of the module that publishes. nil
    /// if nothing was published yet, or if an earlier program published last.
    package let treeFiles: String?

    init(_ row: Row) throws {
      slug = try row.value("slug")
      treeFiles = try row.optional("tree_files")
    }
  }
}
