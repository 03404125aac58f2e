internal import Foundation

/// `manifest.json`: the commit marker of a tenant's tree. It lists the parts, which list what is published, and
/// the files of the feed. It is made from the ledger, never from the previous manifest.
struct Manifest: Codable, Equatable {
  static let currentVersion = 2
  static let fileName = "manifest.json"

  struct Tenant: Codable, Equatable {
    let id: String
    let slug: String
  }

  struct Part: Codable, Equatable {
    let path: String
    let schedule: String
    let sequence: Int
    let bytes: Int
    let sha256: String
  }

  struct FeedFile: Codable, Equatable {
    let path: String
    let firstSequence: Int
    let lastSequence: Int
    let bytes: Int
    let sha256: String

    private enum CodingKeys: String, CodingKey {
      case path, bytes, sha256
      case firstSequence = "first_sequence"
      case lastSequence = "last_sequence"
    }
  }

  let schema: String
  let version: Int
  let tenant: Tenant
  /// The number of the last publication; 0 before the first.
  let sequence: Int
  /// To the microsecond; nil before the first publication.
  let publishedAt: String?
  let reports: [PublishedTable]
  let parts: [Part]
  let changes: [FeedFile]

  private enum CodingKeys: String, CodingKey {
    case tenant, sequence, reports, parts, changes
    case schema = "$schema"
    case version = "manifest_version"
    case publishedAt = "published_at"
  }

  /// What a manifest of any version says first: whose it is, and in which version.
  struct Header: Decodable {
    let tenant: Tenant
    let version: Int?

    private enum CodingKeys: String, CodingKey {
      case tenant
      case version = "manifest_version"
    }

    /// - Returns: nil if it cannot be read; the manifest is then written again from the ledger.
    init?(_ data: Data) {
      guard let header = try? JSONDecoder().decode(Self.self, from: data) else { return nil }
      self = header
    }
  }

  /// - Parameter folder: the tenant's folder.
  /// - Returns: nil if there is none. A link does not count as a manifest.
  /// - Throws: if it is there but cannot be read: then it is not known what it says.
  static func contents(inTree folder: String) throws(FileSystemError) -> Data? {
    try FileSystem.contents(of: folder + "/" + fileName)
  }

  init(tenant: Tenant, sequence: Int, publishedAt: String?, _ record: TreeRecord) {
    schema = TreeSchema.manifest.path
    version = Self.currentVersion
    self.tenant = tenant
    self.sequence = sequence
    self.publishedAt = publishedAt
    reports = record.tables
    parts = record.parts.map {
      Part(path: $0.path, schedule: $0.schedule, sequence: $0.sequence, bytes: $0.bytes, sha256: $0.sha256)
    }
    changes = record.feeds.map {
      FeedFile(
        path: $0.path, firstSequence: $0.firstSequence, lastSequence: $0.lastSequence, bytes: $0.bytes,
        sha256: $0.sha256)
    }
  }
}

extension Manifest.Tenant {
  init(_ id: UUID, slug: String) { self.init(id: id.uuidString.lowercased(), slug: slug) }
}
