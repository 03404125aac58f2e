internal import Gzip

/// How a file was compressed. It is recorded for each file, so that the file can be written again with the
/// same bytes, as long as zlib is the same.
package struct GzipParameters: Sendable, Codable, Equatable {
  /// 1 (fast) to 9 (small).
  package let level: Int
  /// The size of the blocks that were compressed at the same time, before compression. nil if it was compressed in one
  /// piece, as all files are that fit into one block.
  package let blockBytes: Int?

  enum CodingKeys: String, CodingKey {
    case level
    case blockBytes = "block_bytes"
  }

  package init(level: Int, blockBytes: Int?) {
    self.level = level
    self.blockBytes = blockBytes
  }

  /// - Throws: also if no file can be compressed like this.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    level = try container.decode(Int.self, forKey: .level)
    blockBytes = try container.decodeIfPresent(Int.self, forKey: .blockBytes)
    guard (1...9).contains(level) else {
      throw DecodingError.dataCorruptedError(
        forKey: .level, in: container, debugDescription: "not from 1 to 9")
    }
    guard blockBytes.map(BlockGzip.sizes.contains) ?? true else {
      throw DecodingError.dataCorruptedError(
        forKey: .blockBytes, in: container, debugDescription: "not a size of blocks")
    }
  }

  /// What earlier programs used, which did not record it.
  static let unrecorded = GzipParameters(level: 6, blockBytes: nil)
  static let current = GzipParameters(level: 6, blockBytes: 512 * 1024)
}
