internal import Calendars
internal import Foundation
internal import Runs

/// `manifest.json`: the commit marker of a tenant's tree. Rendered whole from the ledger, never from the
/// manifest before it.
struct Manifest: Encodable {
  static let version = 1

  struct Tenant: Encodable {
    let id: String
    let slug: String
  }

  struct Period: Encodable {
    let label: String
    let kind: String
    let start: String?
    let end: String
    let startDate: String?
    let endDate: String
  }

  struct Entry: Encodable {
    let schedule: String
    let period: Period
    let timezone: String
    let tzdataVersion: String
    let asOf: String
    let snapshotAt: String
    let revision: Int
    let supersedes: Int?
    let restateReason: String?
    let reports: [PublishedReport]
  }

  let manifestVersion = Manifest.version
  let tenant: Tenant
  let occurrences: [Entry]

  /// - Parameter occurrences: of each period the published revision.
  init(tenantID: UUID, slug: String, occurrences: [PublishableOccurrence]) {
    tenant = Tenant(id: tenantID.uuidString.lowercased(), slug: slug)
    self.occurrences = occurrences.map { occurrence in
      let window = occurrence.window
      return Entry(
        schedule: occurrence.key.schedule,
        period: Period(
          label: window.label, kind: window.kind.rawValue, start: window.start?.description,
          end: window.end.description, startDate: window.startDate?.description,
          endDate: window.endDate.description),
        timezone: occurrence.timeZone, tzdataVersion: occurrence.tzdataVersion,
        asOf: occurrence.asOf,
        snapshotAt: occurrence.snapshotAt,
        revision: occurrence.key.revision,
        supersedes: occurrence.key.revision > 1 ? occurrence.key.revision - 1 : nil,
        restateReason: occurrence.restateReason, reports: occurrence.reports)
    }
  }

  var json: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(self)) + Array("\n".utf8)
    }
  }

  /// `SHA256SUMS`, as `sha256sum -c` reads it in the tenant's folder.
  var checksums: [UInt8] {
    let files = occurrences.flatMap(\.reports).flatMap(\.files).sorted { $0.path < $1.path }
    return Array(files.map { "\($0.sha256)  \($0.path)\n" }.joined().utf8)
  }

  /// The tenant that an existing manifest belongs to, to refuse a folder that is another tenant's.
  /// - Returns: nil also where it cannot be read: it is about to be written anew from the ledger.
  static func owner(ofManifestAt path: String) -> String? {
    struct Existing: Decodable {
      struct Tenant: Decodable { let id: String }
      let tenant: Tenant
    }
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? JSONDecoder().decode(Existing.self, from: data).tenant.id
  }
}
