internal import Foundation

/// A part of the manifest.
struct ManifestPart: Decodable, Equatable {
  /// The current revision of each period.
  let occurrences: [ManifestEntry]
  /// The superseded revisions, whose files are in `history/`.
  let history: [ManifestEntry]

  var entries: [ManifestEntry] { occurrences + history }

  /// - Returns: nil if it cannot be read.
  static func read(_ path: String) -> ManifestPart? {
    FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(Self.self, from: $0) }
  }
}
