internal import Foundation

/// The JSON Schemas of the files that describe a tree.
enum TreeSchema: CaseIterable {
  case manifest, part, change

  /// In the tree.
  var path: String {
    switch self {
    case .manifest: "schema/manifest-v2.schema.json"
    case .part: "schema/part-v2.schema.json"
    case .change: "schema/change-v2.schema.json"
    }
  }

  var bytes: [UInt8] {
    switch self {
    case .manifest: PackageResources.manifest_v2_schema_json
    case .part: PackageResources.part_v2_schema_json
    case .change: PackageResources.change_v2_schema_json
    }
  }
}
