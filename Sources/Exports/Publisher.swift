internal import Calendars
package import Foundation
package import PostgreSQL
internal import Reports
package import Runs
internal import Schedules

/// Publishes tenants: writes the files of everything that is computed, and makes it visible at once.
package struct Publisher {
  package enum Failure: Error, CustomStringConvertible {
    case foreignTree(String)
    case factsChanged(report: String)
    case unknownReport(String)

    package var description: String {
      switch self {
      case .foreignTree(let path):
        "\(path) holds another tenant's files; slugs must be unique among all who share an exports folder"
      case .factsChanged(let report):
        "\(report): the rows read are not the rows counted; nothing was published"
      case .unknownReport(let report): "the ledger asks for `\(report)`, which this program does not have"
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
  /// - Returns: what was published; nothing is changed where nothing was to be.
  package func publish(tenant: UUID, on connection: Connection) throws -> [Published] {
    var settings = database.transaction(.readCommitted, tenant: tenant)
    // Waits for another publisher of the tenant: skipping would strand what became computed meanwhile.
    settings.lockTimeout = 600
    return try connection.transaction(settings) { connection in
      let row = try connection.execute(
        """
        UPDATE report_tenant SET publish_seq = publish_seq + 1 WHERE tenant_id = $1 RETURNING slug
        """, [tenant.uuidString])
      let computed = try PublishableOccurrence.read(
        connection, tenant: tenant, states: [.computed], locking: true)
      guard let slug = row[0, 0], !computed.isEmpty else { return [] }
      let layout = TreeLayout(slug: slug)
      try checkOwner(of: layout, tenant: tenant)
      let staging = try Staging(exports: exports, layout: layout)
      var published: [PublishableOccurrence] = []
      for var occurrence in computed {
        occurrence.reports = try occurrence.request.reports.map {
          try write($0, of: occurrence, in: staging, layout: layout, slug: slug, connection)
        }
        published.append(occurrence)
      }
      let before = try PublishableOccurrence.read(
        connection, tenant: tenant, states: [.published], locking: false)
      try install(published, before: before, in: staging, tenant: tenant, slug: slug)
      for occurrence in published { try markPublished(occurrence, connection) }
      try staging.remove()
      return published.map(Published.init)
    }
  }

  private func checkOwner(of layout: TreeLayout, tenant: UUID) throws {
    let folder = exports + "/" + layout.tenantFolder
    let owner = try Manifest.owner(ofManifestAt: folder + "/" + TreeLayout.manifest)
    if let owner, owner != tenant.uuidString.lowercased() { throw Failure.foreignTree(folder) }
  }

  /// Writes the files of one report into the staging folder, all formats from one pass over the facts.
  private func write(
    _ type: String, of occurrence: PublishableOccurrence, in staging: Staging, layout: TreeLayout,
    slug: String, _ connection: Connection
  ) throws -> PublishedReport {
    guard let report = ReportCatalog.report(type) else { throw Failure.unknownReport(type) }
    let query = FactQuery(report: report, occurrence: occurrence)
    let totals = try query.totals(connection)
    var files = try occurrence.request.formats.compactMap(ExportFormat.init).map { format in
      let path = layout.file(
        format, report: type, schedule: occurrence.key.schedule, label: occurrence.window.label)
      return (format, path, try open(format, report, occurrence, at: staging.path(for: path), slug: slug))
    }
    var count = 0
    var stream = try query.rows(connection)
    while let rows = try stream.next() {
      count += rows.count
      for index in files.indices { try files[index].2.write(rows) }
    }
    guard count == totals.rows else { throw Failure.factsChanged(report: type) }
    return PublishedReport(
      report: type, runs: try query.runs(connection),
      files: try files.indices.map { index in
        let finished = try files[index].2.finish()
        return PublishedFile(
          path: files[index].1, format: files[index].0.rawValue, rows: count,
          bytes: finished.compressed.bytes, sha256: finished.compressed.sha256,
          rawBytes: finished.raw.bytes, rawSHA256: finished.raw.sha256,
          controlTotals: totals.sums, changedCells: finished.changedCells)
      })
  }

  private func open(
    _ format: ExportFormat, _ report: Report, _ occurrence: PublishableOccurrence, at path: String,
    slug: String
  ) throws -> any FactFormat {
    let file = try GzippedFile(path: path)
    switch format {
    case .csv: return CSVFormat(file: file, columns: report.fileColumns)
    case .xml:
      return try XMLFormat(
        file: file, report: report, attributes: occurrence.documentAttributes(slug: slug))
    }
  }

  /// Files first, then what describes them, the manifest last.
  private func install(
    _ published: [PublishableOccurrence], before: [PublishableOccurrence], in staging: Staging,
    tenant: UUID, slug: String
  ) throws {
    for file in published.flatMap(\.reports).flatMap(\.files) { try staging.install(file.path) }
    let manifest = Manifest(
      tenantID: tenant, slug: slug, occurrences: PublishableOccurrence.current(before + published))
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
  /// Attributes of the root of XML files.
  fileprivate func documentAttributes(slug: String) -> [(String, String)] {
    var attributes = [
      ("tenant_id", key.tenantID.uuidString.lowercased()), ("tenant", slug),
      ("schedule", key.schedule), ("period", window.label), ("period_kind", window.kind.rawValue),
    ]
    if let start = window.start { attributes.append(("period_start", start.description)) }
    attributes += [
      ("period_end", window.end.description), ("timezone", timeZone), ("as_of", asOf),
      ("revision", String(key.revision)),
    ]
    return attributes
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
