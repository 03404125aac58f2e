internal import Crypto
internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// Records the files that describe a tree whose periods the ledger has, as a publication does: then the next one trusts the tree.
struct TreeAdoption {
  let tree: AdoptableTree
  let tenant: Ledger.LockedTenant
  let catalog: ReportCatalog

  private struct NotTheSame: Error {}

  /// Whether the ledger has recorded this very tree.
  var isRecorded: Bool {
    RecordedTree(readable: tenant.row.treeFiles).sha256?[Manifest.fileName] == tree.sha256
  }

  /// - Returns: whether the ledger makes all these files as they are. If not, or if the ledger has published since, nothing is
  ///   recorded: the next publication looks at every file and writes them again.
  func record() throws -> Bool {
    // The next publication takes it over.
    guard let manifest = tree.manifest else { return true }
    guard tenant.row.sequence <= manifest.sequence, let record = try record(manifest) else { return false }
    do {
      try tenant.connection.withSavepoint {
        try tenant.adoptPublication(
          sequence: manifest.sequence, publishedAt: manifest.publishedAt, treeFiles: JSONText.line(record))
        guard try isWhatTheLedgerMakes(record) else { throw NotTheSame() }
      }
      return true
    } catch is NotTheSame {
      return false
    }
  }

  private var content: TreeContent {
    TreeContent(
      tenant: Manifest.Tenant(tenant.id, slug: tree.slug), connection: tenant.connection, catalog: catalog)
  }

  /// The record of the files that are there; nil if one that belongs there is missing, or is no plain file.
  private func record(_ manifest: Manifest) throws -> TreeRecord? {
    var record = TreeRecord()
    let parts = Dictionary(uniqueKeysWithValues: try parts().map { ($0.path, $0) })
    for listed in manifest.parts {
      guard let part = parts[listed.path] else { return nil }
      let files = try content.files(of: part)
      record.add(
        TreeRecord.Part(
          part: part, sequence: listed.sequence, bytes: listed.bytes, sha256: listed.sha256,
          tables: files.tables, isPackaged: files.isPackaged, sums: TreeRecord.Section(files.sums)))
    }
    let events = Dictionary(grouping: try tree.events(), by: \.feed).mapValues(\.count)
    record.feeds = manifest.changes.map { file in
      TreeRecord.FeedFile(
        path: file.path, firstSequence: file.firstSequence, lastSequence: file.lastSequence,
        events: events[file.path] ?? 0, bytes: file.bytes, sha256: file.sha256)
    }
    let packaged = record.packagedParts.keys
    let newest = packaged.max() ?? ""
    let others =
      TreeSchema.allCases.map(\.path) + record.tables.flatMap(\.schemaPaths)
      + [TreeDescription.checksumsName, Manifest.fileName]
      + packaged.map { DataPackage.path(of: $0, newest: newest) }
      + (try FileSystem.entries(of: tree.source.folder).filter(TenantIndex.isPath))
    for path in others {
      guard let sha256 = try sha256(path) else { return nil }
      record.others[path] = sha256
    }
    return record
  }

  private func parts() throws -> [TreePart] {
    Set(try Ledger.publishedPeriods(of: tenant.id, tenant.connection).map(TreePart.init))
      .sorted { $0.path < $1.path }
  }

  private func sha256(_ path: String) throws -> String? {
    do {
      return try tree.source.read(path, bytes: UntrustedTree.maxDescriptionBytes) { _ in }?.sha256
    } catch is UntrustedTree.Failure {
      return nil
    }
  }

  private func isWhatTheLedgerMakes(_ record: TreeRecord) throws -> Bool {
    guard let row = try Ledger.tenant(tenant.id, tenant.connection),
      try schemas(record.tables).allSatisfy({ record.others[$0.key] == $0.value })
    else { return false }
    var inspection = try TreeInspection(tree.source.folder, scans: false)
    try DescriptionCheck(content: content, row: row, record: record, parts: parts(), since: 0).run(
      &inspection)
    return inspection.finding.problems.isEmpty
  }

  /// The hashes of the schemas that this program writes.
  private func schemas(_ tables: [PublishedTable]) throws -> [String: String] {
    var bytes = Dictionary(uniqueKeysWithValues: TreeSchema.allCases.map { ($0.path, $0.bytes) })
    for table in tables {
      let report = try catalog.published(table.report, version: table.version)
      for path in table.schemaPaths { bytes[path] = try TreeDescription.schema(path, report) }
    }
    return bytes.mapValues { SHA256.hash(data: $0).hexadecimal }
  }
}
