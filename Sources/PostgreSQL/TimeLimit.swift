/// How long to wait for each of the server's answers. A peer can accept what is sent and never answer, as a connection pooler that
/// was stopped does; nothing in TCP ends that.
///
/// The server has the same limit for each statement, so it is given time to say itself that it has passed.
package struct TimeLimit: Sendable {
  /// For statements that neither compute nor read facts.
  package static let shortSeconds = 60
  /// For the others, unless the user sets another limit.
  package static let longSeconds = 2 * 60 * 60

  private let seconds: Int
  private let graceSeconds: Int

  /// - Parameter graceSeconds: how much longer than the server to wait.
  package init(seconds: Int = Self.shortSeconds, graceSeconds: Int = 30) {
    self.seconds = seconds
    self.graceSeconds = graceSeconds
  }

  func replacingSeconds(_ seconds: Int) -> TimeLimit {
    TimeLimit(seconds: seconds, graceSeconds: graceSeconds)
  }

  /// When an answer must be there to what is sent now.
  var deadline: ContinuousClock.Instant { .now + .seconds(seconds + graceSeconds) }

  var passed: PostgresError {
    PostgresError(
      kind: .connection,
      message:
        "no answer from the server within the time limit of \(seconds) s and \(graceSeconds) s more; the "
        + "connection was closed: look whether the server, or the connection pooler before it, is stopped")
  }
}
