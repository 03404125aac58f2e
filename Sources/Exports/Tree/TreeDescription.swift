internal import Foundation
internal import Reports

/// The files of a tenant's tree that describe the others. All follow from the manifest and from the definitions of the
/// reports.
struct TreeDescription {
  static let checksumsName = "SHA256SUMS"

  let manifest: Manifest
  let catalog: ReportCatalog

  /// In the order in which they are put in place: what is referred to first, the manifest last, for with it
  /// count the files that it lists.
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

  /// The manifest alone.
  var manifestFile: DescriptionFile {
    get throws { try Self.json(manifest, at: Manifest.fileName) }
  }

  /// Everywhere that such a file can stand.
  static func paths(_ catalog: ReportCatalog) -> [String] {
    let reports = catalog.reports.flatMap { report in (1...report.version).compactMap(report.version) }
    return reports.flatMap { [TableSchema.path($0), XMLSchema.path($0)] }
      + [Manifest.schemaPath, checksumsName, DataPackage.fileName, Manifest.fileName]
  }

  /// The paths of the schemas that the manifest's files have.
  var schemaPaths: [String] {
    get throws { try schemas.map(\.path) }
  }

  private var schemas: [DescriptionFile] {
    get throws {
      let published = (manifest.occurrences + manifest.history).flatMap(\.reports)
      let versions = Set(published.map { Version(report: $0.report, number: $0.version) })
      var files: [DescriptionFile] = []
      for version in versions.sorted(by: { ($0.report, $0.number) < ($1.report, $1.number) }) {
        let report = try catalog.report(version.report, version: version.number)
        let same = published.filter { $0.report == version.report && $0.version == version.number }
        let formats = Set(same.flatMap(\.files).map(\.format))
        if formats.contains(ExportFormat.csv.rawValue) {
          files.append(try Self.json(TableSchema(report), at: TableSchema.path(report)))
        }
        if formats.contains(ExportFormat.xml.rawValue) {
          files.append(
            DescriptionFile(path: XMLSchema.path(report), bytes: try XMLSchema(report).document))
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

  /// As `sha256sum -c` reads it in the tenant's folder.
  var checksums: [UInt8] {
    Array(manifest.files.map { "\($0.sha256)  \($0.path)\n" }.joined().utf8)
  }

  private static func json(_ value: some Encodable, at path: String) throws -> DescriptionFile {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return DescriptionFile(path: path, bytes: Array(try encoder.encode(value)) + Array("\n".utf8))
  }
}

/// A file that describes the tree.
struct DescriptionFile {
  /// Relative to the tenant's folder.
  let path: String
  let bytes: [UInt8]
}
