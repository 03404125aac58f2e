internal import Crypto
package import Foundation
package import PostgreSQL
package import Runs

/// Checks, without changing anything, whether a tenant's tree may be written with this database.
package struct TreeCheck {
  private let database: Database
  private let exports: String

  /// - Parameter exports: the folder that holds the trees of all tenants; it may be missing.
  package init(_ database: Database, exports: String) {
    self.database = database
    self.exports = exports
  }

  /// If the manifest is the one that was recorded last, nothing else is read.
  ///
  /// - Parameters:
  ///   - tenant: may be unknown to the ledger.
  ///   - replaced: as for ``FoundTree/checkThatItIsNotNewer(replaced:recorded:_:)``.
  ///   - connection: without an open transaction.
  /// - Throws: `Ledger.Failure` if the tenant's files are under another slug; ``ForeignTree``, ``NewerTree``;
  ///   `FileSystemError` if the tree cannot be read.
  package func check(
    tenant: UUID, slug: String, replaced: Set<OccurrenceKey> = [], on connection: Connection
  ) throws {
    let folder = exports + "/" + TreeLayout(slug: slug).tenantFolder
    do {
      try connection.transaction(database.longTransaction(.readCommitted, tenant: tenant)) {
        try Ledger.checkSlug(slug, of: tenant, $0)
        try Self.check(folder, of: tenant, replaced: replaced, $0)
      }
    } catch let error where error is ForeignTree || error is NewerTree {
      // A publisher may have been at work. Under the tenant's lock there is none.
      let repeated: Void? = try Ledger(database, connection).withTenantLocked(tenant) {
        try Self.check(folder, of: tenant, replaced: replaced, $0.connection)
      }
      if repeated == nil { throw error }
    }
  }

  /// The SHA-256 of the manifests in trees, by tenant; a tenant without a readable one is absent.
  package func manifests(of tenants: [(id: UUID, slug: String)]) -> [UUID: String] {
    tenants.reduce(into: [:]) { manifests, tenant in
      let folder = exports + "/" + TreeLayout(slug: tenant.slug).tenantFolder
      let manifest = try? Manifest.contents(inTree: folder)
      manifests[tenant.id] = manifest.map { SHA256.hash(data: $0).hexadecimal }
    }
  }

  /// Checks in the caller's transaction.
  static func check(
    _ folder: String, of tenant: UUID, replaced: Set<OccurrenceKey> = [], _ connection: Connection
  ) throws {
    let found = try FoundTree(folder, of: tenant) {
      try connection.execute(
        NamedStatement(SQLFile.recorded_manifest), ["tenant_id": tenant.uuidString]
      ).first?.optional("sha256")
    } hasPublished: {
      try Ledger.hasPublished(tenant, connection)
    }
    try found.checkThatItIsNotNewer(
      replaced: replaced,
      recorded: { RecordedTree(readable: try Ledger.tenant(tenant, connection)?.treeFiles) },
      connection)
  }
}
