internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// The files that a part of the manifest lists.
struct PartFiles {
  struct Revision {
    let label: String
    let isCurrent: Bool
    let reports: [ManifestReport]
    let views: [ViewFile]
  }

  private let schedule: String
  /// The current ones are ordered by time.
  let revisions: [Revision]

  /// - Parameter rows: the rows of `part_files.sql`.
  /// - Throws: ``UnwritablePart``
  init(_ rows: Rows, of part: TreePart) throws {
    schedule = part.schedule
    revisions = try rows.map { row in
      let label: String = try row.value("period_label")
      do {
        for column in ["as_of", "tzdata_version", "snapshot_at"] {
          _ = try row.value(column, as: String.self)
        }
        // Parts have something of it too.
        _ = try row.json("request", as: ExportRequest.self)
        return Revision(
          label: label, isCurrent: try row.value("is_current"), reports: try row.json("files"),
          views: try row.optionalJSON("views") ?? [])
      } catch {
        throw UnwritablePart(
          path: part.path, schedule: part.schedule, label: label, revision: try row.value("revision"),
          reason: "\(error)")
      }
    }
  }

  init(_ part: ManifestPart, schedule: String) {
    func revisions(_ entries: [ManifestEntry], isCurrent: Bool) -> [Revision] {
      entries.map {
        Revision(label: $0.period.label, isCurrent: isCurrent, reports: $0.reports, views: $0.views ?? [])
      }
    }
    self.schedule = schedule
    self.revisions =
      revisions(part.occurrences, isCurrent: true) + revisions(part.history, isCurrent: false)
  }

  var tables: [PublishedTable] {
    PublishedTable.merged(
      revisions.flatMap(\.reports).filter { !$0.files.isEmpty }.map {
        PublishedTable(report: $0.report, version: $0.version, formats: $0.files.map(\.format))
      })
  }

  /// Whether any of the files belongs to a data package.
  var isPackaged: Bool { revisions.contains { $0.isCurrent && !$0.reports.flatMap(\.csvFiles).isEmpty } }

  /// The part's section of `SHA256SUMS`, in the format that `sha256sum -c` reads in the tenant's folder.
  var sums: [UInt8] {
    let files = revisions.flatMap { revision in
      revision.reports.flatMap(\.files).map { ($0.path, $0.sha256) }
        + revision.views.map { ($0.path, $0.sha256) }
    }
    return files.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }.flatMap { path, sha256 in
      Array("\(sha256)  \(path)\n".utf8)
    }
  }

  /// The CSV files of the current revisions, one resource each.
  ///
  /// - Throws: `UnknownReport` if this program does not have a report.
  func resources(_ catalog: ReportCatalog) throws -> [DataPackage.Resource] {
    try revisions.filter(\.isCurrent).flatMap { revision in
      try revision.reports.flatMap { report in
        try DataPackage.Resource.all(of: report, schedule, revision.label, catalog)
      }
    }
  }
}
