internal import Glibc

/// A lock on a file between processes, gone with the process that holds it.
final class FileLock: Sendable {
  enum Mode: Int32 {
    case shared = 1
    case exclusive = 2
  }

  private let descriptor: Int32

  /// Waits for the lock. The file is made if it is not there.
  init(path: String, mode: Mode) throws {
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    // Readable for the server's user, whose watcher locks it too, however strict our umask is.
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
