internal import Foundation
internal import XML

/// Compares the files that describe a tree with their expected content. Another version of the program may
/// have written them, so differences in wording and formatting are accepted.
struct DescriptionCheck {
  /// An absolute path.
  let tree: String
  let expected: TreeDescription

  /// The files that must exist, if the ledger has no record of them.
  var paths: Set<String> {
    let files = expected.manifest.files
    let package = files.contains { $0.path.hasPrefix("csv/") } ? [DataPackage.fileName] : []
    return Set(expected.schemaPaths + package + [TreeDescription.checksumsName, Manifest.fileName])
  }

  /// Whether the file can be read and has the expected content. Schemas are only checked for being
  /// well-formed.
  func agrees(_ path: String) throws -> Bool {
    guard let data = FileManager.default.contents(atPath: tree + "/" + path) else { return false }
    switch path {
    case TreeDescription.checksumsName: return Array(data) == expected.checksums
    case Manifest.fileName: return (try? JSONDecoder().decode(Manifest.self, from: data)) == expected.manifest
    case DataPackage.fileName:
      let package = try? JSONDecoder().decode(PackageContent.self, from: data)
      return try package == expectedPackage()
    case _ where path.hasSuffix(".json"): return (try? JSONSerialization.jsonObject(with: data)) != nil
    default: return XMLText.isWellFormed(data)
    }
  }

  /// The content of a data package that must match. Its titles and descriptions may differ.
  private struct PackageContent: Decodable, Equatable {
    struct Resource: Decodable, Equatable {
      let path: String
      let bytes: Int
      let hash: String
      let schema: String
    }

    let resources: [Resource]
  }

  private func expectedPackage() throws -> PackageContent? {
    try DataPackage(expected.manifest, expected.catalog).map { package in
      PackageContent(
        resources: package.resources.map {
          PackageContent.Resource(path: $0.path, bytes: $0.bytes, hash: $0.hash, schema: $0.schema)
        })
    }
  }
}
