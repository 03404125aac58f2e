internal import Glibc

/// What signals do to the process. Those that end it need no answer: whatever was begun, the next run cleans up.
enum Signals {
  static func prepare() {
    // Writing beyond `ulimit -f`, or to a reader that is gone, then fails, and the error is told.
    ignore(SIGXFSZ)
    ignore(SIGPIPE)
    // Swift takes it for a crash, and goes on afterwards.
    signal(SIGQUIT, SIG_DFL)
    // Whoever starts the program may have blocked what is to end it.
    let ending = [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
    var unblocked = sigset_t()
    unsafe sigemptyset(&unblocked)
    for number in ending { unsafe sigaddset(&unblocked, number) }
    unsafe sigprocmask(SIG_UNBLOCK, &unblocked, nil)
    // The first process of a container has none of the usual reactions: without a handler, the kernel drops signals for it.
    guard getpid() == 1 else { return }
    for number in ending {
      signal(number) { _exit(128 + $0) }
    }
  }

  /// Ends the process as one ends by default whose output has no reader any more.
  static func endWithoutReader() -> Never {
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
    exit(128 + SIGPIPE)
  }

  private static func ignore(_ number: Int32) { signal(number, SIG_IGN) }
}
