internal import Glibc

/// The descriptors of standard input, output and error.
enum StandardStreams {
  /// Opens those that whoever started the program has closed. Otherwise the next file or connection would get their numbers, and
  /// messages would be written into it. What is opened takes no output, so that writing fails, as it would without.
  static func openClosed() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // The lowest number that is free: this one.
      _ = unsafe open("/dev/null", mode)
    }
  }
}
