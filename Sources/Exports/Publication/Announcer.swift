internal import Foundation
internal import Runs

/// Decides what readers of the feed do not know yet, and adds it to the feed.
struct Announcer {
  let tenant: Ledger.LockedTenant
  /// What the tree shows ahead of the ledger.
  let ahead: EntriesAhead
  private let periodsAhead: Set<OccurrenceKey>
  private(set) var feed: Feed

  init(_ tenant: Ledger.LockedTenant, _ ahead: EntriesAhead, _ feed: Feed) {
    self.tenant = tenant
    self.ahead = ahead
    self.feed = feed
    periodsAhead = Set(ahead.entries.compactMap { OccurrenceKey(ofPeriodIn: $0, tenantID: tenant.id) })
  }

  /// Whether readers learn of an occurrence by this publication.
  ///
  /// - Parameters:
  ///   - before: the occurrence as the ledger has it.
  ///   - isCurrent: whether it is the revision that readers see.
  func isNews(
    _ placed: PublishableOccurrence, over before: PublishableOccurrence, isCurrent: Bool
  ) -> Bool {
    guard before.isPublished, before.computed.sequence != nil else { return true }
    guard isCurrent else { return false }
    let isShownAhead =
      periodsAhead.contains(before.key.periodKey) || ahead.unreadableSchedules.contains(before.key.schedule)
    // Another zlib gives other bytes for the same facts. An event that names the earlier hashes would be of no
    // use to a reader.
    let hashes = Dictionary(before.files.map { ($0.path, $0.sha256) }, uniquingKeysWith: { $1 })
    return isShownAhead || placed.files.contains { hashes[$0.path] ?? $0.sha256 != $0.sha256 }
  }

  /// Adds an event if readers do not know the current revision yet.
  ///
  /// - Parameter earlier: the period's earlier revisions, in order.
  mutating func announce(
    _ current: PublishableOccurrence, over before: PublishableOccurrence,
    replacing earlier: ArraySlice<PublishableOccurrence>
  ) throws {
    guard isNews(current, over: before, isCurrent: true) else { return }
    let announced = earlier.last { $0.computed.sequence != nil }
    let event = ChangeEvent(
      showing: current, supersedes: before.isPublished ? nil : announced?.key.revision,
      sequence: feed.sequence, at: tenant.row.transactionAt)
    try feed.append(event, of: current.key)
  }

  /// Announces that periods left which the tree shows, although the ledger does not have them as published.
  mutating func withdraw() throws {
    for entry in ahead.entries {
      guard let key = OccurrenceKey(ofPeriodIn: entry, tenantID: tenant.id),
        try Ledger.publishedRevisions(of: key, tenant.connection).isEmpty
      else { continue }
      let event = ChangeEvent(withdrawing: entry, sequence: feed.sequence, at: tenant.row.transactionAt)
      try feed.append(event, of: key)
    }
  }
}

extension OccurrenceKey {
  /// - Returns: nil if the entry's instants cannot be read.
  fileprivate init?(ofPeriodIn entry: ManifestEntry, tenantID: UUID) {
    self.init(tenantID: tenantID, schedule: entry.schedule, period: entry.period)
  }
}
