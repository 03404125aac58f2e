internal import Crypto

/// Takes the bytes of one file, before compression.
protocol FactSink: AnyObject, SendableMetatype {
  associatedtype Summary
  func write(_ bytes: RawSpan) throws(FileSystemError)
  func finish() throws(FileSystemError) -> Summary
}

/// Counts and hashes the bytes and keeps none: what a file would be.
final class RawDigest: FactSink {
  struct Summary: Equatable {
    let bytes: Int
    let sha256: String
  }

  private var digest = SHA256()
  private var count = 0

  func write(_ bytes: RawSpan) {
    digest.update(bytes)
    count += bytes.byteCount
  }

  func finish() -> Summary { Summary(bytes: count, sha256: digest.finalize().hexadecimal) }
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
