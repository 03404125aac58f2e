internal import Glibc

/// A lock on a folder between processes, which ends with this object, and with the process at the latest.
final class FolderLock {
  private let descriptor: Int32

  /// - Returns: nil if another process has the lock, or if the folder is gone.
  /// - Throws: also if the file system has no locks on folders.
  init?(ifFree path: String) throws(FileSystemError) {
    descriptor = FileSystem.call { unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    guard descriptor >= 0 else {
      guard errno != ENOENT else { return nil }
      throw FileSystemError("open", path)
    }
    guard FileSystem.call({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 else {
      guard errno != EWOULDBLOCK else { return nil }
      throw FileSystemError("lock", path)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
