internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// Prepares a publication: stages its data files, and records them and what they change in the ledger's
/// transaction.
struct PublicationPreparation {
  let tenant: Ledger.LockedTenant
  let staging: Staging
  let facts: FactFiles
  let views: [any ViewRenderer]
  /// Whether the files in the tree are known to be those that the ledger lists. If not, each is looked at.
  let isTrusted: Bool
  /// Periods of which the tree shows something that the ledger does not know as published.
  let shownAhead: Set<OccurrenceKey>
  var feed: Feed
  var publication = Publication()

  /// Adds all revisions of a period, or none of them.
  ///
  /// - Parameter computed: the revisions that are to be published.
  /// - Throws: an error that ends the whole publication of the tenant.
  mutating func add(_ period: OccurrenceKey, _ computed: [PublishableOccurrence]) throws {
    do {
      let published: [PublishableOccurrence]
      do {
        published = try Ledger.publishedRevisions(of: period, tenant.connection).map(
          PublishableOccurrence.init)
      } catch {
        throw ReportFailure(report: nil, underlying: error)
      }
      do {
        try add(published + computed, isTrusted: isTrusted)
      } catch let failure as ReportFailure {
        try fail(computed, failure)
        // The published revisions stay. They are looked at, because an interrupted publisher may have replaced
        // their files by those of the revision that failed now.
        do {
          if !published.isEmpty { try add(published, isTrusted: false) }
        } catch let failure as ReportFailure {
          throw failure.underlying
        }
      }
    } catch let failure as ReportFailure {
      try fail(computed, failure)
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
    let connection = tenant.connection
    let shown = try connection.withSavepoint {
      // Files for the history are also written from the facts, and not moved: the file in place may have been
      // left there by an interrupted publication of the newer revision.
      try revisions.map { revision in
        try place(
          revision, isCurrent: revision.key == revisions.last?.key, isTrusted: isTrusted, &change)
      }
    }
    change.removed = Set(revisions.flatMap(\.allPaths)).subtracting(change.paths).sorted()
    guard let before = revisions.last, let current = shown.last else { return }
    if try announce(before, current, replacing: revisions.dropLast()) {
      change.parts.insert(TreePart(PublishedPeriod(current.computed)))
    }
    publication.add(change)
  }

  /// Brings an occurrence's files to where they belong, and records them.
  private func place(
    _ occurrence: PublishableOccurrence, isCurrent: Bool, isTrusted: Bool, _ change: inout Publication
  ) throws -> PublishableOccurrence {
    var placed = occurrence
    let installed = change.installed.count
    do {
      try placed.completeRequest(facts.catalog, tenant.connection)
    } catch {
      throw ReportFailure(report: nil, underlying: error)
    }
    placed.reports = try occurrence.tables.map { type in
      do {
        return try place(type, of: placed, isCurrent: isCurrent, isTrusted: isTrusted, &change)
      } catch {
        throw ReportFailure(report: type, underlying: error)
      }
    }
    placed.views = isCurrent ? try views(of: placed, isTrusted: isTrusted, &change) : []
    change.paths.formUnion(placed.allPaths)
    if isCurrent, change.installed.count > installed { change.written.append(placed) }
    let isNew = !occurrence.isPublished || isNews(occurrence)
    let isChanged = placed.reports != occurrence.reports || placed.views != occurrence.views
    guard isNew || isChanged || occurrence.request.origin == nil else {
      return placed
    }
    change.parts.insert(TreePart(PublishedPeriod(occurrence.computed)))
    do {
      try tenant.publish(
        occurrence.computed.occurrence,
        Ledger.LockedTenant.Published(
          request: placed.request, files: placed.filesJSON, views: placed.viewsJSON, failedRuns: placed.failedRuns,
          sequence: isNew ? feed.sequence : nil))
    } catch {
      throw ReportFailure(report: nil, underlying: error)
    }
    return placed
  }

  /// Keeps the views that are in place and up to date, and renders the others.
  private func views(
    of occurrence: PublishableOccurrence, isTrusted: Bool, _ change: inout Publication
  ) throws -> [ViewFile] {
    try views.filter { occurrence.request.formats.contains($0.format) }.map { renderer in
      let path = facts.layout.view(renderer.format, occurrence.computed)
      if let before = occurrence.views.first(where: { $0.path == path }),
        isTrusted
          || before.rendererVersion == renderer.version && staging.has(path, sha256: before.sha256)
      {
        return before
      }
      do {
        let file = try staging.makeFile(path)
        let bytes = try renderer.render(ViewSource(occurrence, facts))
        try unsafe file.write(bytes.span.bytes)
        let written = try file.finish()
        change.installed.append(path)
        return ViewFile(
          path: path, format: renderer.format, bytes: written.bytes, sha256: written.sha256,
          rendererVersion: renderer.version)
      } catch {
        throw ReportFailure(report: nil, underlying: error)
      }
    }
  }

  /// Keeps a report's files if they are where they belong, or writes them.
  private func place(
    _ type: String, of occurrence: PublishableOccurrence, isCurrent: Bool, isTrusted: Bool,
    _ change: inout Publication
  ) throws -> ManifestReport {
    let before = occurrence.reports.first { $0.report == type }
    if let before, belongs(before.files, type, occurrence, isCurrent),
      isTrusted || staging.hasAll(before.files)
    {
      return ManifestReport(
        report: type, version: before.version, parameters: occurrence.parameters(of: type), runs: before.runs,
        files: before.files)
    }
    let gzip = before.map { $0.files.first?.gzip ?? .first } ?? .current
    let files = try facts.write(type, of: occurrence) { format, part in
      let path = path(format, part, type, occurrence, isCurrent)
      return BackgroundSink(GzippedFile(try staging.makeFile(path), gzip))
    }.map {
      ManifestFile($0, at: path($0.format, $0.part, type, occurrence, isCurrent), gzip)
    }
    // What was published is final: it is written with the same content, or not at all.
    if let before, before.files.map(\.rawSHA256) != files.map(\.rawSHA256) {
      throw FactsChanged(path: before.files.first?.path, isSuperseded: !isCurrent)
    }
    change.installed += files.map(\.path)
    return ManifestReport(
      report: type, version: occurrence.version(of: type), parameters: occurrence.parameters(of: type),
      runs: try facts.runs(type, of: occurrence), files: files)
  }

  /// Whether the files have the paths that they should have.
  private func belongs(
    _ files: [ManifestFile], _ type: String, _ occurrence: PublishableOccurrence, _ isCurrent: Bool
  ) -> Bool {
    var parts: [String: Int] = [:]
    return files.allSatisfy { file in
      guard let format = ExportFormat(rawValue: file.format) else { return false }
      parts[file.format, default: 0] += 1
      return file.path == path(format, parts[file.format] ?? 1, type, occurrence, isCurrent)
    }
  }

  private func path(
    _ format: ExportFormat, _ part: Int, _ type: String, _ occurrence: PublishableOccurrence,
    _ isCurrent: Bool
  ) -> String {
    TreeLayout.part(
      part, of: facts.layout.path(format, type, occurrence.computed, isCurrent: isCurrent))
  }

  /// Whether readers of the feed do not know yet that a published revision is the current one.
  private func isNews(_ occurrence: PublishableOccurrence) -> Bool {
    occurrence.computed.sequence == nil || shownAhead.contains(occurrence.key.periodKey)
  }

  /// Adds an event to the feed if readers do not know the current revision yet.
  private mutating func announce(
    _ before: PublishableOccurrence, _ current: PublishableOccurrence,
    replacing earlier: ArraySlice<PublishableOccurrence>
  ) throws -> Bool {
    guard !before.isPublished || isNews(before) else { return false }
    let announced = earlier.last { $0.computed.sequence != nil }
    let event = ChangeEvent(
      showing: current, supersedes: before.isPublished ? nil : announced?.key.revision,
      sequence: feed.sequence, at: tenant.row.transactionAt)
    try feed.append(event, of: current.key)
    return true
  }
}

extension ManifestFile {
  fileprivate init(
    _ file: FactFiles.Written<GzippedFile.Summary>, at path: String, _ gzip: GzipParameters
  ) {
    self.init(
      path: path, format: file.format.rawValue, rows: file.totals.rows, columns: file.columns,
      bytes: file.summary.compressed.bytes, sha256: file.summary.compressed.sha256,
      rawBytes: file.summary.raw.bytes, rawSHA256: file.summary.raw.sha256,
      controlTotals: file.totals.sums, changedCells: file.changedCells, gzip: gzip)
  }
}

extension PublishableOccurrence {
  fileprivate var allPaths: [String] { files.map(\.path) + views.map(\.path) }

  fileprivate func parameters(of type: String) -> [String: ParameterValue]? {
    request.origin?.parameters[type]
  }

  /// Reads from the headers what earlier programs recorded only there.
  fileprivate mutating func completeRequest(_ catalog: ReportCatalog, _ connection: Connection) throws {
    guard request.origin == nil else { return }
    let dimensions = Dictionary(
      catalog.reports.map { ($0.type, $0.runDimensions) }, uniquingKeysWith: { first, _ in first })
    computed.request.origin = try computed.originInHeaders(
      dimensions: dimensions, connection)
  }
}
