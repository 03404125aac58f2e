internal import Glibc

/// A new file in the staging folder. Every write is checked, the bytes are counted and hashed, and
/// ``finish()`` syncs the file to disk.
final class ExportFile: FactSink {
  private let path: String
  private let descriptor: Int32
  private let digest = DigestSink()
  private var isOpen = true

  /// - Throws: also if the file already exists.
  init(path: String, _ permissions: Permissions) throws(FileSystemError) {
    self.path = path
    descriptor = FileSystem.call {
      unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions.fileMode)
    }
    guard descriptor >= 0 else { throw FileSystemError("make the file", path) }
    // Regardless of the umask.
    guard FileSystem.call({ fchmod(descriptor, permissions.fileMode) }) == 0 else {
      throw FileSystemError("set the mode of", path)
    }
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
    digest.write(bytes)
  }

  /// Syncs the file to disk and closes it.
  func finish() throws(FileSystemError) -> DigestSink.Summary {
    guard FileSystem.call({ fsync(descriptor) }) == 0 else { throw FileSystemError("write to disk", path) }
    isOpen = false
    try FileSystem.close(descriptor, of: path)
    return digest.finish()
  }

  deinit { if isOpen { close(descriptor) } }
}
