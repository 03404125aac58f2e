internal import Calendars
internal import Foundation

/// A row of the ledger that this program cannot read.
package struct UnreadableOccurrence: Error, CustomStringConvertible {
  package let occurrence: Occurrence
  package let reason: String

  package init(occurrence: Occurrence, reason: String) {
    self.occurrence = occurrence
    self.reason = reason
  }

  package var description: String {
    "the ledger's row of \(occurrence.key.schedule) \(occurrence.period.label), revision \(occurrence.key.revision), "
      + "cannot be read: \(reason)"
  }
}
