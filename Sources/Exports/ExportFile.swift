internal import Crypto
internal import Foundation
internal import Glibc
internal import Gzip

/// A new file in the staging folder: every write checked, on disk when it is closed, its bytes counted and
/// hashed on the way.
final class ExportFile {
  struct Summary {
    let bytes: Int
    let sha256: String
  }

  private let path: String
  private let descriptor: Int32
  private var digest = SHA256()
  private var count = 0
  private var isOpen = true

  /// - Throws: also where the file is already there.
  init(path: String) throws(FileSystemError) {
    self.path = path
    descriptor = unsafe open(
      path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FileSystem.fileMode)
    guard descriptor >= 0 else { throw FileSystemError("make the file", path) }
    guard fchmod(descriptor, FileSystem.fileMode) == 0 else { throw FileSystemError("set the mode of", path) }
  }

  func write(_ bytes: RawSpan) throws(FileSystemError) {
    var done = 0
    while done < bytes.byteCount {
      let written = unsafe bytes.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      }
      guard written >= 0 || errno == EINTR else { throw FileSystemError("write", path) }
      done += max(written, 0)
    }
    digest.update(bytes)
    count += bytes.byteCount
  }

  /// Puts the bytes on disk and closes the file.
  func finish() throws(FileSystemError) -> Summary {
    guard fsync(descriptor) == 0 else { throw FileSystemError("write to disk", path) }
    isOpen = false
    guard close(descriptor) == 0 else { throw FileSystemError("close", path) }
    return Summary(bytes: count, sha256: digest.finalize().hexadecimal)
  }

  deinit { if isOpen { close(descriptor) } }
}

/// A gzipped file: counts and hashes the bytes before compression too.
final class GzippedFile {
  private let file: ExportFile
  private var gzip: GzipWriter<FileSystemError>?
  private var digest = SHA256()
  private var count = 0

  init(path: String) throws(FileSystemError) {
    let file = try ExportFile(path: path)
    self.file = file
    gzip = GzipWriter { (bytes) throws(FileSystemError) in try file.write(bytes) }
  }

  func write(_ bytes: RawSpan) throws(FileSystemError) {
    digest.update(bytes)
    count += bytes.byteCount
    try gzip?.write(bytes)
  }

  func finish() throws(FileSystemError) -> (compressed: ExportFile.Summary, raw: ExportFile.Summary) {
    if let gzip = gzip.take() { try gzip.finish() }
    return (try file.finish(), ExportFile.Summary(bytes: count, sha256: digest.finalize().hexadecimal))
  }
}

extension SHA256 {
  fileprivate mutating func update(_ bytes: RawSpan) {
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
