package import Foundation
package import PostgreSQL
internal import Reports
package import Runs

/// Compares a tenant's published files with the manifest, and both with the ledger and the facts.
package struct Verifier {
  /// Something that is not as it was published.
  package struct Problem: Sendable, Hashable {
    /// Relative to the tenant's folder; empty where it is about the tree.
    package let path: String
    package let message: String
  }

  /// What was looked at, and what was found.
  package struct Finding: Sendable {
    package var files = 0
    package var bytes = 0
    package var problems: [Problem] = []

    init() {}

    /// Where it could not be looked at.
    package init(problem: String) { problems = [Problem(path: "", message: problem)] }

    fileprivate mutating func report(_ path: String, _ message: String) {
      problems.append(Problem(path: path, message: message))
    }
  }

  private let tenant: UUID
  private let tree: String
  private let rowsPerPart: Int

  package init(
    tenant: UUID, slug: String, exports: String, rowsPerPart: Int = Publisher.defaultRowsPerPart
  ) {
    self.tenant = tenant
    self.rowsPerPart = rowsPerPart
    tree = exports + "/" + TreeLayout(slug: slug).tenantFolder
  }

  /// The files against the manifest alone.
  package func verifyTree() throws -> Finding {
    var finding = Finding()
    guard let description = try readManifest(&finding) else { return finding }
    try compare(description, &finding)
    return finding
  }

  /// The files against the manifest, and the manifest against ledger and facts.
  ///
  /// Where something is wrong it is looked at again under the tenant's lock: a publisher may have been at work.
  package func verify(_ database: Database, _ connection: Connection) throws -> Finding {
    let settings = database.transaction(.readCommitted, tenant: tenant)
    let finding = try connection.transaction(settings) { try verifyAll($0) }
    guard !finding.problems.isEmpty else { return finding }
    var waiting = settings
    waiting.lockTimeout = 600
    return try connection.transaction(waiting) { connection in
      try connection.execute(
        "SELECT 1 FROM report_tenant WHERE tenant_id = $1 FOR NO KEY UPDATE", [tenant.uuidString])
      return try verifyAll(connection)
    }
  }

  private func verifyAll(_ connection: Connection) throws -> Finding {
    var finding = Finding()
    let published = try PublishableOccurrence.read(
      connection, tenant: tenant, states: [.published], locking: false)
    let slug = try connection.execute(
      "SELECT slug FROM report_tenant WHERE tenant_id = $1", [tenant.uuidString])
    guard !published.isEmpty, slug.count == 1 else {
      if try FileSystem.isFolder(tree) { finding.report("", "the ledger has nothing published here") }
      return finding
    }
    let expected = TreeDescription(
      manifest: Manifest(tenantID: tenant, slug: slug[0, 0] ?? "", published: published))
    try compare(expected, &finding)
    let facts = FactFiles(
      connection: connection, slug: slug[0, 0] ?? "", rowsPerPart: rowsPerPart)
    for occurrence in published { try compare(occurrence, facts, &finding) }
    return finding
  }

  private func readManifest(_ finding: inout Finding) throws -> TreeDescription? {
    guard (try? FileSystem.isFolder(tree)) == true else {
      finding.report("", "there is no folder \(tree)")
      return nil
    }
    guard let manifest = try Manifest.read(inTree: tree) else {
      finding.report(Manifest.fileName, "is missing or cannot be read")
      return nil
    }
    if manifest.tenant.id != tenant.uuidString.lowercased() {
      finding.report(Manifest.fileName, "is another tenant's: \(manifest.tenant.id)")
    }
    return TreeDescription(manifest: manifest)
  }

  /// The tree against what describes it.
  private func compare(_ description: TreeDescription, _ finding: inout Finding) throws {
    let scan: [TreeScan.Entry]
    do {
      scan = try FileSystem.isFolder(tree) ? try TreeScan(tree).entries : []
    } catch {
      finding.report("", "\(error)")
      return
    }
    let found = Dictionary(scan.map { ($0.path, $0.kind) }) { first, _ in first }
    for entry in scan where entry.kind == .unreadable {
      finding.report(entry.path, "is a folder that cannot be looked into")
    }
    var expected: Set<String> = []
    for file in description.manifest.files {
      expected.insert(file.path)
      guard isThere(file.path, found, &finding) else { continue }
      guard let actual = digest(tree + "/" + file.path) else {
        finding.report(file.path, "cannot be read")
        continue
      }
      finding.files += 1
      finding.bytes += actual.bytes
      if actual.bytes != file.bytes {
        finding.report(file.path, "has \(actual.bytes) bytes, and \(file.bytes) were published")
      } else if actual.sha256 != file.sha256 {
        finding.report(file.path, "was changed: its SHA-256 is not the published one")
      }
    }
    for (path, bytes) in try description.files {
      expected.insert(path)
      guard isThere(path, found, &finding) else { continue }
      if FileManager.default.contents(atPath: tree + "/" + path) != Data(bytes) {
        finding.report(path, "does not say what was published")
      }
    }
    for path in found.keys.sorted() where !expected.contains(path) && found[path] != .unreadable {
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

  /// What was published of an occurrence against its facts, byte for byte before compression.
  private func compare(
    _ occurrence: PublishableOccurrence, _ facts: FactFiles, _ finding: inout Finding
  ) throws {
    for published in occurrence.reports {
      let made = try facts.write(published.report, of: occurrence) { _, _ in RawDigest() }
      let files = published.files
      guard made.count == files.count else {
        finding.report(
          files.first?.path ?? "", "has \(files.count) files, and its facts make \(made.count)")
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

  /// - Returns: nil where the file cannot be read.
  private func digest(_ path: String) -> RawDigest.Summary? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    let digest = RawDigest()
    do {
      while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty { digest.write(chunk.bytes) }
    } catch {
      return nil
    }
    return digest.finish()
  }
}
