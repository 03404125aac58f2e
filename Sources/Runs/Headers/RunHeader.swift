package import Calendars
internal import Foundation

/// The stored header of one run.
package struct RunHeader: Sendable {
  package let id: String
  package let report: String
  package let status: String
  package let errorMessage: String?
  package let schedule: String
  package let revision: Int
  /// Whether the run belongs to the attempt that the occurrence's facts and files come from.
  package let isOfLastAttempt: Bool
  /// The occurrence that the run belongs to; nil if the ledger does not have it.
  package let occurrence: OccurrenceKey?
  /// The period's label.
  package let period: String?
  /// What the run looked at.
  package let start: Instant?
  package let end: Instant?
  /// The instant of the run's snapshot, with microseconds.
  package let generatedAt: String
  /// `input_params`
  package let parameters: [String: ParameterValue]
  /// How often each kind of warning occurred; empty if there were none.
  package let warnings: [String: Int]
  package let softwareVersion: String
  package let methodologyVersion: String
  package let tzdataVersion: String
}
