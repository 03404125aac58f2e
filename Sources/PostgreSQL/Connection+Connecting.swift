internal import CLibPQ
internal import Glibc

extension Connection {
  /// Ends what `PQconnectStartParams` began. `PQstatus` then says whether it succeeded.
  func finishConnecting() {
    let deadline = ContinuousClock.now + connectTimeout
    var next = PGRES_POLLING_WRITING
    while unsafe PQstatus(raw) != CONNECTION_BAD,
      next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING
    {
      let events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT
      guard waitForSocket(Int32(events), until: deadline) else {
        // Of several hosts, only libpq's own wait goes on to the next one.
        unsafe PQreset(raw)
        return
      }
      next = unsafe PQconnectPoll(raw)
    }
  }

  /// For one address of a host, as libpq has it.
  private var connectTimeout: Duration {
    guard let options = unsafe PQconninfo(raw) else { return .seconds(10) }
    defer { unsafe PQconninfoFree(options) }
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if unsafe String(cString: keyword) == "connect_timeout", let value = unsafe option.pointee.val {
        // libpq's least is 2 seconds; a value that is no number counts as that.
        let seconds = Int(unsafe String(cString: value).filter { $0 != " " }) ?? 2
        // 0 and less are for ever.
        return seconds > 0 ? .seconds(max(seconds, 2)) : .seconds(Int32.max)
      }
      unsafe option += 1
    }
    return .seconds(10)
  }
}
