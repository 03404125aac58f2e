package import Foundation
package import PostgreSQL
package import Reports
package import Runs

/// Publishes tenants: writes the files of computed occurrences, and makes them visible all at once.
package struct Publisher {
  package struct Outcome: Sendable {
    package var published: [PublishedOccurrence] = []
    package var failures: [PeriodFailure] = []
  }

  /// Larger files are split, because spreadsheets and many other tools cannot read many more rows than this.
  package static let defaultRowsPerPart = 1_000_000

  private let database: Database
  private let exports: String
  private let permissions: Permissions
  private let catalog: ReportCatalog
  private let rowsPerPart: Int

  /// - Parameters:
  ///   - exports: the folder that holds the trees of all tenants; it must exist.
  ///   - catalog: the reports that may be published.
  package init(
    _ database: Database, exports: String, permissions: Permissions,
    catalog: ReportCatalog = .product, rowsPerPart: Int = Publisher.defaultRowsPerPart
  ) {
    self.database = database
    self.catalog = catalog
    self.exports = exports
    self.permissions = permissions
    self.rowsPerPart = rowsPerPart
  }

  /// Publishes all computed occurrences of one tenant, in one transaction that locks the tenant's row.
  ///
  /// - Parameter waiting: whether to wait for another publisher of the tenant. A caller that has just
  ///   computed an occurrence must wait: the other publisher may have read the ledger before that was
  ///   committed.
  /// - Returns: the published occurrences and the failures; nothing changes if there is nothing to publish.
  ///   nil if the tenant is unknown, or if another publisher has the lock and `waiting` is false.
  package func publish(tenant: UUID, on connection: Connection, waiting: Bool) throws -> Outcome? {
    try Ledger(database, connection).withTenantLocked(tenant, waiting: waiting) { tenant in
      let (readable, unreadable) = try tenant.lockComputed()
      let computed = try readable.map(PublishableOccurrence.init)
      let failures = unreadable.map {
        PeriodFailure(occurrence: $0.occurrence, report: nil, message: $0.reason)
      }
      guard !computed.isEmpty else { return Outcome(failures: failures) }
      let published = try tenant.published().map(PublishableOccurrence.init)
      let hasPublished = (published + computed).contains(where: \.hasRecordedFiles)
      let tree = try OpenTree(of: tenant, in: exports, permissions, hasPublished: hasPublished)
      // Frees space if the disk is full. If this fails too, the next publisher removes the folder.
      defer { try? tree.staging.remove() }
      // A tree that is missing, because it was lost or the exports folder is a different one, is written
      // completely.
      let publication = try preparation(tree, tenant).prepare(
        inPlace: tree.manifestNamesTenant ? published : [],
        new: tree.manifestNamesTenant ? computed : published + computed)
      if !publication.written.isEmpty {
        // Files without a manifest are accepted only if the ledger knows of an earlier publication. So the
        // first publication installs an empty manifest first.
        if !tree.manifestNamesTenant, !hasPublished { try installEmptyManifest(tree, tenant) }
        try apply(publication, replacing: tree.manifestNamesTenant ? published + computed : [], tree, tenant)
      }
      var outcome = outcome(publication, of: computed)
      outcome.failures += failures
      return outcome
    }
  }

  /// Rewrites everything that is published for a tenant, from its facts, and moves unexpected files out of
  /// its tree.
  ///
  /// - Parameter setAside: called for each unexpected file, with its path in the tree and the path where it
  ///   is kept.
  /// - Returns: the occurrences in the tree, without superseded revisions; empty if nothing is published.
  package func export(
    tenant: UUID, on connection: Connection, setAside: (_ path: String, _ place: String) -> Void
  ) throws -> [PublishedOccurrence] {
    try Ledger(database, connection).withTenantLocked(tenant) { tenant in
      let published = try tenant.published().map(PublishableOccurrence.init)
      guard !published.isEmpty else { return [] }
      let tree = try OpenTree(of: tenant, in: exports, permissions, hasPublished: true)
      let staging = tree.staging
      defer { try? staging.remove() }
      let publication = try preparation(tree, tenant).prepare(inPlace: [], new: published)
      var unexpectedFiles: [(path: String, place: String)] = []
      let described = TreeDescription.paths(catalog)
      for path in try staging.obstacles(to: Array(publication.paths) + described) {
        unexpectedFiles.append((path, try staging.setAside(path)))
      }
      let description = try apply(publication, replacing: [], tree, tenant)
      let expected = publication.paths.union(description.map(\.path))
      for entry in try TreeScan(staging.tree).entries where !expected.contains(entry.path) {
        unexpectedFiles.append((entry.path, try staging.setAside(entry.path)))
      }
      try staging.keepWhatWasSetAside()
      for unexpectedFile in unexpectedFiles { setAside(unexpectedFile.path, unexpectedFile.place) }
      return outcome(publication, of: published).published
    } ?? []
  }

  private func preparation(_ tree: OpenTree, _ tenant: Ledger.LockedTenant) -> PublicationPreparation {
    PublicationPreparation(
      tenant: tenant, layout: tree.layout, staging: tree.staging,
      facts: FactFiles(
        connection: tenant.connection, catalog: catalog, slug: tree.layout.slug, rowsPerPart: rowsPerPart))
  }

  /// Installs a publication, and records the hashes of the files that describe the tree.
  ///
  /// - Parameter before: occurrences whose files may be in the tree already.
  /// - Returns: the files that describe the tree.
  @discardableResult
  private func apply(
    _ publication: Publication, replacing before: [PublishableOccurrence], _ tree: OpenTree,
    _ tenant: Ledger.LockedTenant
  ) throws -> [DescriptionFile] {
    // Read first, because nothing may fail once the manifest is in place. An unreadable record is ignored: it
    // is about to be replaced.
    let earlier = (try? RecordedDescription(tenant.row.treeFiles)).flatMap(\.self)
    let description = try describe(publication.shown, tree, tenant).files
    let recorded = RecordedDescription(description)
    try tenant.recordPublication(treeFiles: recorded.json)
    for file in description { try tree.stage(file) }

    for file in publication.written.flatMap(\.reports).flatMap(\.files) {
      try tree.staging.install(file.path)
    }
    let kept = publication.paths
    for path in before.flatMap(\.reports).flatMap(\.files).map(\.path) where !kept.contains(path) {
      try tree.staging.remove(path)
    }
    let paths = TreeDescription.paths(catalog) + (earlier.map { Array($0.sha256.keys) } ?? [])
    for path in Set(paths) where recorded.sha256[path] == nil { try tree.staging.remove(path) }
    for file in description { try tree.staging.install(file.path) }
    return description
  }

  private func installEmptyManifest(_ tree: OpenTree, _ tenant: Ledger.LockedTenant) throws {
    let manifest = try describe([], tree, tenant).manifestFile
    try tree.stage(manifest)
    try tree.staging.install(manifest.path)
  }

  private func describe(
    _ shown: [PublishableOccurrence], _ tree: OpenTree, _ tenant: Ledger.LockedTenant
  ) -> TreeDescription {
    TreeDescription(
      manifest: Manifest(tenantID: tenant.id, slug: tree.layout.slug, published: shown), catalog: catalog)
  }

  /// - Parameter asked: the occurrences to report. Others may have been written along with them.
  private func outcome(_ publication: Publication, of asked: [PublishableOccurrence]) -> Outcome {
    let keys = Set(asked.map(\.key)).intersection(PublishableOccurrence.currentKeys(publication.shown))
    return Outcome(
      published: publication.written.filter { keys.contains($0.key) }.map(PublishedOccurrence.init),
      failures: publication.failures)
  }
}
