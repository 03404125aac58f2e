internal import Crypto
internal import Foundation

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

  /// Of a file that stands there.
  ///
  /// - Returns: nil where it cannot be read.
  static func ofFile(_ path: String) -> Summary? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    let digest = RawDigest()
    do {
      while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty { digest.write(chunk.bytes) }
    } catch {
      return nil
    }
    return digest.finish()
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
