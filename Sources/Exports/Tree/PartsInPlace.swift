internal import Crypto
internal import Foundation

/// The parts of a tree's manifest that are in place as they were recorded. They say what was published where a row of
/// the ledger cannot be read.
struct PartsInPlace {
  /// The tenant's folder.
  let tree: String
  let recorded: TreeRecord?

  /// - Returns: nil if the part is missing, or is not the one that was recorded.
  subscript(part: TreePart) -> (recorded: TreeRecord.Part, content: ManifestPart)? {
    guard let listed = recorded?.parts.first(where: { $0.path == part.path }),
      let data = try? FileSystem.contents(of: tree + "/" + part.path),
      SHA256.hash(data: data).hexadecimal == listed.sha256, let content = ManifestPart(data)
    else { return nil }
    return (listed, content)
  }
}
