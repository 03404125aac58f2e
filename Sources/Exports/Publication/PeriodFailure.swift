package import Runs

/// A period that was computed but could not be published. Other periods are not affected.
package struct PeriodFailure: Sendable {
  package let occurrence: Occurrence
  /// The report's type; nil if the failure concerns the whole period.
  package let report: String?
  package let message: String
}
