internal import Foundation
internal import PostgreSQL
internal import Runs

/// Prepares a publication: stages the data files of periods, and records them and what they change in the
/// ledger's transaction.
struct PublicationPreparation {
  let tenant: Ledger.LockedTenant
  let placement: FilePlacement
  /// Whether the files in the tree are known to be those that the ledger lists. If not, each is looked at.
  let isTrusted: Bool
  /// Whether every occurrence whose files are written is of interest, and not only the new ones.
  let isRepair: Bool
  var announcer: Announcer
  /// Parts of the manifest that stay as they are: nothing can be recorded of the periods that they list.
  private let unwritable: [TreePart: UnwritablePart]
  private(set) var publication = Publication()

  init(
    _ tenant: Ledger.LockedTenant, _ placement: FilePlacement, isTrusted: Bool, isRepair: Bool,
    _ announcer: Announcer, unwritable: [TreePart: UnwritablePart]
  ) {
    self.tenant = tenant
    self.placement = placement
    self.isTrusted = isTrusted
    self.isRepair = isRepair
    self.announcer = announcer
    self.unwritable = unwritable
  }

  /// Adds the revisions of a period. Those that are to be published are added all, or none of them.
  ///
  /// - Parameter computed: the revisions that are to be published.
  /// - Throws: an error that ends the whole publication of the tenant.
  mutating func add(_ period: OccurrenceKey, _ computed: [PublishableOccurrence]) throws {
    let (published, unreadable) = try PublishableOccurrence.published(in: period, tenant.connection)
    if !isTrusted {
      publication.hasUnknownFiles = publication.hasUnknownFiles || !unreadable.isEmpty
      publication.failures += unreadable.map { PeriodFailure(.unrepaired, $0) }
    }
    // The revision that readers see, if it cannot be read: then it cannot move to the history either.
    let hidden = unreadable.last { $0.occurrence.key.revision > published.last?.key.revision ?? 0 }
    do {
      if let hidden, !computed.isEmpty { throw ReportFailure(report: nil, underlying: hidden) }
      if let part = computed.last?.part, let error = unwritable[part] {
        throw ReportFailure(report: nil, underlying: error)
      }
      try add(published, computed, isTrusted: isTrusted, isAllRead: hidden == nil)
    } catch let failure as ReportFailure {
      guard let latest = computed.last, failure.isLimitedToPeriod else { throw failure.underlying }
      publication.failures.append(PeriodFailure(.unpublished, latest.computed.occurrence, failure))
      // The published revisions stay. They are looked at, because an interrupted publisher may have replaced
      // their files by those of the revision that failed now.
      do {
        try add(published, [], isTrusted: false, isAllRead: hidden == nil)
      } catch let failure as ReportFailure {
        throw failure.underlying
      }
    }
  }

  /// - Parameters:
  ///   - published: in order, like the computed ones.
  ///   - isAllRead: whether there is no later published revision, one that cannot be read.
  private mutating func add(
    _ published: [PublishableOccurrence], _ computed: [PublishableOccurrence], isTrusted: Bool,
    isAllRead: Bool
  ) throws {
    let revisions = published + computed
    guard let last = revisions.last else { return }
    var change = Publication()
    func place(_ revision: PublishableOccurrence) throws -> PublishableOccurrence {
      // Files for the history are also written from the facts, and not moved: the file in place may have been
      // left there by an interrupted publication of the newer revision.
      let isMoving = !computed.isEmpty && revision.key == published.last?.key
      let role = FilePlacement.Role(
        isCurrent: isAllRead && revision.key == last.key, isSettled: revision.isPublished && !isMoving,
        isTrusted: isTrusted)
      return try role.isSettled ? keep(revision, role, &change) : self.place(revision, role, &change)
    }
    let placed =
      computed.isEmpty
      ? try revisions.map(place) : try tenant.connection.withSavepoint { try revisions.map(place) }
    change.removed = Set(revisions.flatMap(\.paths)).subtracting(change.paths).sorted()
    if isAllRead, unwritable[last.part] == nil, let current = placed.last {
      try announcer.announce(current, over: last, replacing: revisions.dropLast())
    }
    publication.add(change)
  }

  /// Places a published revision that stays where it is. If that fails, it is named, and stays as it is recorded.
  private func keep(
    _ revision: PublishableOccurrence, _ role: FilePlacement.Role, _ change: inout Publication
  ) throws -> PublishableOccurrence {
    let before = change
    do {
      return try tenant.connection.withSavepoint { try place(revision, role, &change) }
    } catch let failure as ReportFailure where failure.isLimitedToPeriod {
      change = before
      change.paths.formUnion(revision.paths)
      change.failures.append(PeriodFailure(.unrepaired, revision.computed.occurrence, failure))
      return revision
    }
  }

  private func place(
    _ revision: PublishableOccurrence, _ role: FilePlacement.Role, _ change: inout Publication
  ) throws -> PublishableOccurrence {
    let installed = change.installed.count
    let placed = try placement.place(revision, role, &change)
    if role.isCurrent, change.installed.count > installed, isRepair || !revision.isPublished {
      change.written.append(placed)
    }
    let isNews = announcer.isNews(placed, over: revision, isCurrent: role.isCurrent)
    try record(
      placed, over: revision, sequence: isNews ? announcer.feed.sequence : nil, &change)
    return placed
  }

  /// Records an occurrence if anything about it is new.
  ///
  /// - Parameter sequence: the number of the publication if it shows the occurrence.
  private func record(
    _ placed: PublishableOccurrence, over before: PublishableOccurrence, sequence: Int?,
    _ change: inout Publication
  ) throws {
    let isChanged =
      placed.reports != before.reports || placed.views != before.views
      || placed.viewHistory != before.viewHistory
    guard sequence != nil || isChanged || before.request.origin == nil else { return }
    if let error = unwritable[placed.part] { throw ReportFailure(report: nil, underlying: error) }
    change.parts.insert(placed.part)
    do {
      try tenant.publish(
        before.computed.occurrence,
        Ledger.LockedTenant.Published(
          request: placed.request, files: placed.filesJSON, views: placed.viewsJSON,
          viewHistory: placed.viewHistory,
          failedRuns: placed.failedRuns, sequence: sequence))
    } catch {
      throw ReportFailure(report: nil, underlying: error)
    }
  }

  /// Removes files that nothing lists any more.
  mutating func remove(_ paths: [String]) {
    if publication.hasUnknownFiles { return }
    publication.removed += Set(paths).subtracting(publication.paths).subtracting(publication.removed).sorted()
  }
}
