internal import Calendars
internal import Foundation
internal import Runs

/// `manifest.json`: the commit marker of a tenant's tree. Rendered whole from the ledger, never from the
/// manifest before it. Its JSON Schema stands beside it in the tree.
struct Manifest: Codable {
  static let currentVersion = 1
  static let fileName = "manifest.json"
  static let schemaPath = "schema/manifest-v1.schema.json"

  struct Tenant: Codable {
    let id: String
    let slug: String
  }

  struct Entry: Codable {
    let schedule: String
    let period: PeriodDocument
    let timezone: String
    let tzdataVersion: String
    let asOf: String
    let snapshotAt: String
    let revision: Int
    let supersedes: Int?
    let restateReason: String?
    let formulaGuard: Bool
    let reports: [PublishedReport]

    enum CodingKeys: String, CodingKey {
      case schedule, period, timezone, revision, supersedes, reports
      case tzdataVersion = "tzdata_version"
      case asOf = "as_of"
      case snapshotAt = "snapshot_at"
      case restateReason = "restate_reason"
      case formulaGuard = "formula_guard"
    }
  }

  let schema: String
  let version: Int
  let tenant: Tenant
  /// Of each period the published revision.
  let occurrences: [Entry]
  /// The revisions before, whose files stand in `history/`.
  let history: [Entry]

  private enum CodingKeys: String, CodingKey {
    case tenant, occurrences, history
    case schema = "$schema"
    case version = "manifest_version"
  }

  /// - Parameter published: in any order.
  init(tenantID: UUID, slug: String, published: [PublishableOccurrence]) {
    schema = Self.schemaPath
    version = Self.currentVersion
    tenant = Tenant(id: tenantID.uuidString.lowercased(), slug: slug)
    let current = PublishableOccurrence.currentKeys(published)
    let sorted = published.sorted { $0.key < $1.key }
    occurrences = sorted.filter { current.contains($0.key) }.map(Entry.init)
    history = sorted.filter { !current.contains($0.key) }.map(Entry.init)
  }

  /// Every file that is listed, in the order of paths.
  var files: [PublishedFile] {
    (occurrences + history).flatMap(\.reports).flatMap(\.files).sorted { $0.path < $1.path }
  }

  /// - Parameter tree: the tenant's folder.
  /// - Returns: nil where there is none, or something that is none; a link is none.
  static func read(inTree tree: String) throws(FileSystemError) -> Manifest? {
    let path = tree + "/" + fileName
    guard try FileSystem.kind(of: path) == .file, let data = FileManager.default.contents(atPath: path) else {
      return nil
    }
    return try? JSONDecoder().decode(Manifest.self, from: data)
  }

  /// The tenant that an existing manifest belongs to, to refuse a folder that is another tenant's.
  /// - Returns: nil also where it cannot be read: it is about to be written anew from the ledger.
  static func owner(ofManifestAt path: String) -> String? {
    struct Existing: Decodable { let tenant: Tenant }
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? JSONDecoder().decode(Existing.self, from: data).tenant.id
  }
}

extension Manifest.Entry {
  fileprivate init(_ occurrence: PublishableOccurrence) {
    self.init(
      schedule: occurrence.key.schedule, period: PeriodDocument(occurrence.window),
      timezone: occurrence.timeZone, tzdataVersion: occurrence.tzdataVersion, asOf: occurrence.asOf,
      snapshotAt: occurrence.snapshotAt, revision: occurrence.key.revision,
      supersedes: occurrence.key.revision > 1 ? occurrence.key.revision - 1 : nil,
      restateReason: occurrence.restateReason, formulaGuard: occurrence.request.formulaGuard,
      reports: occurrence.reports)
  }
}
