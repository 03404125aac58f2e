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
      countsOutcomes
      ? "its reports count outcomes until \(until)" : "not tried again before \(until)"
    return ([wait] + failed).joined(separator: "; ")
  }
}
