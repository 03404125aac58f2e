internal import Foundation
internal import Reports

/// The files of a tenant's tree that describe the others. All follow from the manifest.
struct TreeDescription {
  static let checksumsName = "SHA256SUMS"

  let manifest: Manifest

  /// In the order in which they are put in place: what is referred to first, the manifest last, for with it
  /// count the files that it lists.
  var files: [(path: String, bytes: [UInt8])] {
    get throws {
      var files = try schemas
      files.append((Self.checksumsName, checksums))
      if let package = DataPackage(manifest) {
        files.append((DataPackage.fileName, try Self.json(package)))
      }
      files.append((Manifest.fileName, try Self.json(manifest)))
      return files
    }
  }

  /// Everywhere that such a file can stand.
  static let paths =
    ReportCatalog.reports.flatMap { [TableSchema.path($0), XMLSchema.path($0)] }
    + [Manifest.schemaPath, checksumsName, DataPackage.fileName, Manifest.fileName]

  private var schemas: [(path: String, bytes: [UInt8])] {
    get throws {
      let published = (manifest.occurrences + manifest.history).flatMap(\.reports)
      var files: [(String, [UInt8])] = []
      for report in ReportCatalog.reports {
        let formats = Set(published.filter { $0.report == report.type }.flatMap(\.files).map(\.format))
        if formats.contains(ExportFormat.csv.rawValue) {
          files.append((TableSchema.path(report), try Self.json(TableSchema(report))))
        }
        if formats.contains(ExportFormat.xml.rawValue) {
          files.append((XMLSchema.path(report), try XMLSchema(report).document))
        }
      }
      return files + [(Manifest.schemaPath, PackageResources.manifest_v1_schema_json)]
    }
  }

  /// As `sha256sum -c` reads it in the tenant's folder.
  private var checksums: [UInt8] {
    Array(manifest.files.map { "\($0.sha256)  \($0.path)\n" }.joined().utf8)
  }

  private static func json(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + Array("\n".utf8)
  }
}
