internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// Takes one tenant's tree over: each revision of a period in a transaction that locks the tenant.
struct TenantAdoption {
  let tree: AdoptableTree
  let ledger: Ledger
  /// nil if the tenant has no schedule file.
  let origins: FirstReleaseOrigins?
  let preference: AdoptionPreference?
  let allowsWithoutFacts: Bool
  let catalog: ReportCatalog
  let rowsPerPart: Int
  let progress: (WorkStep) -> Void

  private var layout: TreeLayout { TreeLayout(slug: tree.slug) }

  func run(_ adoption: inout Adoption) throws {
    // All that describes the tree is read before anything is changed: of a tree that is damaged, nothing is taken over.
    var isEmpty = true
    try tree.forEachPart { isEmpty = isEmpty && $0.isEmpty }
    // The events are stored with the first revision: what publishes before the last one is there must know what readers know.
    var events = try tree.events()
    try ledger.checkSlug(tree.slug, of: tree.id)
    try tree.forEachPart { entries in
      var rest = entries[...]
      while let first = rest.first {
        let period = rest.prefix { $0.entry.isOfPeriod(of: first.entry) }
        rest = rest.dropFirst(period.count)
        try adopt(Array(period), &events, &adoption)
      }
    }
    guard adoption.refused.isEmpty, adoption.kept.isEmpty, !isEmpty else { return }
    let isComplete = adoption.damaged.isEmpty
    let isAnythingNew = adoption.isAnythingDone
    adoption.isWhole = try inTransaction { tenant in
      try store(events, tenant)
      let description = TreeAdoption(tree: tree, tenant: tenant, catalog: catalog)
      if description.isRecorded, !isAnythingNew { return true }
      return try isComplete && description.record()
    }
  }

  /// - Parameter period: its revisions.
  private func adopt(
    _ period: [AdoptableTree.Entry], _ events: inout [AdoptableEvent], _ adoption: inout Adoption
  ) throws {
    guard let first = period.first?.entry,
      let key = OccurrenceKey(tenantID: tree.id, schedule: first.schedule, period: first.period)
    else { return }
    let conflict = try conflict(period, of: key)
    if conflict != nil, preference == .ledger {
      adoption.kept += period.map { Adoption.Entry($0.entry) }
      adoption.keptKeys.formUnion(period.map { key.revision($0.entry.revision) })
      return
    }
    if let conflict, preference == nil || !conflict.canYield {
      for (entry, _) in period { adoption.refuse(entry, CannotAdopt(nil, conflict.reason), isConflict: true) }
      return
    }
    // The current one first: without it, a superseded one would become what readers see.
    var rest = period.reversed()[...]
    while !rest.isEmpty {
      // Where they take the place of the ledger's, all do or none does.
      let together = conflict == nil ? rest.prefix(1) : rest
      do {
        let outcomes = try inTransaction { tenant in
          let outcomes = try together.map { try adopt($0.entry, isCurrent: $0.isCurrent, tenant) }
          if outcomes.contains(where: { $0.isStored }) { try store(events, tenant) }
          return outcomes
        }
        for (place, outcome) in zip(together, outcomes) {
          adoption.add(place.entry, outcome)
          if outcome.isStored { events = [] }
        }
        rest = rest.dropFirst(together.count)
      } catch let problem as CannotAdopt {
        adoption.refuse(rest[rest.startIndex].entry, problem)
        for (entry, _) in rest.dropFirst() {
          adoption.refuse(entry, CannotAdopt(nil, "another revision of the period is refused"))
        }
        return
      }
    }
  }

  private func conflict(_ period: [AdoptableTree.Entry], of key: OccurrenceKey) throws -> PeriodConflict? {
    // What an unknown tenant has is nothing.
    try ledger.withTenantLocked(tree.id) { try PeriodConflict(period, of: key, $0) } ?? nil
  }

  /// Takes one revision over, in the caller's transaction.
  private func adopt(
    _ entry: ManifestEntry, isCurrent: Bool, _ tenant: Ledger.LockedTenant
  ) throws -> Outcome {
    let adoptable = try AdoptableEntry(
      entry, isCurrent: isCurrent, lastSequence: tree.sequence, tenant: tree.id, layout, catalog)
    let work = EntryAdoption(
      entry: adoptable, tree: tree, origins: origins, tenant: tenant,
      facts: FactFiles(
        connection: tenant.connection, catalog: catalog, layout: layout, rowsPerPart: rowsPerPart,
        progress: progress))
    let standing = try work.standing(mayReplace: preference == .tree)
    if standing == .known { return .known }
    // No number that a tree has shown is given again.
    try tenant.raiseSequence(
      to: max(tree.sequence, entry.sequence ?? 0), publishedAt: tree.manifest?.publishedAt)
    do {
      let isNews = standing == .differing && preference == .tree
      return .adopted(damaged: try tenant.connection.withSavepoint { try work.store(isNews: isNews) })
    } catch let problem as CannotAdopt where problem.kind == .notProved {
      switch standing {
      case .withoutFacts: return .known
      case .lacking where allowsWithoutFacts:
        try work.storeWithoutFacts()
        return .adoptedWithoutFacts
      // Facts that are there are not given up for files.
      case .lacking, .differing, .known: throw problem
      }
    }
  }

  fileprivate enum Outcome {
    case known
    case adopted(damaged: [String])
    case adoptedWithoutFacts

    var isStored: Bool { if case .known = self { false } else { true } }
  }

  private func inTransaction<Result>(_ body: (Ledger.LockedTenant) throws -> Result) throws -> Result {
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
}

extension ManifestEntry {
  fileprivate func isOfPeriod(of other: ManifestEntry) -> Bool {
    schedule == other.schedule && period == other.period
  }
}

extension Adoption {
  fileprivate mutating func add(_ entry: ManifestEntry, _ outcome: TenantAdoption.Outcome) {
    switch outcome {
    case .known: known += 1
    case .adopted(let files):
      adopted.append(Entry(entry))
      damaged += files
    case .adoptedWithoutFacts: withoutFacts.append(Entry(entry))
    }
  }
}
