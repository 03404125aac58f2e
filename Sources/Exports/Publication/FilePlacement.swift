internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// Brings the files of occurrences to where they belong: keeps those that are in place, and stages the others.
struct FilePlacement {
  let staging: Staging
  let facts: FactFiles
  let views: [any ViewRenderer]

  /// What is to become of a revision.
  struct Role {
    /// Whether it is the revision that readers see.
    let isCurrent: Bool
    /// Whether it is published and stays where it is. What cannot be written of it stays as it is recorded: newer
    /// revisions do not depend on it.
    let isSettled: Bool
    /// Whether its listed files are known to be in place.
    let isTrusted: Bool
  }

  /// - Returns: the occurrence with its files as they will be.
  /// - Throws: ``ReportFailure``
  func place(
    _ occurrence: PublishableOccurrence, _ role: Role, _ change: inout Publication
  ) throws -> PublishableOccurrence {
    var placed = occurrence
    do {
      if !occurrence.isWithoutFacts { try complete(&placed) }
    } catch {
      throw ReportFailure(report: nil, underlying: error)
    }
    placed.reports = try occurrence.tables.compactMap { type in
      do {
        return try place(type, of: placed, role, &change)
      } catch {
        try keep(occurrence, role, ReportFailure(report: type, underlying: error), &change)
        return occurrence.reports.first { $0.report == type }
      }
    }
    do {
      placed.views = role.isCurrent ? try views(of: &placed, role, &change) : []
    } catch {
      try keep(occurrence, role, ReportFailure(report: nil, underlying: error), &change)
    }
    change.paths.formUnion(placed.paths)
    return placed
  }

  /// Notes a failure of a settled revision; of any other, it ends the placement.
  private func keep(
    _ occurrence: PublishableOccurrence, _ role: Role, _ failure: ReportFailure, _ change: inout Publication
  ) throws {
    guard role.isSettled, failure.isLimitedToPeriod else { throw failure }
    change.failures.append(PeriodFailure(.unrepaired, occurrence.computed.occurrence, failure))
  }

  /// Reads from the headers what earlier programs recorded only there.
  private func complete(_ occurrence: inout PublishableOccurrence) throws {
    guard occurrence.request.origin == nil else { return }
    let dimensions = Dictionary(
      facts.catalog.reports.map { ($0.type, $0.runDimensions) }, uniquingKeysWith: { first, _ in first })
    occurrence.computed.request.origin = try occurrence.computed.originInHeaders(
      dimensions: dimensions, facts.connection)
  }

  /// Keeps a report's files if they are where they belong, or writes them.
  private func place(
    _ type: String, of occurrence: PublishableOccurrence, _ role: Role, _ change: inout Publication
  ) throws -> ManifestReport {
    let parameters = occurrence.request.origin?.parameters[type]
    let before = occurrence.reports.first { $0.report == type }
    if let before, belongs(before.files, type, occurrence, role),
      role.isTrusted || staging.hasAll(before.files)
    {
      return ManifestReport(
        report: type, version: before.version, parameters: parameters ?? before.parameters, runs: before.runs,
        files: before.files)
    }
    if occurrence.isWithoutFacts, let before {
      let (moved, staged) = try FinalBytes(staging: staging).move(before) {
        path($0, $1, type, occurrence, isCurrent: role.isCurrent)
      } or: {
        path($0, $1, type, occurrence, isCurrent: !role.isCurrent)
      }
      change.installed += staged
      return moved
    }
    func gzip(_ format: ExportFormat, _ part: Int) -> GzipParameters {
      guard let before else { return .current }
      let files = before.files.filter { $0.format == format.rawValue }
      return (files.indices.contains(part - 1) ? files[part - 1].gzip : nil) ?? .unrecorded
    }
    func write() throws -> ManifestReport {
      let files = try facts.write(type, of: occurrence) { format, part in
        let path = path(format, part, type, occurrence, isCurrent: role.isCurrent)
        return BackgroundSink(GzippedFile(try staging.makeFile(path), gzip(format, part)))
      }.map {
        ManifestFile($0, at: path($0.format, $0.part, type, occurrence, isCurrent: role.isCurrent))
      }
      // What was published is final: it is written with the same content, or not at all.
      if let before, before.files.map(\.rawSHA256) != files.map(\.rawSHA256) {
        throw FactsChanged(path: before.files.first?.path, isSuperseded: !role.isSettled)
      }
      return ManifestReport(
        report: type, version: occurrence.version(of: type), parameters: parameters,
        runs: try facts.runs(type, of: occurrence), files: files)
    }
    let report = role.isSettled ? try facts.connection.withSavepoint(write) : try write()
    change.installed += report.files.map(\.path)
    return report
  }

  /// Whether the files have the paths that they should have.
  private func belongs(
    _ files: [ManifestFile], _ type: String, _ occurrence: PublishableOccurrence, _ role: Role
  ) -> Bool {
    var parts: [String: Int] = [:]
    return files.allSatisfy { file in
      guard let format = ExportFormat(rawValue: file.format) else { return false }
      parts[file.format, default: 0] += 1
      return file.path == path(format, parts[file.format] ?? 1, type, occurrence, isCurrent: role.isCurrent)
    }
  }

  private func path(
    _ format: ExportFormat, _ part: Int, _ type: String, _ occurrence: PublishableOccurrence, isCurrent: Bool
  ) -> String {
    TreeLayout.part(
      part, of: facts.layout.path(format, type, occurrence.computed.occurrence, isCurrent: isCurrent))
  }

  /// Keeps the views that are in place and up to date, and renders the others.
  private func views(
    of occurrence: inout PublishableOccurrence, _ role: Role, _ change: inout Publication
  ) throws -> [ViewFile] {
    let formats = occurrence.request.formats.filter { ExportFormat(rawValue: $0) == nil }
    return try formats.map { format in
      let path = facts.layout.view(format, occurrence.computed.occurrence)
      let before = occurrence.views.first { $0.path == path }
      if role.isTrusted, let before { return before }
      if occurrence.isWithoutFacts, let before { return try FinalBytes(staging: staging).keep(before) }
      guard let renderer = views.first(where: { $0.format == format }) else {
        throw UnknownFormat(name: format)
      }
      if let before, before.rendererVersion == renderer.version, staging.has(path, sha256: before.sha256) {
        return before
      }
      func write() throws -> DigestSink.Summary {
        let source = ViewSource(occurrence, facts)
        if occurrence.viewHistory == nil { occurrence.viewHistory = try renderer.history(of: source) }
        let file = try staging.makeFile(path)
        try renderer.render(ViewSource(occurrence, facts)) { try file.write($0) }
        return try file.finish()
      }
      let written = role.isSettled ? try facts.connection.withSavepoint(write) : try write()
      change.installed.append(path)
      return ViewFile(
        path: path, format: format, bytes: written.bytes, sha256: written.sha256,
        rendererVersion: renderer.version)
    }
  }
}

extension ManifestFile {
  fileprivate init(_ file: FactFiles.Written<GzippedFile.Summary>, at path: String) {
    self.init(
      path: path, format: file.format.rawValue, rows: file.totals.rows, columns: file.columns,
      bytes: file.summary.compressed.bytes, sha256: file.summary.compressed.sha256,
      rawBytes: file.summary.raw.bytes, rawSHA256: file.summary.raw.sha256,
      controlTotals: file.totals.sums, changedCells: file.changedCells,
      gzip: file.summary.gzip)
  }
}
