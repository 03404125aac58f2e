internal import Foundation
internal import Gzip

/// What the ledger keeps about the files that describe a tenant's tree. `verify` compares the files with their
/// recorded hashes, not with what this program would write: a newer program may word a schema differently.
struct TreeRecord: Codable, Equatable {
  struct Part: Codable, Equatable {
    let part: TreePart
    /// The publication that last changed it.
    let sequence: Int
    let bytes: Int
    let sha256: String
    /// What it lists.
    let tables: [PublishedTable]
    /// Whether any of its files belongs to the year's data package.
    let isPackaged: Bool
    /// Its section of `SHA256SUMS`.
    let sums: Section

    var path: String { part.path }
    var schedule: String { part.schedule }
  }

  /// A section of a file. A CRC finds damage, and costs a tenth of a SHA-256: the whole history is copied from
  /// such sections at each publication.
  struct Section: Codable, Equatable {
    let bytes: Int
    let crc32: UInt32

    init(_ content: [UInt8]) {
      bytes = content.count
      crc32 = Zlib.crc32(content)
    }
  }

  struct FeedFile: Codable, Equatable {
    let path: String
    let firstSequence: Int
    let lastSequence: Int
    let events: Int
    let bytes: Int
    let sha256: String
  }

  /// Ordered by path.
  var parts: [Part] = []
  /// Oldest first.
  var feeds: [FeedFile] = []
  /// SHA-256 by path, of everything else: schemas, checksums, data packages and the manifest.
  var others: [String: String] = [:]

  mutating func add(_ part: Part) {
    parts.append(part)
    parts.sort { $0.path < $1.path }
  }

  /// SHA-256 by path, of all files that describe the tree.
  var sha256: [String: String] {
    let pairs = parts.map { ($0.path, $0.sha256) } + feeds.map { ($0.path, $0.sha256) }
    return others.merging(pairs) { $1 }
  }

  /// The versions of reports that have files in the tree, with all formats.
  var tables: [PublishedTable] { PublishedTable.merged(parts.flatMap(\.tables)) }

  /// The years that have a data package, with the parts that it has files of, ordered by schedule and time.
  var packagedParts: [String: [TreePart]] {
    Dictionary(grouping: parts.filter(\.isPackaged).map(\.part), by: \.year).mapValues { parts in
      parts.sorted { ($0.schedule, $0.span) < ($1.schedule, $1.span) }
    }
  }
}
