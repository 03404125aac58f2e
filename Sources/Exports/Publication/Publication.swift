internal import Foundation

/// The changes of one publication to a tenant's tree. First, the files are staged and recorded in the
/// ledger's transaction, and the tree does not change. Then the changes are applied by renames.
struct Publication {
  /// Occurrences whose files were staged, in the order in which they are installed.
  var written: [PublishableOccurrence] = []
  /// Occurrences whose files stay as they are.
  var kept: [PublishableOccurrence] = []
  /// Periods whose files could not be written. Their published files stay as they are.
  var failures: [PeriodFailure] = []

  /// All occurrences that are in the tree afterwards.
  var shown: [PublishableOccurrence] { written + kept }

  /// The paths of all data files that are in the tree afterwards.
  var paths: Set<String> { Set(shown.flatMap(\.reports).flatMap(\.files).map(\.path)) }
}
