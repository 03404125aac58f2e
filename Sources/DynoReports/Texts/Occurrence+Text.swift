internal import Calendars
internal import Runs

extension Occurrence {
  /// Describes an occurrence that failed and waits for its next try.
  func waitingText(until: Instant) -> String {
    "not tried again before \(until); failed \(failures == 1 ? "once" : "\(failures) times")"
      + (errorMessage.map { ": \($0)" } ?? "")
  }
}
