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

  /// The revisions of a period, in order.
  private func adopt(
    _ period: [AdoptableTree.Entry], _ events: inout [AdoptableEvent], _ adoption: inout Adoption
  ) throws {
    guard
      let key = period.first.flatMap({
        OccurrenceKey(tenantID: tree.id, schedule: $0.entry.schedule, period: $0.entry.period)
      })
    else { return }
    if let conflict = try conflict(period, of: key) {
      switch preference {
      case .ledger:
        adoption.kept += period.map { Adoption.Entry($0.entry) }
        adoption.keptKeys.formUnion(period.map { key.revision($0.entry.revision) })
        return
      case .tree where conflict.canYield: break
      case .tree, nil:
        for (entry, _) in period {
          adoption.refuse(entry, CannotAdopt(nil, conflict.reason), isConflict: true)
        }
        return
      }
    }
    for (entry, isCurrent) in period {
      do {
        try adopt(entry, isCurrent: isCurrent, &events, &adoption)
      } catch let problem as CannotAdopt {
        adoption.refuse(entry, problem)
      }
    }
  }

  private func conflict(_ period: [AdoptableTree.Entry], of key: OccurrenceKey) throws -> PeriodConflict? {
    // What an unknown tenant has is nothing.
    try ledger.withTenantLocked(tree.id) { try PeriodConflict(period, of: key, $0) } ?? nil
  }

  private func adopt(
    _ entry: ManifestEntry, isCurrent: Bool, _ events: inout [AdoptableEvent], _ adoption: inout Adoption
  ) throws {
    let adoptable = try AdoptableEntry(entry, isCurrent: isCurrent, tenant: tree.id, layout, catalog)
    let before = events
    var damaged: [String] = []
    let standing = try inTransaction { tenant in
      let transaction = EntryAdoption(
        entry: adoptable, source: tree.source, origins: origins, tenant: tenant,
        facts: FactFiles(
          connection: tenant.connection, catalog: catalog, layout: layout, rowsPerPart: rowsPerPart,
          progress: progress))
      let standing = try transaction.standing()
      if standing == .known { return standing }
      do {
        damaged = try tenant.connection.withSavepoint { try transaction.store() }
      } catch let problem as CannotAdopt where problem.kind == .notProved {
        if standing == .withoutFacts { return .known }
        guard allowsWithoutFacts else { throw problem }
        try transaction.storeWithoutFacts()
        try store(before, tenant, showing: entry)
        return .withoutFacts
      }
      try store(before, tenant, showing: entry)
      return .lacking
    }
    switch standing {
    case .known: adoption.known += 1
    case .lacking: adoption.adopted.append(Adoption.Entry(entry))
    case .withoutFacts: adoption.withoutFacts.append(Adoption.Entry(entry))
    }
    if standing != .known { events = [] }
    adoption.damaged += damaged
  }

  private func inTransaction<Result>(_ body: (Ledger.LockedTenant) throws -> Result) throws -> Result {
    guard let result = try ledger.withTenantLocked(tree.id, recording: tree.slug, body) else {
      preconditionFailure("the tenant is recorded, and nothing deletes its row")
    }
    return result
  }

  /// - Parameter entry: what was taken over: its number is never given again.
  private func store(
    _ events: [AdoptableEvent], _ tenant: Ledger.LockedTenant, showing entry: ManifestEntry? = nil
  ) throws {
    for event in events {
      try tenant.adoptChange(event.key, sequence: event.sequence, feed: event.feed, event: event.line)
    }
    try tenant.raiseSequence(
      to: max(tree.sequence, entry?.sequence ?? 0), publishedAt: tree.manifest?.publishedAt)
  }
}

extension ManifestEntry {
  fileprivate func isOfPeriod(of other: ManifestEntry) -> Bool {
    schedule == other.schedule && period == other.period
  }
}
