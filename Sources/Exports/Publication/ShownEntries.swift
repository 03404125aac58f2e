internal import Crypto
internal import Foundation

/// Everything that a tree shows, current and superseded, and the parts of which nobody can tell what they showed.
struct ShownEntries {
  struct UnclearPart {
    let path: String
    /// As the manifest lists it; nil if no manifest can be read.
    let sha256: String?
  }

  private(set) var entries: [ManifestEntry] = []
  private(set) var unclear: [UnclearPart] = []

  /// - Throws: `FileSystemError` if a part is there but cannot be read.
  init(_ published: PublishedTree) throws {
    switch published.contents {
    case .version1(let manifest): entries = manifest.occurrences + manifest.history
    case .current(let manifest):
      for part in manifest.parts { try add(part, of: manifest, published.folder) }
    }
  }

  private mutating func add(_ listed: Manifest.Part, of manifest: Manifest, _ folder: String) throws {
    // Another path could lead out of the tree.
    let data = TreePart.isPath(listed.path) ? try FileSystem.contents(of: folder + "/" + listed.path) : nil
    if let data, let part = ManifestPart(data) {
      entries += part.entries
      if part.isListed(SHA256.hash(data: data).hexadecimal, as: listed, in: manifest) { return }
    }
    unclear.append(UnclearPart(path: listed.path, sha256: listed.sha256))
  }

  /// Of a tree without a manifest that can be read: what all parts show that are there.
  ///
  /// - Parameter tenant: parts of others do not count.
  /// - Throws: `FileSystemError` if a part is there but cannot be read.
  init(partsIn folder: String, of tenant: UUID) throws {
    guard try FileSystem.isFolder(folder + "/" + TreePart.folder) else { return }
    let names = try FileSystem.entries(of: folder + "/" + TreePart.folder).sorted()
    for path in names.map({ TreePart.folder + $0 }) where TreePart.isPath(path) {
      guard let part = try FileSystem.contents(of: folder + "/" + path).flatMap(ManifestPart.init) else {
        unclear.append(UnclearPart(path: path, sha256: nil))
        continue
      }
      if part.tenant?.id.lowercased() == tenant.uuidString.lowercased() { entries += part.entries }
    }
  }
}
