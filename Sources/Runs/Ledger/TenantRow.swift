internal import PostgreSQL

extension Ledger {
  /// The ledger's row of a tenant.
  package struct TenantRow: Sendable {
    package let slug: String
    /// The number of the last publication; 0 before the first.
    package let sequence: Int
    /// When the last publication was made, to the microsecond: `2026-11-03T00:00:00.123456Z`. nil if nothing
    /// was published yet, or if an earlier program published last.
    package let publishedAt: String?
    /// When the transaction that read the row began, in the same form.
    package let transactionAt: String
    /// The files that describe the tree, as last recorded: a JSON document of the module that publishes. nil
    /// if nothing was published yet, or if an earlier program published last.
    package let treeFiles: String?

    init(_ row: Row) throws {
      slug = try row.value("slug")
      sequence = try row.value("publish_seq")
      publishedAt = try row.optional("published_at")
      transactionAt = try row.value("transaction_at")
      treeFiles = try row.optional("tree_files")
    }
  }
}
