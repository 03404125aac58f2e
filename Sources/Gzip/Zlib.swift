internal import CZlib

/// The zlib in use. The same facts give the same compressed bytes only with the same version of zlib.
package enum Zlib {
  package static var version: String { unsafe String(cString: zlibVersion()) }

  /// The checksum that gzip uses too. It finds accidental damage.
  package static func crc32(_ bytes: [UInt8]) -> UInt32 {
    unsafe crc32(bytes.span.bytes, after: 0)
  }

  /// - Parameter checksum: that of the bytes before; 0 if there are none.
  static func crc32(_ bytes: RawSpan, after checksum: UInt32) -> UInt32 {
    UInt32(
      unsafe bytes.withUnsafeBytes { bytes in
        unsafe crc32_z(UInt(checksum), bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
      })
  }
}
