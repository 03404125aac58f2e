internal import CZlib

/// The checksum and the number of some bytes, which follows from those of their pieces.
struct Checksum: Sendable {
  private(set) var crc32: UInt
  private(set) var count: Int

  init(_ bytes: [UInt8]) {
    crc32 = unsafe bytes.withUnsafeBufferPointer { unsafe CZlib.crc32_z(0, $0.baseAddress, $0.count) }
    count = bytes.count
  }

  /// Adds the bytes that follow.
  mutating func add(_ next: Checksum) {
    crc32 = CZlib.crc32_combine(crc32, next.crc32, next.count)
    count += next.count
  }
}
