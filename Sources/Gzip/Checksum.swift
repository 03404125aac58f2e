internal import CZlib

/// The checksum and the number of some bytes, which follows from those of their pieces.
struct Checksum: Sendable {
  private(set) var crc32: UInt32
  private(set) var count: Int

  init(_ bytes: [UInt8]) {
    crc32 = Zlib.crc32(bytes)
    count = bytes.count
  }

  /// Adds the bytes that follow.
  mutating func add(_ bytes: RawSpan) {
    crc32 = Zlib.crc32(bytes, after: crc32)
    count += bytes.byteCount
  }

  /// Adds the checksum of the bytes that follow.
  mutating func add(_ next: Checksum) {
    crc32 = UInt32(crc32_combine(UInt(crc32), UInt(next.crc32), next.count))
    count += next.count
  }
}
