internal import Foundation
package import PostgreSQL
package import Reports
package import Runs

/// Rebuilds what the ledger lacks of a tenant's published tree: rows, headers and facts.
package struct Adopter {
  private let database: Database
  private let folder: String
  private let preference: AdoptionPreference?
  private let allowsWithoutFacts: Bool
  private let catalog: ReportCatalog
  private let rowsPerPart: Int

  /// - Parameters:
  ///   - folder: the exports folder, or a copy of it.
  ///   - preference: nil to refuse such periods.
  ///   - allowsWithoutFacts: whether what cannot be proved is taken over as final bytes.
  package init(
    _ database: Database, from folder: String, preferring preference: AdoptionPreference? = nil,
    allowsWithoutFacts: Bool = false, catalog: ReportCatalog = .product,
    rowsPerPart: Int = Publisher.defaultRowsPerPart
  ) {
    self.database = database
    self.folder = folder
    self.preference = preference
    self.allowsWithoutFacts = allowsWithoutFacts
    self.catalog = catalog
    self.rowsPerPart = rowsPerPart
  }

  /// Takes a tenant's tree over, each period's revision in a transaction of its own. What was taken over stays if it is stopped; a
  /// repetition goes on from there.
  ///
  /// - Parameters:
  ///   - slug: of the tree.
  ///   - origins: those of the tenant's schedule file, which only trees of version 1 need; nil if there is none.
  ///   - connection: without an open transaction, or rehearsing.
  ///   - progress: called as the facts are read again, to compare them with the files.
  /// - Throws: ``UnadoptableTree``, ``ForeignTree``; `Ledger.Failure` if the tenant's files are under another slug.
  package func adopt(
    slug: String, _ origins: FirstReleaseOrigins?, on connection: Connection,
    progress: @escaping (WorkStep) -> Void = { _ in }
  ) throws -> Adoption {
    let tree = try AdoptableTree(slug: slug, in: folder)
    if let origins, origins.tenant != tree.id {
      throw ForeignTree(tree: tree.source.folder, reason: .anotherTenant(id: tree.id.uuidString))
    }
    let ledger = Ledger(database, connection)
    // All is read before anything is changed: of a tree that is damaged, nothing is taken over.
    var count = 0
    try tree.forEachPart { count += $0.count }
    let feed = try tree.events()
    var adoption = Adoption()
    if try isKnown(tree, ledger) {
      adoption.known = count
      adoption.isWhole = true
      return adoption
    }
    var pending: [AdoptableEvent] = feed
    try tree.forEachPart { entries in
      for (entry, isCurrent) in entries {
        try adopt(entry, isCurrent: isCurrent, of: tree, origins, ledger, &pending, &adoption, progress)
      }
    }
    if adoption.refused.isEmpty, adoption.kept.isEmpty, count > 0 {
      adoption.isWhole = try inTransaction(of: tree, ledger) { tenant in
        try store(pending, tenant)
        return try TreeAdoption(tree: tree, tenant: tenant, catalog: catalog).record()
      }
    }
    return adoption
  }

  /// Whether the ledger has recorded this very tree.
  private func isKnown(_ tree: AdoptableTree, _ ledger: Ledger) throws -> Bool {
    try ledger.checkSlug(tree.slug, of: tree.id)
    return try ledger.withTenantLocked(tree.id) { tenant in
      tree.manifest != nil
        && RecordedTree(readable: tenant.row.treeFiles).sha256?[Manifest.fileName] == tree.sha256
    } ?? false
  }

  private func inTransaction<Result>(
    of tree: AdoptableTree, _ ledger: Ledger, _ body: (Ledger.LockedTenant) throws -> Result
  ) throws -> Result {
    guard let result = try ledger.withTenantLocked(tree.id, recording: tree.slug, body) else {
      preconditionFailure("the tenant is recorded, and nothing deletes its row")
    }
    return result
  }

  private func store(_ events: [AdoptableEvent], _ tenant: Ledger.LockedTenant) throws {
    for event in events {
      try tenant.adoptChange(event.key, sequence: event.sequence, feed: event.feed, event: event.line)
    }
  }

  /// - Parameter pending: the events of the feed until they are stored, which is with the first entry: what publishes before the
  ///   last one must know what readers know.
  private func adopt(
    _ entry: ManifestEntry, isCurrent: Bool, of tree: AdoptableTree, _ origins: FirstReleaseOrigins?,
    _ ledger: Ledger, _ pending: inout [AdoptableEvent], _ adoption: inout Adoption,
    _ progress: @escaping (WorkStep) -> Void
  ) throws {
    let shown = Adoption.Entry(entry)
    let layout = TreeLayout(slug: tree.slug)
    do {
      let adoptable = try AdoptableEntry(entry, isCurrent: isCurrent, tenant: tree.id, layout, catalog)
      func perform<Result>(_ body: (EntryAdoption) throws -> Result) throws -> Result {
        try inTransaction(of: tree, ledger) { tenant in
          try body(
            EntryAdoption(
              entry: adoptable, source: tree.source, origins: origins, tenant: tenant,
              facts: FactFiles(
                connection: tenant.connection, catalog: catalog, layout: layout, rowsPerPart: rowsPerPart,
                progress: progress)))
        }
      }
      let before = pending
      let standing = try perform { transaction in
        let standing = try transaction.standing(preferring: preference)
        guard standing == .lacking || standing == .withoutFacts else { return standing }
        do {
          try transaction.tenant.connection.withSavepoint { try transaction.store() }
        } catch let problem as CannotAdopt where problem.kind == .notProved {
          if standing == .withoutFacts { return .known }
          guard allowsWithoutFacts else { throw problem }
          try transaction.storeWithoutFacts()
          try store(before, transaction.tenant)
          return .withoutFacts
        }
        try store(before, transaction.tenant)
        return .lacking
      }
      switch standing {
      case .known: adoption.known += 1
      case .kept:
        adoption.kept.append(shown)
        adoption.keptKeys.insert(adoptable.key)
      case .conflict(let reason): adoption.refuse(shown, CannotAdopt(nil, reason), isConflict: true)
      case .lacking, .withoutFacts:
        if standing == .lacking {
          adoption.adopted.append(shown)
        } else {
          adoption.withoutFacts.append(shown)
        }
        pending = []
      }
    } catch let problem as CannotAdopt {
      adoption.refuse(shown, problem, isConflict: false)
    }
  }
}

extension Adoption {
  fileprivate mutating func refuse(_ entry: Entry, _ problem: CannotAdopt, isConflict: Bool) {
    let way =
      problem.kind == .notProved
      ? "; --without-facts takes its files over as they are, without the facts" : ""
    refused.append(
      Refused(entry: entry, path: problem.path, reason: problem.reason + way, isConflict: isConflict))
  }
}
