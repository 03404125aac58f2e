internal import Runs

/// What a tree shows although the ledger does not know its publication: a publisher was stopped after it had put
/// the manifest in place, and before COMMIT; or the ledger has something else in its place that is to replace it.
struct EntriesAhead {
  /// The current entries of such publications.
  private(set) var entries: [ManifestEntry] = []
  /// The paths of all files that their parts list.
  private(set) var paths: [String] = []
  /// Schedules with a part that cannot be read: any of their periods may be shown ahead.
  private(set) var unreadableSchedules: Set<String> = []

  /// - Parameters:
  ///   - sequence: the ledger's last publication.
  ///   - replaced: what the ledger's own replaces.
  init(_ tree: PublishedTree?, of sequence: Int, replaced: Set<OccurrenceKey> = []) {
    guard let tree, case .current(let manifest) = tree.contents else { return }
    let schedules = Set(replaced.map(\.schedule))
    let revisions = Dictionary(grouping: replaced, by: \.periodKey)
    func isAhead(_ entry: ManifestEntry) -> Bool {
      if entry.sequence ?? 0 > sequence { return true }
      guard let tenant = replaced.first?.tenantID else { return false }
      return OccurrenceKey(tenantID: tenant, schedule: entry.schedule, period: entry.period)
        .flatMap { revisions[$0] } != nil
    }
    for listed in manifest.parts where listed.sequence > sequence || schedules.contains(listed.schedule) {
      guard let part = try? tree.part(listed) else {
        unreadableSchedules.insert(listed.schedule)
        continue
      }
      entries += part.occurrences.filter(isAhead)
      paths += part.entries.flatMap { $0.files.map(\.path) + ($0.views ?? []).map(\.path) }
        .filter(TreeLayout.isDataPath)
    }
  }
}
