package import Runs

/// A period of which something could not be written. Other periods are not affected.
package struct PeriodFailure: Sendable {
  package enum Kind: Sendable {
    /// It was computed, and stays unpublished.
    case unpublished
    /// It is published, but its files are not known to be in place, and cannot be written again as they were. The tree
    /// is not trusted until they are.
    case unrepaired
  }

  package let kind: Kind
  package let occurrence: Occurrence
  /// The report's type; nil if the failure concerns the whole period.
  package let report: String?
  package let message: String

  init(_ kind: Kind, _ occurrence: Occurrence, _ failure: ReportFailure) {
    self.kind = kind
    self.occurrence = occurrence
    report = failure.report
    message = "\(failure.underlying)"
  }

  /// For a row of the ledger that cannot be read.
  init(_ kind: Kind, _ unreadable: UnreadableOccurrence) {
    self.kind = kind
    occurrence = unreadable.occurrence
    report = nil
    message = "\(unreadable)"
  }
}
