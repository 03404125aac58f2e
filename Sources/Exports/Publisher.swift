internal import Calendars
package import Foundation
package import PostgreSQL
package import Runs

/// Publishes tenants: writes the files of everything that is computed, and makes it visible at once.
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

  private let database: Database
  private let exports: String

  /// - Parameter exports: the folder of all tenants' trees; it must exist.
  package init(_ database: Database, exports: String) {
    self.database = database
    self.exports = exports
  }

  /// Makes the exports folder, and those above it, where they are missing.
  package static func makeFolder(_ path: String) throws(FileSystemError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      // Links on the way to the folder are the administrator's business.
      if !FileManager.default.fileExists(atPath: made) { try FileSystem.makeFolder(made) }
    }
  }

  /// Publishes all that is computed of one tenant, in one transaction that holds the tenant's row.
  ///
  /// - Parameter waiting: whether to wait for another publisher of the tenant. Who has computed something must:
  ///   the other may have looked before it was committed.
  /// - Returns: what was published; nothing is changed where nothing was to be. nil where another publishes
  ///   and was not waited for.
  package func publish(tenant: UUID, on connection: Connection, waiting: Bool) throws -> [Published]? {
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
        """
        UPDATE report_tenant SET publish_seq = publish_seq + 1 WHERE tenant_id = $1 RETURNING slug
        """, [tenant.uuidString])
      let computed = try PublishableOccurrence.read(
        connection, tenant: tenant, states: [.computed], locking: true)
      guard let slug = row[0, 0], !computed.isEmpty else { return [] }
      let layout = TreeLayout(slug: slug)
      let before = try PublishableOccurrence.read(
        connection, tenant: tenant, states: [.published], locking: false)
      let hasPublished = (before + computed).contains { !$0.reports.isEmpty }
      let isOurs = try isOwned(layout, by: tenant, hasPublished: hasPublished)
      let staging = try Staging(exports: exports, layout: layout)
      // Makes room on a full disk; where it fails too, the next publisher does it.
      defer { try? staging.remove() }
      let files = FactFiles(connection: connection, staging: staging, slug: slug)
      // Of each period only the highest revision is installed.
      let newest = Set(PublishableOccurrence.current(before + computed).map(\.key))
      let published = try computed.filter { newest.contains($0.key) }.map { occurrence in
        var occurrence = occurrence
        occurrence.reports = try files.write(occurrence, at: layout.file)
        return occurrence
      }
      let outdated = computed.filter { !newest.contains($0.key) }
      let superseded = before + outdated
      for occurrence in published {
        for old in superseded where occurrence.supersedes(old) {
          try archive(old, in: staging, layout: layout, files)
        }
      }
      // A new tree says first whose it is.
      if !isOurs { try describe(before, in: staging, tenant: tenant, slug: slug) }
      try install(published, in: staging)
      try removeWhatIsNotThereAnyMore(from: superseded, since: published, in: staging)
      try describe(superseded + published, in: staging, tenant: tenant, slug: slug)
      for occurrence in published + outdated { try markPublished(occurrence, connection) }
      return published.map(Published.init)
    }
  }

  /// - Returns: false where there is no tree, or an empty one.
  /// - Throws: where the tree is another tenant's, or has files and nothing says whose they are.
  private func isOwned(_ layout: TreeLayout, by tenant: UUID, hasPublished: Bool) throws -> Bool {
    let folder = exports + "/" + layout.tenantFolder
    guard try FileSystem.isFolder(folder), try !FileSystem.entries(of: folder).isEmpty else { return false }
    let owner = Manifest.owner(ofManifestAt: folder + "/" + TreeLayout.manifest)
    // A manifest that is damaged or was deleted is written anew by whom the ledger knows to have published.
    guard owner == tenant.uuidString.lowercased() || owner == nil && hasPublished else {
      throw Failure.foreignTree(folder)
    }
    return owner != nil
  }

  /// A superseded revision goes to `history/`, written from its facts: moved, the file of an attempt that
  /// was broken off could be taken for it.
  private func archive(
    _ old: PublishableOccurrence, in staging: Staging, layout: TreeLayout, _ files: FactFiles
  ) throws {
    let reports = try files.write(old) { "\(layout.history(old))/\(layout.fileName($0, $1, $2, $3))" }
    for file in reports.flatMap(\.files) { try staging.install(file.path) }
  }

  private func install(_ published: [PublishableOccurrence], in staging: Staging) throws {
    for file in published.flatMap(\.reports).flatMap(\.files) { try staging.install(file.path) }
  }

  /// Files of a superseded revision that the new one does not have: the schedule file was edited between.
  private func removeWhatIsNotThereAnyMore(
    from before: [PublishableOccurrence], since published: [PublishableOccurrence], in staging: Staging
  ) throws {
    for occurrence in published {
      let kept = Set(occurrence.reports.flatMap(\.files).map(\.path))
      for superseded in before where occurrence.supersedes(superseded) {
        for file in superseded.reports.flatMap(\.files) where !kept.contains(file.path) {
          try staging.remove(file.path)
        }
      }
    }
  }

  /// What describes the files, the manifest last: with it, the new files count.
  private func describe(
    _ all: [PublishableOccurrence], in staging: Staging, tenant: UUID, slug: String
  ) throws {
    let manifest = Manifest(
      tenantID: tenant, slug: slug, occurrences: PublishableOccurrence.current(all))
    for (name, bytes) in [
      (TreeLayout.checksums, manifest.checksums), (TreeLayout.manifest, try manifest.json),
    ] {
      let file = try ExportFile(path: staging.path(for: name))
      try unsafe file.write(bytes.span.bytes)
      _ = try file.finish()
      try staging.install(name)
    }
  }

  private func markPublished(_ occurrence: PublishableOccurrence, _ connection: Connection) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let files = String(decoding: try encoder.encode(occurrence.reports), as: UTF8.self)
    let updated = try connection.execute(
      """
      UPDATE report_occurrence
      SET state = 'PUBLISHED', files = $6, published_at = transaction_timestamp()
      WHERE \(OccurrenceKey.ledgerCondition) AND state = 'COMPUTED'
      """, occurrence.key.ledgerValues + [files])
    precondition(updated.affectedCount == 1, "a row that this transaction holds locked has changed")
  }
}

extension PublishableOccurrence {
  /// Whether it is a later revision of the same period.
  fileprivate func supersedes(_ other: PublishableOccurrence) -> Bool {
    key.schedule == other.key.schedule && key.start == other.key.start && key.end == other.key.end
      && key.revision > other.key.revision
  }

  /// Of each period the highest revision, in key order.
  fileprivate static func current(_ all: [PublishableOccurrence]) -> [PublishableOccurrence] {
    struct Period: Hashable {
      let schedule: String
      let start: Instant?
      let end: Instant
    }
    let newest = Dictionary(grouping: all) {
      Period(schedule: $0.key.schedule, start: $0.key.start, end: $0.key.end)
    }
    .values.compactMap { revisions in revisions.max { $0.key.revision < $1.key.revision } }
    return newest.sorted {
      if $0.key.schedule != $1.key.schedule { return $0.key.schedule < $1.key.schedule }
      if $0.key.end != $1.key.end { return $0.key.end < $1.key.end }
      return ($0.key.start?.secondsSinceEpoch ?? .min) < ($1.key.start?.secondsSinceEpoch ?? .min)
    }
  }
}
