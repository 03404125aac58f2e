internal import Runs

/// A tree that shows what the ledger never computed: an older database was restored, or it is another database.
/// Nothing was changed.
package struct NewerTree: Error, CustomStringConvertible {
  /// The tenant's folder.
  let tree: String
  private var names: [String] = []
  private var count = 0

  /// - Returns: nil if the ledger knows all entries.
  init?(_ tree: String, unknown entries: [ManifestEntry]) {
    guard !entries.isEmpty else { return nil }
    self.tree = tree
    count = entries.count
    names = entries.prefix(3).map { "\($0.schedule) \($0.period.label) revision \($0.revision)" }
  }

  package var description: String {
    let more = count > names.count ? " and \(count - names.count) more" : ""
    return "\(tree) shows periods that this database does not know: \(names.joined(separator: ", "))\(more). "
      + "Was an older database restored, or is it another one? Nothing was changed. Restore a newer backup of the "
      + "database, or move the tree away: then what this database has is published"
  }
}
