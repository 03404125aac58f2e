/// A part of the manifest that cannot be written, because a row of the ledger cannot be read.
package struct UnwritablePart: Error, CustomStringConvertible {
  /// In the tree.
  let path: String
  let schedule: String
  let label: String
  let revision: Int
  /// What is wrong with the row.
  let reason: String
  /// Whether the part that the ledger has recorded is in place. It stays as it is.
  private(set) var isInPlace = true

  /// The same error, if the recorded part is not in place.
  var withoutPart: UnwritablePart {
    var error = self
    error.isInPlace = false
    return error
  }

  package var description: String {
    "\(path) cannot be written: the ledger's row of \(schedule) \(label), revision \(revision), cannot be read: "
      + "\(reason)."
      + (isInPlace
        ? " Restore the row from a backup of the database; then the next run publishes the period"
        : " Nor is the file in place as it was published, so nothing was changed. Restore the row from a backup of "
          + "the database, or the file from one of the folder")
  }
}
