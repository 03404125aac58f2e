/// The facts in the database differ from those that were published.
struct FactsChanged: Error, CustomStringConvertible {
  /// The path of the report's first published file.
  let path: String?
  /// Whether a newer revision was about to replace the published one.
  let isSuperseded: Bool

  var description: String {
    (path.map { "\($0): " } ?? "") + "the facts in the database are not those that were published, "
      + (isSuperseded
        ? "so they cannot move to the history, and the newer revision cannot replace them; "
          + "`skip` gives up the newer revision"
        : "so the file was not written again; put it back from a backup, or restore the facts")
  }
}
