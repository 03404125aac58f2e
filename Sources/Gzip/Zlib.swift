internal import CZlib

/// The zlib in use. The same facts give the same compressed bytes only with the same version of zlib.
package enum Zlib {
  package static var version: String { unsafe String(cString: zlibVersion()) }

  /// The checksum that gzip uses too. It finds accidental damage.
  package static func crc32(_ bytes: [UInt8]) -> UInt32 {
    UInt32(unsafe bytes.withUnsafeBufferPointer { unsafe crc32_z(0, $0.baseAddress, $0.count) })
  }
}
