internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// Writes the files of an occurrence into the staging folder, from its facts and its ledger row alone.
struct FactFiles {
  enum Failure: Error, CustomStringConvertible {
    case factsChanged(report: String)
    case unknownReport(String)

    var description: String {
      switch self {
      case .factsChanged(let report):
        "\(report): the rows read are not the rows counted; nothing was published"
      case .unknownReport(let report): "the ledger asks for `\(report)`, which this program does not have"
      }
    }
  }

  let connection: Connection
  let staging: Staging
  let slug: String

  /// - Parameter path: where a file will stand in the tree, from format, report, schedule and label.
  func write(
    _ occurrence: PublishableOccurrence, at path: (ExportFormat, String, String, String) -> String
  ) throws -> [PublishedReport] {
    try occurrence.request.reports.map { type in
      let files = occurrence.request.formats.compactMap(ExportFormat.init).map { format in
        (format, path(format, type, occurrence.key.schedule, occurrence.window.label))
      }
      return try write(type, of: occurrence, to: files)
    }
  }

  /// All formats from one pass over the facts.
  private func write(
    _ type: String, of occurrence: PublishableOccurrence, to files: [(format: ExportFormat, path: String)]
  ) throws -> PublishedReport {
    guard let report = ReportCatalog.report(type) else { throw Failure.unknownReport(type) }
    let query = FactQuery(report: report, occurrence: occurrence)
    let totals = try query.totals(connection)
    var formats = try files.map { try open($0.format, report, occurrence, at: staging.path(for: $0.path)) }
    var count = 0
    var stream = try query.rows(connection)
    while let rows = try stream.next() {
      count += rows.count
      for index in formats.indices { try formats[index].write(rows) }
    }
    guard count == totals.rows else { throw Failure.factsChanged(report: type) }
    return PublishedReport(
      report: type, runs: try query.runs(connection),
      files: try files.indices.map { index in
        let finished = try formats[index].finish()
        return PublishedFile(
          path: files[index].path, format: files[index].format.rawValue, rows: count,
          bytes: finished.compressed.bytes, sha256: finished.compressed.sha256,
          rawBytes: finished.raw.bytes, rawSHA256: finished.raw.sha256,
          controlTotals: totals.sums, changedCells: finished.changedCells)
      })
  }

  private func open(
    _ format: ExportFormat, _ report: Report, _ occurrence: PublishableOccurrence, at path: String
  ) throws -> any FactFormat {
    let file = try GzippedFile(path: path)
    switch format {
    case .csv: return CSVFormat(file: file, columns: report.fileColumns)
    case .xml:
      return try XMLFormat(file: file, report: report, attributes: occurrence.documentAttributes(slug: slug))
    }
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
}
