internal import Calendars
internal import Runs

extension Occurrence {
  /// `, reconstructed`; empty where the CRM is read as it is.
  var mark: String { isReconstructed ? ", reconstructed" : "" }
}

extension WaitingOccurrence {
  /// Says for what it waits, and until when.
  var text: String {
    let failures = occurrence.failures
    let failed =
      failures > 0
      ? [
        "failed \(failures == 1 ? "once" : "\(failures) times")"
          + (occurrence.errorMessage.map { ": \($0)" } ?? "")
      ]
      : []
    let wait =
      switch cause {
      case .pause(let until): "not tried again before \(until)"
      case .outcomes(let until): "its reports count outcomes until \(until)"
      case .source(let freshness, let needed):
        "it needs a CRM that is complete until \(needed), and \(freshness.text)"
      }
    return ([wait] + failed).joined(separator: "; ")
  }
}
