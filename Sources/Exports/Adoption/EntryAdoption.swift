internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// Stores one entry of a tree in the ledger's transaction, and proves that it is what was published.
struct EntryAdoption {
  let entry: AdoptableEntry
  let source: UntrustedTree
  /// nil if the tenant has no schedule file.
  let origins: FirstReleaseOrigins?
  let tenant: Ledger.LockedTenant
  let facts: FactFiles

  private static let headersPerStatement = 10_000

  /// Stores the ledger's row, headers and facts, in place of what the ledger had.
  ///
  /// - Throws: ``CannotAdopt``; then the transaction must be rolled back.
  func store() throws {
    try checkFiles()
    let origin = try provableOrigin()
    let headers = try PublishedHeaders(entry: entry, source: source).read()
    do {
      let fence = try entry.headers == nil ? fence(origin, headers) : nil
      let adopted = try entry.adopted(origin, fence: fence ?? 1)
      try tenant.deleteRuns(of: entry.key)
      try tenant.adopt(adopted)
      for report in entry.reports {
        try store(
          report.published, report.definition, headers[report.published.report] ?? [], adopted, origin)
      }
    } catch let error as PostgresError
      where error.kind == .statement && ["22", "23"].contains(error.sqlState.prefix(2))
    {
      throw CannotAdopt(nil, "its files have values that no run can have stored, or a run twice")
    }
    try prove()
  }

  /// Stores the ledger's row alone, after comparing the files with their hashes.
  ///
  /// - Throws: ``CannotAdopt`` if they are not those that were published.
  func storeWithoutFacts() throws {
    try checkFiles()
    var adopted = try entry.adopted(entry.origin)
    adopted.isWithoutFacts = true
    try tenant.deleteRuns(of: entry.key)
    try tenant.adopt(adopted)
  }

  /// Compares all files with their hashes.
  private func checkFiles() throws {
    for file in entry.entry.files {
      try PublishedRows.read(file.path, bytes: file.bytes, sha256: file.sha256, source) { _ in }
    }
    for view in entry.entry.views ?? [] {
      try PublishedRows.read(view.path, bytes: view.bytes, sha256: view.sha256, source) { _ in }
    }
  }

  /// The recorded parameters of the runs; of a tree of version 1, those of the schedule file.
  private func provableOrigin() throws -> RunOrigin {
    if let origin = entry.origin {
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

  private func store(
    _ published: ManifestReport, _ definition: Report, _ headers: [AdoptedRuns.Header],
    _ adopted: AdoptedOccurrence, _ origin: RunOrigin
  ) throws {
    let runs = try runs(definition, adopted, origin)
    var rest = headers[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(Self.headersPerStatement))
      rest = rest.dropFirst(some.count)
      guard try runs.store(some) == some.count else { throw unproved(published) }
    }
    try PublishedRows(source: source, report: definition, published: published).forEachBatch { rows in
      guard try runs.storeFacts(rows) == rows.count else { throw unproved(published) }
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
