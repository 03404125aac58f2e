package import Calendars
internal import Foundation
internal import PostgreSQL

/// The header of one run, as it was stored.
package struct RunHeader: Sendable {
  package let id: String
  package let report: String
  package let status: String
  package let errorMessage: String?
  package let schedule: String
  package let revision: Int
  /// Whether the occurrence's facts and files are those of the run's attempt.
  package let isOfLastAttempt: Bool
  /// What the run belongs to; nil where the ledger has no such occurrence.
  package let occurrence: OccurrenceKey?
  /// The period's label.
  package let period: String?
  package let start: Instant?
  package let end: Instant?
  /// The run's snapshot, with microseconds.
  package let generatedAt: String
  /// `input_params`
  package let parameters: [String: ParameterValue]
  /// Counts of what was odd; empty where nothing was.
  package let warnings: [String: Int]
  package let softwareVersion: String
  package let methodologyVersion: String
  package let tzdataVersion: String
}
