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
  private(set) var publication = Publication()

  init(
    _ tenant: Ledger.LockedTenant, _ placement: FilePlacement, isTrusted: Bool, isRepair: Bool,
    _ announcer: Announcer
  ) {
    self.tenant = tenant
    self.placement = placement
    self.isTrusted = isTrusted
    self.isRepair = isRepair
    self.announcer = announcer
  }

  /// Adds all revisions of a period, or none of them.
  ///
  /// - Parameter computed: the revisions that are to be published.
  /// - Throws: an error that ends the whole publication of the tenant.
  mutating func add(_ period: OccurrenceKey, _ computed: [PublishableOccurrence]) throws {
    let published: [PublishableOccurrence]
    do {
      published = try Ledger.publishedRevisions(of: period, tenant.connection)
        .map(PublishableOccurrence.init)
    } catch {
      return try fail(computed, ReportFailure(report: nil, underlying: error))
    }
    do {
      try add(published + computed, isTrusted: isTrusted)
    } catch let failure as ReportFailure {
      try fail(computed, failure)
      guard !published.isEmpty else { return }
      // The published revisions stay. They are looked at, because an interrupted publisher may have replaced
      // their files by those of the revision that failed now.
      do {
        try add(published, isTrusted: false)
      } catch let failure as ReportFailure {
        throw failure.underlying
      }
    }
  }

  private mutating func fail(_ computed: [PublishableOccurrence], _ failure: ReportFailure) throws {
    guard let latest = computed.last, failure.isLimitedToPeriod else { throw failure.underlying }
    publication.failures.append(
      PeriodFailure(
        occurrence: latest.computed.occurrence, report: failure.report, message: "\(failure.underlying)"))
  }

  /// - Parameter revisions: in order; not empty.
  private mutating func add(_ revisions: [PublishableOccurrence], isTrusted: Bool) throws {
    var change = Publication()
    let (placement, isRepair, announcer) = (placement, isRepair, announcer)
    let tenant = tenant
    let placed = try tenant.connection.withSavepoint {
      // Files for the history are also written from the facts, and not moved: the file in place may have been
      // left there by an interrupted publication of the newer revision.
      try revisions.map { revision in
        let isCurrent = revision.key == revisions.last?.key
        let installed = change.installed.count
        let placed = try placement.place(
          revision, isCurrent: isCurrent, isTrusted: isTrusted, &change)
        if isCurrent, change.installed.count > installed, isRepair || !revision.isPublished {
          change.written.append(placed)
        }
        let isNews = announcer.isNews(placed, over: revision, isCurrent: isCurrent)
        try Self.record(
          placed, over: revision, sequence: isNews ? announcer.feed.sequence : nil, tenant, &change)
        return placed
      }
    }
    change.removed = Set(revisions.flatMap(\.paths)).subtracting(change.paths).sorted()
    if let before = revisions.last, let current = placed.last {
      try self.announcer.announce(current, over: before, replacing: revisions.dropLast())
    }
    publication.add(change)
  }

  /// Records an occurrence if anything about it is new.
  ///
  /// - Parameter sequence: the number of the publication if it shows the occurrence.
  private static func record(
    _ placed: PublishableOccurrence, over before: PublishableOccurrence, sequence: Int?,
    _ tenant: Ledger.LockedTenant, _ change: inout Publication
  ) throws {
    let isChanged = placed.reports != before.reports || placed.views != before.views
    guard sequence != nil || isChanged || before.request.origin == nil else { return }
    change.parts.insert(TreePart(PublishedPeriod(placed.computed.occurrence)))
    do {
      try tenant.publish(
        before.computed.occurrence,
        Ledger.LockedTenant.Published(
          request: placed.request, files: placed.filesJSON, views: placed.viewsJSON,
          failedRuns: placed.failedRuns, sequence: sequence))
    } catch {
      throw ReportFailure(report: nil, underlying: error)
    }
  }

  /// Removes files that nothing lists any more.
  mutating func remove(_ paths: [String]) {
    publication.removed += Set(paths).subtracting(publication.paths).subtracting(publication.removed).sorted()
  }
}
