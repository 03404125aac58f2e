internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// Stores one entry of a tree in the ledger's transaction, and proves that it is what was published.
struct EntryAdoption {
  let entry: AdoptableEntry
  let tree: AdoptableTree
  /// nil if the tenant has no schedule file.
  let origins: FirstReleaseOrigins?
  let tenant: Ledger.LockedTenant
  let facts: FactFiles

  private static let headersPerStatement = 10_000

  /// Stores the ledger's row, headers and facts, in place of what the ledger had. A file that is missing or was changed is no obstacle
  /// if another has the same rows: they make it again, and its hash proves it.
  ///
  /// - Parameter isNews: whether readers are to be told: the ledger had something else in its place.
  /// - Returns: the paths of the files that are not there as they were published.
  /// - Throws: ``CannotAdopt``; then the transaction must be rolled back.
  func store(isNews: Bool) throws -> [String] {
    let damaged = try damagedFiles()
    do {
      try store(isNews: isNews, damaged)
    } catch let problem as CannotAdopt where problem.kind == .notProved {
      // The other files do not do for it.
      throw damaged.min { $0.key < $1.key }?.value ?? problem
    }
    return damaged.keys.sorted()
  }

  private func store(isNews: Bool, _ damaged: [String: CannotAdopt]) throws {
    func rows(_ published: ManifestReport, _ definition: Report) -> PublishedRows {
      PublishedRows(
        source: tree.source, report: definition, published: published,
        hasFormulaGuard: entry.entry.formulaGuard,
        damaged: damaged)
    }
    let origin = try provableOrigin()
    let headers = try PublishedHeaders(entry: entry, rows: rows).read()
    try refusingValues {
      let fence = try entry.headers == nil ? fence(origin, headers) : nil
      let adopted = try entry.adopted(origin, fence: fence ?? 1, isNews: isNews)
      try record(adopted)
      for report in entry.reports {
        let type = report.published.report
        try store(
          rows(report.published, report.definition), headers[type] ?? [],
          runs(report.definition, adopted, origin))
      }
      try prove()
    }
  }

  /// Stores the ledger's row alone, after comparing the files with their hashes.
  ///
  /// - Throws: ``CannotAdopt`` if they are not those that were published.
  func storeWithoutFacts() throws {
    if let problem = try damagedFiles().min(by: { $0.key < $1.key })?.value { throw problem }
    var adopted = try entry.adopted(entry.origin)
    adopted.isWithoutFacts = true
    try refusingValues {
      try record(adopted)
    }
  }

  /// Records the ledger's row in place of what it had.
  private func record(_ adopted: AdoptedOccurrence) throws {
    try tenant.deleteRuns(of: entry.key)
    guard try tenant.adopt(adopted) else {
      throw CannotAdopt(
        nil,
        "the ledger has the period under another label, or in another time zone; only the owner of its row can change that"
      )
    }
  }

  /// What is wrong with the files that are not there as they were published, by path.
  private func damagedFiles() throws -> [String: CannotAdopt] {
    let files = entry.entry.files.map { ($0.path, $0.bytes, $0.sha256) }
    let views = (entry.entry.views ?? []).map { ($0.path, $0.bytes, $0.sha256) }
    var damaged: [String: CannotAdopt] = [:]
    for (path, bytes, sha256) in files + views {
      do {
        try PublishedRows.read(path, bytes: bytes, sha256: sha256, tree.source) { _ in }
      } catch let problem as CannotAdopt {
        damaged[path] = problem
      }
    }
    return damaged
  }

  /// Takes errors about values, and answers that make no sense, for what they are here: something that no program published.
  private func refusingValues(_ body: () throws -> Void) throws {
    let reason = "the manifest or its files have values that no program stored, or a run twice"
    do {
      try body()
    } catch let error as PostgresError
      where error.kind == .statement && ["22", "23"].contains(error.sqlState.prefix(2))
    {
      throw CannotAdopt(nil, reason)
    } catch is UnexpectedAnswer {
      throw CannotAdopt(nil, reason)
    } catch is UnreadableOccurrence {
      throw CannotAdopt(nil, reason)
    } catch is FactsMissing {
      throw CannotAdopt(nil, "it has another number of runs or rows than the manifest says")
    }
  }

  /// The recorded parameters of the runs; of a tree of version 1, those of the schedule file.
  private func provableOrigin() throws -> RunOrigin {
    if let origin = entry.origin, entry.hasParameters {
      guard origin.parameters.values.allSatisfy(entry.isDescribed) else {
        throw CannotAdopt(nil, "its recorded parameters are those of something else")
      }
      return origin
    }
    let types = entry.reports.map(\.published.report)
    guard let origin = origins?.origin(of: entry.occurrence, reports: types)
    else {
      throw CannotAdopt(
        nil,
        "its parameters are not published, and no schedule file has them; put the file back as it was when the period was "
          + "published", .notProved)
    }
    return origin
  }

  /// The fence of the attempt, on which the ids of failed runs depend, for files that do not name it.
  private func fence(_ origin: RunOrigin, _ headers: PublishedHeaders.Headers) throws -> Int? {
    for report in entry.reports {
      let type = report.published.report
      guard let failed = headers[type]?.first(where: { $0.errorMessage != nil }) else { continue }
      let runs = try runs(report.definition, entry.adopted(origin), origin)
      guard let fence = try runs.fence(of: failed) else { throw unproved(report.published) }
      return fence
    }
    return nil
  }

  private func runs(_ report: Report, _ adopted: AdoptedOccurrence, _ origin: RunOrigin) throws -> AdoptedRuns
  {
    try AdoptedRuns(report, of: adopted, origin.parameters[report.type] ?? [:], origin, tenant.connection)
  }

  private func store(_ rows: PublishedRows, _ headers: [AdoptedRuns.Header], _ runs: AdoptedRuns) throws {
    var rest = headers[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(Self.headersPerStatement))
      rest = rest.dropFirst(some.count)
      guard try runs.store(some) == some.count else { throw unproved(rows.published) }
    }
    try rows.forEachBatch { batch in
      guard try runs.storeFacts(batch) == batch.count else { throw unproved(rows.published) }
    }
  }

  private func unproved(_ published: ManifestReport) -> CannotAdopt {
    CannotAdopt(
      published.files.first?.path,
      entry.origin == nil
        ? "its run ids do not follow from the schedule file; put the file back as it was when the period was published"
        : "its run ids do not follow from the parameters that the manifest has", .notProved)
  }

  /// The files that are made of what was stored are those that were published, and so are the summaries of the runs.
  private func prove() throws {
    guard let computed = try tenant.occurrence(entry.key) else { preconditionFailure("it was stored") }
    let occurrence = try PublishableOccurrence(computed)
    var finding = Finding()
    try FactsCheck(facts: facts).compare(occurrence, &finding)
    if let problem = finding.problems.first {
      throw CannotAdopt(problem.path, "its rows do not make the file that the manifest lists", .notProved)
    }
    for report in entry.reports {
      let made = try facts.runs(report.published.report, of: occurrence)
      let isSame =
        entry.headers == nil
        ? made?.isSameApartFromWarnings(as: report.published.runs) == true : made == report.published.runs
      guard isSame else {
        throw CannotAdopt(
          report.published.files.first?.path, "its runs are not those that the manifest counts", .notProved)
      }
    }
  }
}

extension RunSummary {
  func isSameApartFromWarnings(as other: RunSummary?) -> Bool {
    guard let other else { return false }
    return succeeded == other.succeeded && digest == other.digest && failed == other.failed
      && failedRuns == other.failedRuns
  }
}
