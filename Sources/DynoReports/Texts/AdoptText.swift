internal import Exports
internal import Runs

/// The text output of `adopt`.
struct AdoptText {
  let slug: String
  let adoption: Adoption
  let isDryRun: Bool
  /// Whether the tree is that of the exports folder.
  let isInPlace: Bool

  var lines: [String] {
    let done = isDryRun ? "would be taken over" : "taken over"
    let kept =
      isDryRun
      ? "the database's own would take its place"
      : "the database's own \(adoption.areKeptWritten ? "takes" : "does not take") its place\(adoption.areKeptWritten ? "" : " yet")"
    return adoption.adopted.map { "\(Self.name($0, of: slug)): \(done)" }
      + adoption.withoutFacts.map { "\(Self.name($0, of: slug)): \(done) without its facts" }
      + adoption.kept.map { "\(Self.name($0, of: slug)): \(kept)" } + [summary]
  }

  private var summary: String {
    let count = adoption.adopted.count + adoption.withoutFacts.count
    let counts =
      "\(slug): \(count) \(isDryRun ? "would be taken over" : "taken over"), \(adoption.known) known already"
    if adoption.error != nil { return counts + "; failed before the end" }
    if !adoption.refused.isEmpty { return counts + ", \(adoption.refused.count) refused" }
    if adoption.isWhole || adoption.areKeptWritten || isDryRun { return counts }
    return counts
      + (isInPlace
        ? "; `dyno-reports export` writes again what differs in the folder"
        : "; `dyno-reports export` writes the files")
  }

  static func name(_ entry: Adoption.Entry, of slug: String) -> String {
    "\(slug) \(entry.schedule) \(entry.period.label)"
      + (entry.revision > 1 ? ", revision \(entry.revision)" : "")
  }
}
