internal import Glibc

/// A lock on a file between processes. It is released when its process ends.
final class FileLock: Sendable {
  enum Mode: Int32 {
    case shared = 1
    case exclusive = 2
  }

  private let descriptor: Int32

  /// Waits for the lock. Creates the file if it is missing.
  init(path: String, mode: Mode) throws {
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    // Readable for the server's user, regardless of our umask: the watcher runs as that user and locks the
    // file too.
    guard descriptor >= 0, fchmod(descriptor, 0o644) == 0 else {
      throw EmbeddedServerFailure.folder(path, reason: unsafe String(cString: strerror(errno)))
    }
    while flock(descriptor, mode.rawValue) != 0 {
      guard errno == EINTR else {
        throw EmbeddedServerFailure.folder(path, reason: unsafe String(cString: strerror(errno)))
      }
    }
  }

  func release() { _ = flock(descriptor, LOCK_UN) }

  deinit { close(descriptor) }
}
