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

  /// - Returns: nil if it cannot be read.
  init?(_ data: Data) {
    guard let part = try? JSONDecoder().decode(Self.self, from: data) else { return nil }
    self = part
  }
}
