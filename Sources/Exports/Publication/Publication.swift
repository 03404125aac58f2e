internal import Foundation
internal import Reports
internal import Runs

/// What one publication changes in a tenant's tree: all of it is written in the staging folder and recorded in the
/// ledger's transaction, and nothing is in place. Then it is applied, by renames.
struct Publication {
  /// Occurrences whose files were written, in the order in which they are put in place.
  var written: [PublishableOccurrence] = []
  /// Occurrences whose files stay as they are.
  var kept: [PublishableOccurrence] = []
  /// Periods that could not be written, and stay as they were.
  var failures: [PeriodFailure] = []

  /// Everything that the tree shows afterwards.
  var shown: [PublishableOccurrence] { written + kept }

  /// Every data file that stands in the tree afterwards.
  var paths: Set<String> { Set(shown.flatMap(\.reports).flatMap(\.files).map(\.path)) }
}
