internal import Crypto
internal import Foundation

/// Receives the bytes of one file, before compression.
protocol FactSink: AnyObject, SendableMetatype {
  associatedtype Summary
  func write(_ bytes: RawSpan) throws(FileSystemError)
  func finish() throws(FileSystemError) -> Summary
}

extension SHA256 {
  mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe update(bufferPointer: $0) }
  }
}

extension SHA256.Digest {
  var hexadecimal: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
