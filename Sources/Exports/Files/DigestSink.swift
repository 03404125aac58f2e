internal import Crypto
internal import Foundation

/// Counts and hashes the bytes without storing them.
final class DigestSink: FactSink {
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

  /// The size and hash of an existing file.
  ///
  /// - Parameter body: receives the bytes, piece by piece.
  /// - Returns: nil if it cannot be read, or if it is not a plain file, such as a link.
  static func ofFile(
    _ path: String, _ body: (RawSpan) throws(FileSystemError) -> Void
  ) throws(FileSystemError) -> Summary? {
    guard (try? FileSystem.kind(of: path)) == .file, let file = FileHandle(forReadingAtPath: path) else {
      return nil
    }
    defer { try? file.close() }
    let digest = DigestSink()
    while true {
      let chunk: Data?
      do {
        chunk = try file.read(upToCount: 1 << 20)
      } catch {
        return nil
      }
      guard let chunk, !chunk.isEmpty else { return digest.finish() }
      digest.write(chunk.bytes)
      try body(chunk.bytes)
    }
  }

  /// The same of a file that is only looked at.
  static func ofFile(_ path: String) -> Summary? { (try? ofFile(path) { _ in }) ?? nil }

  func finish() -> Summary { Summary(bytes: count, sha256: digest.finalize().hexadecimal) }
}
