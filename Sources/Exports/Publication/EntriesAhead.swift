/// What a tree shows although the ledger does not know its publication: a publisher was stopped after it had put
/// the manifest in place, and before COMMIT.
struct EntriesAhead {
  /// The current entries of such publications.
  private(set) var entries: [ManifestEntry] = []
  /// The paths of all files that their parts list.
  private(set) var paths: [String] = []
  /// Schedules with a part that cannot be read: any of their periods may be shown ahead.
  private(set) var unreadableSchedules: Set<String> = []

  /// - Parameter sequence: the ledger's last publication.
  init(_ tree: PublishedTree?, of sequence: Int) {
    guard let tree, case .current(let manifest) = tree.contents, manifest.sequence > sequence else { return }
    for listed in manifest.parts where listed.sequence > sequence {
      guard let part = try? tree.part(listed) else {
        unreadableSchedules.insert(listed.schedule)
        continue
      }
      entries += part.occurrences.filter { $0.sequence ?? 0 > sequence }
      paths += part.entries.flatMap { $0.files.map(\.path) + ($0.views ?? []).map(\.path) }
        .filter(TreeLayout.isDataPath)
    }
  }
}
