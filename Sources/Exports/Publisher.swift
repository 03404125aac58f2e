internal import Calendars
package import Foundation
internal import Glibc
package import PostgreSQL
package import Runs

/// Publishes tenants: writes the files of what is computed, and makes them visible at once.
package struct Publisher {
  package enum Failure: Error, CustomStringConvertible {
    case foreignTree(String)

    package var description: String {
      switch self {
      case .foreignTree(let path):
        "\(path) holds another tenant's files, or files of nobody known; slugs must be unique among all who "
          + "share an exports folder"
      }
    }
  }

  /// What was published of one occurrence.
  package struct Published: Sendable {
    package let occurrence: PublishableOccurrence
    package var failedRuns: Int { occurrence.reports.map(\.runs.failed).reduce(0, +) }
    package var files: [String] { occurrence.reports.flatMap(\.files).map(\.path) }
  }

  /// A larger file is split: spreadsheets and many tools read no more than about so many rows.
  package static let defaultRowsPerPart = 1_000_000

  private let database: Database
  private let exports: String
  private let permissions: Permissions
  private let rowsPerPart: Int

  /// - Parameter exports: the folder of all tenants' trees; it must exist.
  package init(
    _ database: Database, exports: String, permissions: Permissions,
    rowsPerPart: Int = Publisher.defaultRowsPerPart
  ) {
    self.database = database
    self.exports = exports
    self.permissions = permissions
    self.rowsPerPart = rowsPerPart
  }

  /// Makes the exports folder, and those above it, where they are missing.
  package static func makeFolder(_ path: String, _ permissions: Permissions) throws(FileSystemError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      // Links on the way to the folder are the administrator's business.
      if !FileManager.default.fileExists(atPath: made) {
        try FileSystem.makeFolderIfMissing(made, permissions)
      }
    }
  }

  /// Does in a folder what publishing needs: makes a folder, renames it, makes that last, and removes it.
  package static func tryFolder(_ path: String, _ permissions: Permissions) throws(FileSystemError) {
    guard try FileSystem.isFolder(path) else {
      errno = ENOENT
      throw FileSystemError("find", path)
    }
    let trial = "\(path)/.trial-\(UUID().uuidString.lowercased())"
    try FileSystem.makeFolder(trial, permissions)
    try FileSystem.rename(trial, to: trial + "-renamed")
    try FileSystem.synchronizeFolder(path)
    try FileSystem.removeTree(trial + "-renamed")
  }

  /// Publishes all that is computed of one tenant, in one transaction that holds the tenant's row.
  ///
  /// - Parameter waiting: whether to wait for another publisher of the tenant. Who has computed something must:
  ///   the other may have looked before it was committed.
  /// - Returns: what was published; nothing is changed where nothing was to be. nil where another publishes
  ///   and was not waited for.
  package func publish(tenant: UUID, on connection: Connection, waiting: Bool) throws -> [Published]? {
    try locked(tenant, connection, waiting: waiting) { slug in
      let computed = try PublishableOccurrence.read(
        connection, tenant: tenant, states: [.computed], locking: true)
      guard let slug, !computed.isEmpty else { return [] }
      let before = try PublishableOccurrence.read(
        connection, tenant: tenant, states: [.published], locking: false)
      return try update(tenant, slug, before: before, new: computed, connection)
    }
  }

  /// Writes everything again that is published of a tenant, from its facts, and takes out of its tree what does not
  /// belong there.
  ///
  /// - Parameter setAside: called with the path of each stranger and with where it is now.
  /// - Returns: what stands in the tree; empty where nothing of the tenant is published.
  package func export(
    tenant: UUID, on connection: Connection, setAside: (_ path: String, _ place: String) -> Void
  ) throws -> [Published] {
    try locked(tenant, connection, waiting: true) { slug in
      let published = try PublishableOccurrence.read(
        connection, tenant: tenant, states: [.published], locking: true)
      guard let slug, !published.isEmpty else { return [] }
      let files = published.flatMap(\.reports).flatMap(\.files).map(\.path)
      var strangers: [(path: String, place: String)] = []
      let written = try update(
        tenant, slug, before: [], new: published, connection,
        first: { staging in
          for path in try staging.obstacles(to: files + TreeDescription.paths) {
            strangers.append((path, try staging.setAside(path)))
          }
        },
        finally: { staging, expected in
          for entry in try TreeScan(staging.tree).entries where !expected.contains(entry.path) {
            strangers.append((entry.path, try staging.setAside(entry.path)))
          }
          try staging.keepWhatWasSetAside()
        })
      for stranger in strangers { setAside(stranger.path, stranger.place) }
      return written
    } ?? []
  }

  /// - Parameter body: called under the tenant's lock with its slug, nil where the tenant is not known.
  private func locked<Result>(
    _ tenant: UUID, _ connection: Connection, waiting: Bool, _ body: (String?) throws -> Result
  ) throws -> Result? {
    var settings = database.transaction(.readCommitted, tenant: tenant)
    settings.lockTimeout = 600
    return try connection.transaction(settings) { connection in
      if !waiting {
        let free = try connection.execute(
          "SELECT 1 FROM report_tenant WHERE tenant_id = $1 FOR NO KEY UPDATE SKIP LOCKED",
          [tenant.uuidString])
        guard free.count == 1 else { return nil }
      }
      let row = try connection.execute(
        "UPDATE report_tenant SET publish_seq = publish_seq + 1 WHERE tenant_id = $1 RETURNING slug",
        [tenant.uuidString])
      return try body(row.count == 1 ? row[0, 0] : nil)
    }
  }

  /// - Parameters:
  ///   - before: occurrences whose files are in place.
  ///   - new: occurrences whose files are to be written.
  ///   - first: called before anything is put in place.
  ///   - finally: called when all is in place, with the paths that belong into the tree.
  private func update(
    _ tenant: UUID, _ slug: String, before: [PublishableOccurrence], new: [PublishableOccurrence],
    _ connection: Connection, first: (Staging) throws -> Void = { _ in },
    finally: (Staging, Set<String>) throws -> Void = { _, _ in }
  ) throws -> [Published] {
    let layout = TreeLayout(slug: slug)
    let hasPublished = (before + new).contains(where: \.wasPublished)
    let staging = try Staging(exports: exports, layout: layout, permissions)
    // Makes room on a full disk; where it fails too, the next publisher does it.
    defer { try? staging.remove() }
    // Once the fence is up: whoever had the folder before cannot change it any more.
    let isOwned = try isOwned(layout, by: tenant, hasPublished: hasPublished)
    let asked = Set(new.map(\.key))
    // A tree that is not there, because it was lost or because the folder is another one, is written whole.
    let (before, new) = isOwned ? (before, new) : ([], before + new)
    var tree = TreeUpdate(
      tenant: tenant, layout: layout, staging: staging,
      facts: FactFiles(connection: connection, slug: slug, rowsPerPart: rowsPerPart),
      before: before, new: new)
    // A new tree says first whose it is; of an old one the ledger knows it.
    try tree.carryOut(isNew: !isOwned && !hasPublished) { try first(staging) }
    try finally(staging, tree.paths)
    for occurrence in tree.written { try markPublished(occurrence, connection) }
    return tree.written.filter { asked.contains($0.key) && tree.current.contains($0.key) }.map(Published.init)
  }

  /// - Returns: false where there is no tree, or an empty one.
  /// - Throws: where the tree is another tenant's, or has files and nothing says whose they are.
  private func isOwned(_ layout: TreeLayout, by tenant: UUID, hasPublished: Bool) throws -> Bool {
    let folder = exports + "/" + layout.tenantFolder
    guard try FileSystem.isFolder(folder), try !FileSystem.entries(of: folder).isEmpty else { return false }
    let owner = Manifest.owner(ofManifestAt: folder + "/" + Manifest.fileName)
    // A manifest that is damaged or was deleted is written anew by whom the ledger knows to have published.
    guard owner == tenant.uuidString.lowercased() || owner == nil && hasPublished else {
      throw Failure.foreignTree(folder)
    }
    return owner != nil
  }

  private func markPublished(_ occurrence: PublishableOccurrence, _ connection: Connection) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let files = String(decoding: try encoder.encode(occurrence.reports), as: UTF8.self)
    let updated = try connection.execute(
      """
      UPDATE report_occurrence
      SET files = $6, state = 'PUBLISHED',
          published_at = CASE state WHEN 'COMPUTED' THEN transaction_timestamp() ELSE published_at END
      WHERE \(OccurrenceKey.ledgerCondition) AND state IN ('COMPUTED', 'PUBLISHED')
      """, occurrence.key.ledgerValues + [files])
    precondition(updated.affectedCount == 1, "only a publisher changes these rows, and one at a time")
  }
}
