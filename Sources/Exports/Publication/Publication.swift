internal import Foundation
internal import Runs

/// The changes of one publication to a tenant's tree. First, the files are staged and recorded in the ledger's
/// transaction, and the tree does not change. Then the changes are applied by renames.
struct Publication {
  /// Paths of staged data files, in the order in which they are installed.
  var installed: [String] = []
  /// Paths of data files that leave the tree.
  var removed: [String] = []
  /// The parts of the manifest that change.
  var parts: Set<TreePart> = []
  /// The occurrences whose files were written, if they are the current revisions.
  var written: [PublishableOccurrence] = []
  /// Periods whose files could not be written. Their published files stay as they are.
  var failures: [PeriodFailure] = []
  /// What a person should know about the folder, one sentence each.
  var notices: [String] = []
  /// Whether a published revision cannot be read, so that nobody knows which files are its own.
  var hasUnknownFiles = false
  /// Paths of all data files of the periods that were looked at, as they are afterwards.
  var paths: Set<String> = []

  /// Whether a file that the tree lists may be missing or wrong.
  var isIncomplete: Bool { failures.contains { $0.kind == .unrepaired } }

  mutating func add(_ other: Publication) {
    installed += other.installed
    removed += other.removed
    parts.formUnion(other.parts)
    written += other.written
    failures += other.failures
    notices += other.notices
    hasUnknownFiles = hasUnknownFiles || other.hasUnknownFiles
    paths.formUnion(other.paths)
  }
}
