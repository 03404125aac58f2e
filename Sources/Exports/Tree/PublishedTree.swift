internal import Crypto
internal import Foundation
internal import Runs

/// A tenant's tree as its manifest describes it, in version 1 or in the current one.
struct PublishedTree {
  enum Contents {
    case version1(ManifestVersion1)
    case current(Manifest)
  }

  /// The tenant's folder.
  let folder: String
  let tenant: Manifest.Tenant
  let contents: Contents

  /// - Parameter folder: the tenant's folder.
  /// - Returns: nil if there is no manifest, or if it cannot be read.
  static func read(_ folder: String) throws(FileSystemError) -> PublishedTree? {
    try Manifest.contents(inTree: folder).flatMap { PublishedTree(folder, manifest: $0) }
  }

  /// - Returns: nil if the manifest cannot be read.
  init?(_ folder: String, manifest data: Data) {
    self.folder = folder
    if let manifest = try? JSONDecoder().decode(Manifest.self, from: data) {
      guard manifest.version == Manifest.currentVersion, Self.sequences.contains(manifest.sequence) else {
        return nil
      }
      (tenant, contents) = (manifest.tenant, .current(manifest))
    } else if let manifest = try? JSONDecoder().decode(ManifestVersion1.self, from: data) {
      (tenant, contents) = (manifest.tenant, .version1(manifest))
    } else {
      return nil
    }
  }

  /// Numbers that a publication can have. Numbers are added to those of a file, which can say anything.
  private static let sequences = 0..<(1 << 53)

  /// The number of the last publication; 0 in version 1, which does not have it.
  var sequence: Int { if case .current(let manifest) = contents { manifest.sequence } else { 0 } }

  /// The entries of an occurrence's period, current or superseded.
  func entries(of occurrence: Occurrence) throws -> [ManifestEntry] {
    let all: [ManifestEntry]
    switch contents {
    case .version1(let manifest): all = manifest.occurrences + manifest.history
    case .current(let manifest):
      let path = TreePart(PublishedPeriod(occurrence)).path
      let part = try manifest.parts.first { $0.path == path }.map(part)
      all = (part?.occurrences ?? []) + (part?.history ?? [])
    }
    return all.filter {
      $0.schedule == occurrence.key.schedule && $0.period == PeriodDocument(occurrence.period)
    }
  }

  /// - Throws: ``UnreadablePart``
  func part(_ listed: Manifest.Part) throws -> ManifestPart {
    let path = folder + "/" + listed.path
    guard let data = try? FileSystem.contents(of: path),
      SHA256.hash(data: data).hexadecimal == listed.sha256, let part = ManifestPart(data)
    else { throw UnreadablePart(path: path) }
    return part
  }
}
