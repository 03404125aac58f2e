internal import Foundation

/// A part of the manifest.
struct ManifestPart: Decodable, Equatable {
  /// nil in no part that a program wrote.
  let tenant: Manifest.Tenant?
  /// The current revision of each period.
  let occurrences: [ManifestEntry]
  /// The superseded revisions, whose files are in `history/`.
  let history: [ManifestEntry]

  var entries: [ManifestEntry] { occurrences + history }

  /// Whether it is the part that a manifest lists, or a later one: a publisher that was stopped had put its parts in place, but not
  /// yet the manifest that lists them.
  func isListed(_ sha256: String, as listed: Manifest.Part, in manifest: Manifest) -> Bool {
    sha256 == listed.sha256 || entries.contains { $0.sequence ?? 0 > manifest.sequence }
  }

  /// - Returns: nil if it cannot be read.
  init?(_ data: Data) {
    guard let part = try? JSONDecoder().decode(Self.self, from: data) else { return nil }
    self = part
  }
}
