internal import Foundation
internal import Reports

/// A Frictionless Data Package over the CSV files of one year: `datapackage.json` for the newest year of a tree,
/// `datapackage-<year>.json` for the others.
struct DataPackage: Encodable {
  /// - Parameter newest: the newest year that has CSV files.
  static func path(of year: String, newest: String) -> String {
    year == newest ? "datapackage.json" : "datapackage-\(year).json"
  }

  static func isPath(_ path: String) -> Bool { path.wholeMatch(of: /datapackage(-[0-9]{4})?\.json/) != nil }

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
    /// A property of our own: whether all runs succeeded.
    let complete: Bool
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
  let description = "The CSV files of the year that the manifest's parts list as current."

  private enum CodingKeys: String, CodingKey {
    case name, title, description
    case schema = "$schema"
  }

  init(tenant: Manifest.Tenant, year: String) {
    name = "dyno-reports-\(tenant.slug)-\(year)"
    title = "Reports of \(tenant.slug), \(year)"
  }

  /// The document up to its first resource.
  var opening: String {
    get throws { try JSONText.line(self).dropLast() + ",\"resources\":[" }
  }
}

extension DataPackage.Resource {
  /// The resources of a report's files in CSV.
  ///
  /// - Throws: `UnknownReport` if this program does not have the report.
  static func all(
    of published: ManifestReport, _ schedule: String, _ label: String, _ catalog: ReportCatalog
  ) throws -> [DataPackage.Resource] {
    let files = published.csvFiles
    if files.isEmpty { return [] }
    let report = try catalog.published(published.report, version: published.version)
    return files.enumerated().map { index, file in
      DataPackage.Resource(
        // No component contains a dot, so the names are unique.
        name: "\(report.type).\(schedule).\(label.lowercased())" + (index > 0 ? ".part-\(index + 1)" : ""),
        title: "\(report.title), \(schedule), \(label)"
          + (files.count > 1 ? ", part \(index + 1) of \(files.count)" : ""),
        description: report.question, path: file.path, bytes: file.bytes, hash: "sha256:\(file.sha256)",
        schema: TableSchema.path(report.type, report.version), complete: published.isComplete)
    }
  }
}
