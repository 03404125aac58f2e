internal import Foundation

/// A file that describes the tree, such as the manifest or a schema.
struct DescriptionFile {
  /// Relative to the tenant's folder.
  let path: String
  let bytes: [UInt8]
}
