internal import Foundation
internal import Runs

/// A tree that shows what the ledger never computed, or may show it: an older database was restored, or it is another
/// database. Nothing was changed.
package struct NewerTree: Error, CustomStringConvertible {
  private enum Reason {
    /// The first names, and the number of all.
    case unknownPeriods([String], count: Int)
    /// A part that does not tell what it showed, by its path in the tree.
    case unclearPart(String)
  }

  /// The tenant's folder.
  let tree: String
  private let reason: Reason

  /// - Parameter entries: at least one.
  init(_ tree: String, unknown entries: [ManifestEntry]) {
    self.tree = tree
    let names = entries.prefix(3).map { "\($0.schedule) \($0.period.label) revision \($0.revision)" }
    reason = .unknownPeriods(names, count: entries.count)
  }

  init(_ tree: String, unclear part: String) {
    self.tree = tree
    reason = .unclearPart(part)
  }

  package var description: String {
    switch reason {
    case .unknownPeriods(let names, let count):
      let more = count > names.count ? " and \(count - names.count) more" : ""
      return
        "\(tree) shows periods that this database does not know: \(names.joined(separator: ", "))\(more). "
        + "Was an older database restored, or is it another one? Nothing was changed. `dyno-reports adopt` takes over "
        + "what is published; or restore a newer backup of the database, or move the tree away: then what this database "
        + "has is published"
    case .unclearPart(let path):
      return
        "\(tree)/\(path) is missing, damaged or not the one that manifest.json lists, and "
        + "this database has not recorded it: the tree may show periods that this database does not know. Nothing "
        + "was changed. Restore the file from a backup of the folder, use the database that published the tree, or "
        + "move the tree away: then what this database has is published"
    }
  }
}
