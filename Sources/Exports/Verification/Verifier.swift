package import Foundation
package import PostgreSQL
package import Reports
package import Runs

/// Compares a tenant's published files with the manifest, and both with the ledger and the facts.
package struct Verifier {
  private let tenant: UUID
  private let slug: String
  private let tree: String
  private let catalog: ReportCatalog
  private let rowsPerPart: Int
  private let since: Int

  /// - Parameter since: if not 0, only what was published after this sequence is checked, and no unexpected
  ///   files are looked for.
  package init(
    tenant: UUID, slug: String, exports: String, since: Int = 0, catalog: ReportCatalog = .product,
    rowsPerPart: Int = Publisher.defaultRowsPerPart
  ) {
    self.tenant = tenant
    self.catalog = catalog
    self.rowsPerPart = rowsPerPart
    self.since = since
    self.slug = slug
    tree = exports + "/" + TreeLayout(slug: slug).tenantFolder
  }

  /// Checks the files against the manifest alone.
  package func verifyTree() throws -> Finding {
    guard (try? FileSystem.isFolder(tree)) == true else {
      return Finding(problem: "there is no folder \(tree)")
    }
    guard let published = try PublishedTree.read(tree) else {
      var finding = Finding()
      finding.report(Manifest.fileName, "is missing or cannot be read")
      return finding
    }
    var inspection = try TreeInspection(tree, scans: since == 0)
    if published.tenant.id != tenant.uuidString.lowercased() {
      inspection.finding.report(Manifest.fileName, "is another tenant's: \(published.tenant.id)")
    }
    try OfflineCheck(published: published, since: since).run(&inspection)
    inspection.reportUnexpected()
    return inspection.finding
  }

  /// Checks the files against the manifest, and the manifest against the ledger and the facts.
  ///
  /// If there are problems, the check is repeated under the tenant's lock: a publisher may have been at work.
  ///
  /// - Parameter progress: called as the facts are read.
  package func verify(
    _ database: Database, _ connection: Connection, progress: @escaping (WorkStep) -> Void = { _ in }
  ) throws -> Finding {
    let settings = database.longTransaction(.readCommitted, tenant: tenant)
    let finding = try connection.transaction(settings) { try verifyAll($0, progress) }
    guard !finding.problems.isEmpty else { return finding }
    return try Ledger(database, connection).withTenantLocked(tenant) {
      try verifyAll($0.connection, progress)
    }
      ?? finding
  }

  private func verifyAll(
    _ connection: Connection, _ progress: @escaping (WorkStep) -> Void
  ) throws -> Finding {
    do {
      try Ledger.checkSlug(slug, of: tenant, connection)
      try TreeCheck.check(tree, of: tenant, connection)
    } catch let error where error is ForeignTree || error is NewerTree || error is Ledger.Failure {
      // What else differs follows from that.
      return Finding(problem: "\(error)", isRepairable: false)
    }
    let periods = try Ledger.publishedPeriods(of: tenant, since: since, connection)
    guard let row = try Ledger.tenant(tenant, connection), !periods.isEmpty || since > 0 && row.sequence > 0
    else {
      let isThere = try FileSystem.isFolder(tree)
      return isThere ? Finding(problem: "the ledger has no publication of this tenant") : Finding()
    }
    var inspection: TreeInspection
    do {
      inspection = try TreeInspection(tree, scans: since == 0)
    } catch {
      return Finding(problem: "\(error)")
    }
    let content = TreeContent(
      tenant: Manifest.Tenant(tenant, slug: row.slug), connection: connection, catalog: catalog)
    let parts = Set(periods.map(TreePart.init)).sorted { $0.path < $1.path }
    switch try RecordedTree(row.treeFiles) {
    case .current(let record):
      try DescriptionCheck(content: content, row: row, record: record, parts: parts, since: since)
        .run(&inspection)
    case .version1(let sha256):
      try Version1Check(content: content, recorded: sha256, parts: parts).run(&inspection)
    case .none: try Version1Check(content: content, recorded: nil, parts: parts).run(&inspection)
    }
    let facts = FactsCheck(
      facts: FactFiles(
        connection: connection, catalog: catalog, layout: TreeLayout(slug: row.slug),
        rowsPerPart: rowsPerPart,
        progress: progress))
    var hasUnknownFiles = false
    for period in periods {
      let (published, unreadable) = try PublishableOccurrence.published(in: period.key, connection)
      for revision in unreadable { inspection.finding.report("", "\(revision)") }
      hasUnknownFiles = hasUnknownFiles || !unreadable.isEmpty
      for occurrence in published {
        for file in occurrence.files { inspection.check(file) }
        for view in occurrence.views { inspection.check(view) }
        try facts.compare(occurrence, &inspection.finding)
      }
    }
    if !hasUnknownFiles { inspection.reportUnexpected() }
    return inspection.finding
  }
}
