package import Foundation
package import PostgreSQL
package import Reports
package import Runs

/// Compares a tenant's published files with the manifest, and both with the ledger and the facts.
package struct Verifier {
  /// A difference from what was published.
  package struct Problem: Sendable, Hashable {
    /// Relative to the tenant's folder; empty if the problem concerns the whole tree.
    package let path: String
    package let message: String
  }

  /// How much was checked, and the problems that were found.
  package struct Finding: Sendable {
    package var files = 0
    package var bytes = 0
    package var problems: [Problem] = []

    init() {}

    /// For a tree that could not be checked.
    package init(problem: String) { problems = [Problem(path: "", message: problem)] }

    fileprivate mutating func report(_ path: String, _ message: String) {
      problems.append(Problem(path: path, message: message))
    }
  }

  private let tenant: UUID
  private let tree: String
  private let catalog: ReportCatalog
  private let rowsPerPart: Int

  package init(
    tenant: UUID, slug: String, exports: String, catalog: ReportCatalog = .product,
    rowsPerPart: Int = Publisher.defaultRowsPerPart
  ) {
    self.tenant = tenant
    self.catalog = catalog
    self.rowsPerPart = rowsPerPart
    tree = exports + "/" + TreeLayout(slug: slug).tenantFolder
  }

  /// Checks the files against the manifest alone.
  package func verifyTree() throws -> Finding {
    var finding = Finding()
    guard (try? FileSystem.isFolder(tree)) == true else {
      finding.report("", "there is no folder \(tree)")
      return finding
    }
    guard let manifest = try Manifest.read(inTree: tree) else {
      finding.report(Manifest.fileName, "is missing or cannot be read")
      return finding
    }
    if manifest.tenant.id != tenant.uuidString.lowercased() {
      finding.report(Manifest.fileName, "is another tenant's: \(manifest.tenant.id)")
    }
    try compare(TreeDescription(manifest: manifest, catalog: catalog), recorded: nil, &finding)
    return finding
  }

  /// Checks the files against the manifest, and the manifest against the ledger and the facts.
  ///
  /// If there are problems, the check is repeated under the tenant's lock: a publisher may have been at work.
  package func verify(_ database: Database, _ connection: Connection) throws -> Finding {
    let settings = database.transaction(.readCommitted, tenant: tenant)
    let finding = try connection.transaction(settings) { try verifyAll($0) }
    guard !finding.problems.isEmpty else { return finding }
    return try Ledger(database, connection).withTenantLocked(tenant) { try verifyAll($0.connection) }
      ?? finding
  }

  private func verifyAll(_ connection: Connection) throws -> Finding {
    var finding = Finding()
    let published = try Ledger.computedOccurrences(of: tenant, isPublished: true, connection)
      .map(PublishableOccurrence.init)
    guard !published.isEmpty, let row = try Ledger.tenant(tenant, connection) else {
      if try FileSystem.isFolder(tree) { finding.report("", "the ledger has no publication of this tenant") }
      return finding
    }
    let expected = TreeDescription(
      manifest: Manifest(tenantID: tenant, slug: row.slug, published: published), catalog: catalog)
    try compare(expected, recorded: RecordedDescription(row.treeFiles), &finding)
    let facts = FactFiles(
      connection: connection, catalog: catalog, slug: row.slug, rowsPerPart: rowsPerPart)
    for occurrence in published { try compare(occurrence, facts, &finding) }
    return finding
  }

  /// Compares the tree with the files that describe it.
  ///
  /// - Parameter recorded: the recorded hashes of the files that describe the tree; nil if they are not
  ///   known.
  private func compare(
    _ expected: TreeDescription, recorded: RecordedDescription?, _ finding: inout Finding
  ) throws {
    let scan: [TreeScan.Entry]
    do {
      scan = try FileSystem.isFolder(tree) ? try TreeScan(tree).entries : []
    } catch {
      finding.report("", "\(error)")
      return
    }
    let found = Dictionary(scan.map { ($0.path, $0.kind) }) { first, _ in first }
    for entry in scan where entry.kind == .unreadable {
      finding.report(entry.path, "is a folder that cannot be listed")
    }
    for file in expected.manifest.files where isThere(file.path, found, &finding) {
      guard let actual = DigestSink.ofFile(tree + "/" + file.path) else {
        finding.report(file.path, "cannot be read")
        continue
      }
      finding.files += 1
      finding.bytes += actual.bytes
      if actual.bytes != file.bytes {
        finding.report(file.path, "has \(actual.bytes) bytes, but \(file.bytes) were published")
      } else if actual.sha256 != file.sha256 {
        finding.report(file.path, "was changed: its SHA-256 is not the published one")
      }
    }
    let check = DescriptionCheck(tree: tree, expected: expected)
    let describing = recorded.map { Set($0.sha256.keys) } ?? check.paths
    for path in describing.sorted() where isThere(path, found, &finding) {
      do {
        if let sha256 = recorded?.sha256[path], DigestSink.ofFile(tree + "/" + path)?.sha256 != sha256 {
          finding.report(path, "does not say what was published")
        } else if try !check.agrees(path) {
          finding.report(path, "does not say what was published")
        }
      } catch let error as UnknownReport {
        finding.report(path, "cannot be compared: \(error)")
      }
    }
    let belonging = describing.union(expected.manifest.files.map(\.path))
    for path in found.keys.sorted() where !belonging.contains(path) && found[path] != .unreadable {
      finding.report(path, "does not belong here")
    }
  }

  private func isThere(
    _ path: String, _ found: [String: TreeScan.Kind], _ finding: inout Finding
  ) -> Bool {
    switch found[path] {
    case nil: finding.report(path, "is missing")
    case .other?, .unreadable?: finding.report(path, "is not a plain file")
    case .file?: return true
    }
    return false
  }

  /// Compares the published files of an occurrence with its facts, byte for byte before compression.
  private func compare(
    _ occurrence: PublishableOccurrence, _ facts: FactFiles, _ finding: inout Finding
  ) throws {
    for published in occurrence.reports {
      let files = published.files
      let made: [FactFiles.Written<DigestSink.Summary>]
      do {
        made = try facts.write(published.report, of: occurrence) { _, _ in DigestSink() }
      } catch let error where error is UnknownReport || error is UnknownFormat {
        finding.report(files.first?.path ?? "", "cannot be compared with the facts: \(error)")
        continue
      }
      guard made.count == files.count else {
        finding.report(
          files.first?.path ?? "", "has \(files.count) files, but its facts make \(made.count)")
        continue
      }
      for (file, fact) in zip(files, made) {
        if file.rawSHA256 != fact.summary.sha256 {
          finding.report(file.path, "does not show the facts in the database")
        } else if file.controlTotals != fact.totals.sums || file.rows != fact.totals.rows {
          finding.report(file.path, "its control totals are not those of the facts")
        }
      }
    }
  }
}
