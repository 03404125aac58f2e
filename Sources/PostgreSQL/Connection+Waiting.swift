internal import CLibPQ
internal import Glibc

extension Connection {
  /// The last result of what was sent, as `PQexec` gives it.
  ///
  /// - Parameter isSent: what libpq returned for sending it.
  func answer(_ isSent: Int32) throws(PostgresError) -> OpaquePointer? {
    guard isSent == 1 else { throw noAnswer() }
    var last: OpaquePointer?
    do throws(PostgresError) {
      while let result = unsafe try nextResult() {
        unsafe PQclear(last)
        unsafe last = result
        if unsafe PQstatus(raw) == CONNECTION_BAD { break }
      }
    } catch {
      unsafe PQclear(last)
      throw error
    }
    return unsafe last
  }

  /// What `PQgetResult` gives, which here never waits without a limit.
  ///
  /// - Throws: when the time limit has passed. The connection is then closed.
  func nextResult() throws(PostgresError) -> OpaquePointer? {
    let deadline = timeLimit.deadline
    // 1: libpq has more to send. If sending or reading fails, PQgetResult says why.
    var unsent = unsafe PQflush(raw)
    while unsent >= 0, unsafe unsent == 1 || PQisBusy(raw) == 1 {
      let events = POLLIN | (unsent == 1 ? POLLOUT : 0)
      guard waitForInput(events, until: deadline) else { throw giveUp() }
      guard unsafe PQconsumeInput(raw) == 1 else { break }
      unsent = unsafe PQflush(raw)
    }
    return unsafe PQgetResult(raw)
  }

  /// With TLS, what has arrived can already be decrypted in libpq, where the socket does not tell of it: libpq reads no more than
  /// 8 KiB of a record of 16 at once.
  ///
  /// - Returns: false if the deadline has passed, or if there is no socket any more.
  private func waitForInput(_ events: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    guard unsafe PQsslInUse(raw) == 1 else { return waitForSocket(events, until: deadline) }
    guard unsafe PQconsumeInput(raw) == 1, unsafe PQisBusy(raw) == 1 else { return true }
    // In case there is still more.
    let soon = min(deadline, .now + .seconds(1))
    let isThere = unsafe PQsocket(raw) >= 0
    return waitForSocket(events, until: soon) || soon < deadline && isThere
  }

  /// Closes the connection, without a request to cancel the statement: that would wait for the same peer.
  private func giveUp() -> PostgresError {
    let descriptor = unsafe PQsocket(raw)
    guard descriptor >= 0 else { return noAnswer() }
    shutdown(descriptor, Int32(SHUT_RDWR))
    isBroken = true
    return timeLimit.passed
  }

  /// - Returns: false if the deadline has passed, or if there is no socket any more.
  func waitForSocket(_ events: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    let descriptor = unsafe PQsocket(raw)
    guard descriptor >= 0 else { return false }
    var socket = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    while true {
      let left = max(deadline - .now, .zero)
      let milliseconds =
        min(left.components.seconds, 3_600) * 1_000 + left.components.attoseconds / 1_000_000_000_000_000
      switch unsafe poll(&socket, 1, Int32(milliseconds)) {
      case 1...: return true
      case 0 where ContinuousClock.now >= deadline: return false
      case 0: continue
      default: guard errno == EINTR else { return false }
      }
    }
  }
}
