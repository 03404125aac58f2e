package import Foundation
package import PostgreSQL
package import Reports
package import Runs

/// Publishes tenants: writes the files of computed occurrences, and makes them visible all at once.
package struct Publisher {
  package struct Outcome: Sendable {
    package var published: [PublishedOccurrence] = []
    package var failures: [PeriodFailure] = []
    /// What a person should know about the exports folder, one sentence each.
    package var notices: [String] = []
  }

  /// Larger files are split, because spreadsheets and many other tools cannot read many more rows than this.
  package static let defaultRowsPerPart = 1_000_000

  private let database: Database
  private let exports: String
  private let permissions: Permissions
  private let catalog: ReportCatalog
  private let rowsPerPart: Int
  private let views: [any ViewRenderer]

  /// - Parameters:
  ///   - exports: the folder that holds the trees of all tenants; it must exist.
  ///   - catalog: the reports that may be published.
  ///   - views: the renderers of the formats that are for people.
  package init(
    _ database: Database, exports: String, permissions: Permissions,
    catalog: ReportCatalog = .product, rowsPerPart: Int = Publisher.defaultRowsPerPart,
    views: [any ViewRenderer] = []
  ) {
    self.views = views
    self.database = database
    self.catalog = catalog
    self.exports = exports
    self.permissions = permissions
    self.rowsPerPart = rowsPerPart
  }

  /// Publishing makes the same check under the tenant's lock.
  package var treeCheck: TreeCheck { TreeCheck(database, exports: exports) }

  /// Publishes all computed occurrences of one tenant, in one transaction that locks the tenant's row.
  ///
  /// - Parameters:
  ///   - waiting: whether to wait for another publisher of the tenant. A caller that has just
  ///     computed an occurrence must wait: the other publisher may have read the ledger before that was
  ///     committed.
  ///   - progress: called as the facts are read.
  /// - Returns: the published occurrences and the failures; nothing changes if there is nothing to publish.
  ///   nil if the tenant is unknown, or if another publisher has the lock and `waiting` is false.
  package func publish(
    tenant: UUID, on connection: Connection, waiting: Bool,
    progress: @escaping (WorkStep) -> Void = { _ in }
  ) throws -> Outcome? {
    try Ledger(database, connection).withTenantLocked(tenant, waiting: waiting) { tenant in
      let (computed, unreadable) = try lockComputed(tenant)
      guard !computed.isEmpty else { return Outcome(failures: unreadable) }
      let session = try PublishingSession(
        tenant, exports: exports, permissions, catalog, rowsPerPart: rowsPerPart, views: views,
        progress: progress)
      let publication = try session.run(computed: computed)
      return Outcome(
        published: publication.written.map(PublishedOccurrence.init),
        failures: publication.failures + unreadable, notices: publication.notices)
    }
  }

  /// Writes what is missing or differs in a tenant's tree, from the facts, and moves unexpected files out of
  /// it.
  ///
  /// - Parameters:
  ///   - replaced: what the tree shows and the ledger's own is to take the place of.
  ///   - progress: called as the facts are read.
  ///   - setAside: called for each unexpected file, with its path in the tree and the path where it is kept.
  /// - Returns: the current occurrences of which something was written, and what could not be written.
  package func export(
    tenant: UUID, slug: String, replacing replaced: Set<OccurrenceKey> = [], on connection: Connection,
    progress: @escaping (WorkStep) -> Void = { _ in },
    setAside: (_ path: String, _ place: String) -> Void
  ) throws -> Outcome {
    // The ledger may not know the tenant that the tree belongs to.
    try treeCheck.check(tenant: tenant, slug: slug, replaced: replaced, on: connection)
    return try Ledger(database, connection).withTenantLocked(tenant) { tenant in
      guard try !replaced.isEmpty || !Ledger.publishedPeriods(of: tenant.id, tenant.connection).isEmpty else {
        return Outcome()
      }
      let session = try PublishingSession(
        tenant, exports: exports, replaced: replaced, permissions, catalog, rowsPerPart: rowsPerPart,
        views: views,
        progress: progress)
      // What cannot be read was never published: that is for `run` to say.
      let publication = try session.repair(computed: lockComputed(tenant).computed, setAside: setAside)
      return Outcome(
        published: publication.written.map(PublishedOccurrence.init), failures: publication.failures,
        notices: publication.notices)
    } ?? Outcome()
  }

  /// Locks and reads the computed occurrences. Those that this program cannot read are failures.
  private func lockComputed(
    _ tenant: Ledger.LockedTenant
  ) throws -> (computed: [PublishableOccurrence], failures: [PeriodFailure]) {
    var failures: [PeriodFailure] = []
    let computed = try tenant.lockComputed().compactMap { key -> PublishableOccurrence? in
      do {
        return try tenant.occurrence(key).map { try PublishableOccurrence($0) }
      } catch let failure as UnreadableOccurrence {
        failures.append(PeriodFailure(.unpublished, failure))
        return nil
      }
    }
    return (computed, failures)
  }
}
