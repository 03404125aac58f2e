internal import Foundation
internal import Reports
internal import Runs

/// `datapackage.json`: a Frictionless Data Package over the CSV files that the manifest lists.
struct DataPackage: Encodable {
  static let fileName = "datapackage.json"

  /// One resource per file. A resource with a list of parts would not work: readers look only at the first
  /// part's header, and the standard does not define the hash of several files.
  struct Resource: Encodable {
    let name: String
    let type = "table"
    /// For readers of version 1 of the standard.
    let profile = "tabular-data-resource"
    let title: String
    let description: String
    let path: String
    let format = "csv"
    let mediatype = "text/csv"
    let encoding = "utf-8"
    let compression = "gz"
    let bytes: Int
    let hash: String
    let dialect = Dialect()
    let schema: String
  }

  /// Complete, because readers guess what is not given.
  struct Dialect: Encodable {
    let delimiter = ","
    let lineTerminator = "\n"
    let quoteChar = "\""
    let doubleQuote = true
    let skipInitialSpace = false
    let header = true
  }

  let schema = "https://datapackage.org/profiles/2.0/datapackage.json"
  let name: String
  let title: String
  let description = "The CSV files that manifest.json lists."
  let resources: [Resource]

  private enum CodingKeys: String, CodingKey {
    case name, title, description, resources
    case schema = "$schema"
  }

  /// - Returns: nil if there is no CSV file, because the standard requires at least one resource.
  /// - Throws: `UnknownReport` if the manifest lists a report that this program does not have.
  init?(_ manifest: Manifest, _ catalog: ReportCatalog) throws {
    name = "dyno-reports-\(manifest.tenant.slug)"
    title = "Reports of \(manifest.tenant.slug)"
    resources = try manifest.occurrences.flatMap { occurrence in
      try occurrence.reports.flatMap { try Resource.all(of: $0, occurrence, catalog) }
    }
    if resources.isEmpty { return nil }
  }
}

extension DataPackage.Resource {
  fileprivate static func all(
    of published: ManifestReport, _ occurrence: Manifest.Entry, _ catalog: ReportCatalog
  ) throws -> [Self] {
    let report = try catalog.report(published.report, version: published.version)
    let files = published.csvFiles
    let label = occurrence.period.label
    return files.enumerated().map { index, file in
      let part = index > 0 ? ".part-\(index + 1)" : ""
      return Self(
        // No component contains a dot, so the names are unique.
        name: "\(report.type).\(occurrence.schedule).\(label.lowercased())\(part)",
        title: "\(report.title), \(occurrence.schedule), \(label)"
          + (files.count > 1 ? ", part \(index + 1) of \(files.count)" : ""),
        description: report.question, path: file.path, bytes: file.bytes, hash: "sha256:\(file.sha256)",
        schema: TableSchema.path(report.type, report.version))
    }
  }
}

extension ManifestReport {
  fileprivate var csvFiles: [ManifestFile] { files.filter { $0.format == ExportFormat.csv.rawValue } }
}
