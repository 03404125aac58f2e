internal import Calendars
internal import Runs

extension Occurrence {
  /// What to say of an occurrence that failed, and is left alone until an instant.
  func waitingText(until: Instant) -> String {
    "not tried again before \(until); failed \(failures == 1 ? "once" : "\(failures) times")"
      + (errorMessage.map { ": \($0)" } ?? "")
  }
}
