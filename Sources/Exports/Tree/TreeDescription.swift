internal import Foundation
internal import Reports

/// The files that describe a tenant's tree: schemas, checksums, data package and manifest. All follow from
/// the manifest and the definitions of the reports.
struct TreeDescription {
  static let checksumsName = "SHA256SUMS"

  let manifest: Manifest
  let catalog: ReportCatalog

  /// In the order in which they are installed. A file comes after those that it refers to. The manifest comes
  /// last, because it makes the files that it lists count as published.
  var files: [DescriptionFile] {
    get throws {
      var files = try schemas
      files.append(DescriptionFile(path: Self.checksumsName, bytes: checksums))
      if let package = try DataPackage(manifest, catalog) {
        files.append(try Self.json(package, at: DataPackage.fileName))
      }
      files.append(try manifestFile)
      return files
    }
  }

  /// Only the manifest.
  var manifestFile: DescriptionFile {
    get throws { try Self.json(manifest, at: Manifest.fileName) }
  }

  /// All paths that such a file can have.
  static func paths(_ catalog: ReportCatalog) -> [String] {
    catalog.reports.flatMap { report in
      (1...report.version).flatMap {
        [TableSchema.path(report.type, $0), XMLSchema.path(report.type, $0)]
      }
    }
      + [Manifest.schemaPath, checksumsName, DataPackage.fileName, Manifest.fileName]
  }

  /// The paths of the schemas of the manifest and of the files that it lists.
  var schemaPaths: [String] {
    formatsByVersion.flatMap { version, formats in
      (formats.contains(ExportFormat.csv.rawValue) ? [TableSchema.path(version.report, version.number)] : [])
        + (formats.contains(ExportFormat.xml.rawValue)
          ? [XMLSchema.path(version.report, version.number)] : [])
    } + [Manifest.schemaPath]
  }

  private var schemas: [DescriptionFile] {
    get throws {
      var files: [DescriptionFile] = []
      for (version, formats) in formatsByVersion {
        let report = try catalog.report(version.report, version: version.number)
        if formats.contains(ExportFormat.csv.rawValue) {
          files.append(try Self.json(TableSchema(report), at: TableSchema.path(report.type, report.version)))
        }
        if formats.contains(ExportFormat.xml.rawValue) {
          let path = XMLSchema.path(report.type, report.version)
          files.append(DescriptionFile(path: path, bytes: try XMLSchema(report).document))
        }
      }
      let ofManifest = DescriptionFile(
        path: Manifest.schemaPath, bytes: PackageResources.manifest_v1_schema_json)
      return files + [ofManifest]
    }
  }

  private struct Version: Hashable {
    let report: String
    let number: Int
  }

  /// The formats in which each version of a report has files, ordered by report and version.
  private var formatsByVersion: [(version: Version, formats: Set<String>)] {
    let published = (manifest.occurrences + manifest.history).flatMap(\.reports)
    return Dictionary(grouping: published) { Version(report: $0.report, number: $0.version) }
      .mapValues { Set($0.flatMap(\.files).map(\.format)) }
      .sorted { ($0.key.report, $0.key.number) < ($1.key.report, $1.key.number) }
      .map { ($0.key, $0.value) }
  }

  /// In the format that `sha256sum -c` reads in the tenant's folder.
  var checksums: [UInt8] {
    Array(manifest.files.map { "\($0.sha256)  \($0.path)\n" }.joined().utf8)
  }

  private static func json(_ value: some Encodable, at path: String) throws -> DescriptionFile {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return DescriptionFile(path: path, bytes: Array(try encoder.encode(value)) + Array("\n".utf8))
  }
}
