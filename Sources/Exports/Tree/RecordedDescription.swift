internal import Crypto
internal import Foundation

/// The hashes of the files that describe a tenant's tree, as the ledger stores them. `verify` compares the
/// files with these hashes, not with what this program would write: a newer program may word a schema
/// differently.
struct RecordedDescription: Codable, Equatable {
  /// SHA-256 by path.
  let sha256: [String: String]

  init(_ files: [DescriptionFile]) {
    sha256 = Dictionary(
      uniqueKeysWithValues: files.map { ($0.path, SHA256.hash(data: $0.bytes).hexadecimal) })
  }

  /// - Parameter json: the ledger's `tree_files`; nil if the last publisher was an earlier program.
  init?(_ json: String?) throws {
    guard let json else { return nil }
    self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
  }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
