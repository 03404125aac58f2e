internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// Prepares a publication: stages its files and records them in the ledger's transaction.
struct PublicationPreparation {
  let tenant: Ledger.LockedTenant
  let layout: TreeLayout
  let staging: Staging
  let facts: FactFiles

  /// - Parameters:
  ///   - inPlace: occurrences whose files are in the tree.
  ///   - new: occurrences whose files are to be written.
  /// - Throws: an error that ends the whole publication of the tenant.
  func prepare(inPlace: [PublishableOccurrence], new: [PublishableOccurrence]) throws -> Publication {
    var publication = Publication()
    let periods = Dictionary(grouping: inPlace + new, by: \.key.periodKey)
    let inPlace = Set(inPlace.map(\.key))
    for (_, revisions) in periods.sorted(by: { $0.key < $1.key }) {
      let revisions = revisions.sorted { $0.key < $1.key }
      do {
        try add(revisions, inPlace, to: &publication)
      } catch let failure as ReportFailure {
        guard let computed = revisions.last(where: { !$0.isPublished }), failure.isLimitedToPeriod else {
          throw failure.underlying
        }
        publication.failures.append(
          PeriodFailure(
            occurrence: computed.computed.occurrence, report: failure.report,
            message: "\(failure.underlying)"))
        try leave(revisions.filter(\.isPublished), inPlace, to: &publication)
      }
    }
    return publication
  }

  /// Keeps the published revisions of a period after a newer revision could not be written.
  private func leave(
    _ published: [PublishableOccurrence], _ inPlace: Set<OccurrenceKey>, to publication: inout Publication
  ) throws {
    // A publisher that was killed may have replaced these files with those of the newer revision.
    let intact = inPlace.subtracting(
      published.filter { !staging.hasAll($0.reports.flatMap(\.files)) }.map(\.key))
    do {
      try add(published, intact, to: &publication)
    } catch let failure as ReportFailure {
      throw failure.underlying
    }
  }

  /// Adds all revisions of one period, or none of them.
  private func add(
    _ revisions: [PublishableOccurrence], _ inPlace: Set<OccurrenceKey>, to publication: inout Publication
  ) throws {
    let current = revisions.last?.key
    let isAsItShouldBe = { (occurrence: PublishableOccurrence) in
      inPlace.contains(occurrence.key) && (occurrence.key == current || occurrence.isInHistory)
    }
    let unwritten = revisions.filter { !isAsItShouldBe($0) }
    let written =
      unwritten.isEmpty
      ? []
      : try tenant.connection.withSavepoint {
        // Files for the history are also written from the facts, and not moved: the file in place may have
        // been left there by an interrupted publication of the newer revision.
        try unwritten.map { try write($0, isCurrent: $0.key == current) }
      }
    publication.written += written
    publication.kept += revisions.filter(isAsItShouldBe)
  }

  private func write(
    _ occurrence: PublishableOccurrence, isCurrent: Bool
  ) throws -> PublishableOccurrence {
    var written = occurrence
    written.reports = try occurrence.request.reports.map { type in
      do {
        let report = try writeFiles(type, of: occurrence, isCurrent: isCurrent)
        // What was published is final: it is written with the same content, or not at all.
        let before = occurrence.reports.first { $0.report == type }
        if let before, before.files.map(\.rawSHA256) != report.files.map(\.rawSHA256) {
          throw FactsChanged(path: before.files.first?.path, isSuperseded: !isCurrent)
        }
        return report
      } catch {
        throw ReportFailure(report: type, underlying: error)
      }
    }
    do {
      try tenant.publish(occurrence.computed.occurrence, files: written.filesJSON)
    } catch {
      throw ReportFailure(report: nil, underlying: error)
    }
    return written
  }

  private func writeFiles(
    _ type: String, of occurrence: PublishableOccurrence, isCurrent: Bool
  ) throws -> ManifestReport {
    let (layout, staging) = (layout, staging)
    let path = { (format: ExportFormat, part: Int) in
      TreeLayout.part(
        part,
        of: isCurrent
          ? layout.file(format, type, occurrence.computed) : layout.history(format, type, occurrence.computed)
      )
    }
    let files = try facts.write(type, of: occurrence) { format, part in
      BackgroundSink(GzippedFile(try staging.makeFile(path(format, part))))
    }
    return ManifestReport(
      report: type, version: occurrence.request.version(of: type),
      runs: try facts.runs(type, of: occurrence),
      files: files.map { ManifestFile($0, at: path($0.format, $0.part)) })
  }
}

extension ManifestFile {
  fileprivate init(_ file: FactFiles.Written<GzippedFile.Summary>, at path: String) {
    self.init(
      path: path, format: file.format.rawValue, rows: file.totals.rows, columns: file.columns,
      bytes: file.summary.compressed.bytes, sha256: file.summary.compressed.sha256,
      rawBytes: file.summary.raw.bytes, rawSHA256: file.summary.raw.sha256,
      controlTotals: file.totals.sums, changedCells: file.changedCells)
  }
}

extension PublishableOccurrence {
  /// Whether its files are in the history, where those of superseded revisions belong.
  fileprivate var isInHistory: Bool {
    hasRecordedFiles && reports.flatMap(\.files).allSatisfy { $0.path.hasPrefix(TreeLayout.historyFolder) }
  }
}
