internal import Calendars
internal import Foundation
internal import Runs

/// `manifest.json`: the commit marker of a tenant's tree. It is always made from the ledger, never from the
/// previous manifest. Its JSON Schema is in the same tree.
struct Manifest: Codable, Equatable {
  static let currentVersion = 1
  static let fileName = "manifest.json"
  static let schemaPath = "schema/manifest-v1.schema.json"

  struct Tenant: Codable, Equatable {
    let id: String
    let slug: String
  }

  struct Entry: Codable, Equatable {
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
    let reports: [ManifestReport]

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
  /// The published revision of each period.
  let occurrences: [Entry]
  /// The superseded revisions, whose files are in `history/`.
  let history: [Entry]

  private enum CodingKeys: String, CodingKey {
    case tenant, occurrences, history
    case schema = "$schema"
    case version = "manifest_version"
  }

  /// - Parameter published: all published occurrences of the tenant, in any order.
  init(tenantID: UUID, slug: String, published: [PublishableOccurrence]) {
    schema = Self.schemaPath
    version = Self.currentVersion
    tenant = Tenant(id: tenantID.uuidString.lowercased(), slug: slug)
    let current = PublishableOccurrence.currentKeys(published)
    let revisions = Dictionary(grouping: published, by: \.key.periodKey).mapValues {
      $0.map(\.key.revision)
    }
    let entries = published.sorted { $0.key < $1.key }.map { occurrence in
      // Revisions that were given up leave gaps.
      let before = revisions[occurrence.key.periodKey]?.filter { $0 < occurrence.key.revision }.max()
      return (isCurrent: current.contains(occurrence.key), Entry(occurrence, supersedes: before))
    }
    occurrences = entries.filter(\.isCurrent).map(\.1)
    history = entries.filter { !$0.isCurrent }.map(\.1)
  }

  /// All listed files, ordered by path.
  var files: [ManifestFile] {
    (occurrences + history).flatMap(\.reports).flatMap(\.files).sorted { $0.path < $1.path }
  }

  /// - Parameter tree: the tenant's folder.
  /// - Returns: nil if there is no manifest, or if it cannot be read. A link does not count as a manifest.
  static func read(inTree tree: String) throws(FileSystemError) -> Manifest? {
    let path = tree + "/" + fileName
    guard try FileSystem.kind(of: path) == .file, let data = FileManager.default.contents(atPath: path) else {
      return nil
    }
    return try? JSONDecoder().decode(Manifest.self, from: data)
  }

  /// The id of the tenant that an existing manifest names, to refuse the folder of another tenant.
  /// - Returns: nil also if it cannot be read; the manifest is then rewritten from the ledger.
  static func owner(ofManifestAt path: String) -> String? {
    struct Existing: Decodable { let tenant: Tenant }
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? JSONDecoder().decode(Existing.self, from: data).tenant.id
  }
}

extension Manifest.Entry {
  fileprivate init(_ occurrence: PublishableOccurrence, supersedes: Int?) {
    let computed = occurrence.computed
    self.init(
      schedule: computed.key.schedule, period: PeriodDocument(computed.window),
      timezone: computed.occurrence.timeZone, tzdataVersion: computed.tzdataVersion,
      asOf: computed.asOf.description, snapshotAt: computed.snapshotAt, revision: computed.key.revision,
      supersedes: supersedes, restateReason: computed.occurrence.restateReason,
      formulaGuard: computed.request.formulaGuard, reports: occurrence.reports)
  }
}
