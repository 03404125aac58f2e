package import Runs

/// A period that is computed and could not be published; others could.
package struct PeriodFailure: Sendable {
  package let occurrence: Occurrence
  /// The report's type; nil where it is about the whole period.
  package let report: String?
  package let message: String
}
