internal import Runs

/// A tree that shows periods which the ledger never computed: an older database was restored, or it is another
/// database. Nothing was changed.
package struct NewerTree: Error, CustomStringConvertible {
  let path: String
  let entries: [ManifestEntry]

  package var description: String {
    let names = entries.prefix(3).map { "\($0.schedule) \($0.period.label) revision \($0.revision)" }
    let more = entries.count > 3 ? " and \(entries.count - 3) more" : ""
    return "\(path) shows periods that this database does not know: \(names.joined(separator: ", "))\(more). "
      + "Was an older database restored, or is it another one? Nothing was changed. Use the database that "
      + "published them, or move the tree away"
  }
}
