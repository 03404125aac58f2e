internal import Calendars
internal import Foundation
internal import Reports
internal import Runs

/// Brings a tenant's tree from what it shows to what it is to show: writes new files, keeps superseded
/// revisions in `history/`, takes out what is not there any more, and describes it all.
struct TreeUpdate {
  let tenant: UUID
  let layout: TreeLayout
  let staging: Staging
  let facts: FactFiles
  /// Occurrences whose files are in place.
  let before: [PublishableOccurrence]
  /// Occurrences whose files are to be written.
  let new: [PublishableOccurrence]
  /// What was written, with its files.
  private(set) var written: [PublishableOccurrence] = []
  /// Every path that belongs into the tree.
  private(set) var paths: Set<String> = []

  init(
    tenant: UUID, layout: TreeLayout, staging: Staging, facts: FactFiles,
    before: [PublishableOccurrence], new: [PublishableOccurrence]
  ) {
    self.tenant = tenant
    self.layout = layout
    self.staging = staging
    self.facts = facts
    self.before = before
    self.new = new
    current = PublishableOccurrence.currentKeys(before + new)
  }

  /// Of each period the highest revision: the one that stands in the data tree.
  let current: Set<OccurrenceKey>

  struct FactsChanged: Error, CustomStringConvertible {
    let path: String
    var description: String {
      "\(path): the facts in the database are not those that were published, so nothing was written again; "
        + "`restate` publishes them as a new revision"
    }
  }

  /// - Parameters:
  ///   - isNew: whether nothing says yet whose tree it is.
  ///   - beforeInstalling: called when everything is written and nothing in place.
  mutating func carryOut(isNew: Bool, beforeInstalling: () throws -> Void) throws {
    let superseded = (before + new).filter { !current.contains($0.key) }
    let rewritten = Set(new.map(\.key))
    for occurrence in superseded where rewritten.contains(occurrence.key) || !occurrence.isInHistory {
      // From its facts: moved, the file of an attempt that was broken off could be taken for it.
      written.append(try writeFiles(of: occurrence))
    }
    for occurrence in new where current.contains(occurrence.key) {
      written.append(try writeFiles(of: occurrence))
    }
    try beforeInstalling()
    if isNew { try describe([]) }
    for file in written.flatMap(\.reports).flatMap(\.files) { try staging.install(file.path) }
    let keys = Set(written.map(\.key))
    let all = written + before.filter { !keys.contains($0.key) }
    let kept = Set(all.flatMap(\.reports).flatMap(\.files).map(\.path))
    for path in (before + new).flatMap(\.reports).flatMap(\.files).map(\.path) where !kept.contains(path) {
      try staging.remove(path)
    }
    paths = try kept.union(describe(all))
  }

  /// - Returns: the paths of the files that describe the tree.
  @discardableResult
  private func describe(_ all: [PublishableOccurrence]) throws -> Set<String> {
    let manifest = Manifest(tenantID: tenant, slug: layout.slug, published: all)
    let files = try TreeDescription(manifest: manifest).files
    for (path, bytes) in files {
      let file = try staging.makeFile(path)
      try unsafe file.write(bytes.span.bytes)
      _ = try file.finish()
      try staging.install(path)
    }
    let paths = Set(files.map(\.path))
    for path in TreeDescription.paths where !paths.contains(path) { try staging.remove(path) }
    return paths
  }

  private func writeFiles(of occurrence: PublishableOccurrence) throws -> PublishableOccurrence {
    let isCurrent = current.contains(occurrence.key)
    let layout = layout
    let staging = staging
    var written = occurrence
    written.reports = try occurrence.request.reports.map { type in
      let path = { (format: ExportFormat, part: Int) in
        TreeLayout.part(
          part,
          of: isCurrent ? layout.file(format, type, occurrence) : layout.history(format, type, occurrence))
      }
      let files = try facts.write(type, of: occurrence) { format, part in
        BackgroundSink(GzippedFile(try staging.makeFile(path(format, part))))
      }
      return PublishedReport(
        report: type, runs: try facts.runs(type, of: occurrence),
        files: files.map { PublishedFile($0, at: path($0.format, $0.part)) })
    }
    // What was published is final: it is written as it was, or not at all.
    let before = occurrence.reports.flatMap(\.files)
    for (old, new) in zip(before, written.reports.flatMap(\.files)) where old.rawSHA256 != new.rawSHA256 {
      throw FactsChanged(path: old.path)
    }
    return written
  }
}

extension PublishedFile {
  fileprivate init(_ file: FactFiles.Written<GzippedFile.Summary>, at path: String) {
    self.init(
      path: path, format: file.format.rawValue, rows: file.totals.rows, columns: file.columns,
      bytes: file.summary.compressed.bytes, sha256: file.summary.compressed.sha256,
      rawBytes: file.summary.raw.bytes, rawSHA256: file.summary.raw.sha256,
      controlTotals: file.totals.sums, changedCells: file.changedCells)
  }
}

extension PublishableOccurrence {
  /// Whether its files stand where superseded revisions have them.
  fileprivate var isInHistory: Bool {
    wasPublished && reports.flatMap(\.files).allSatisfy { $0.path.hasPrefix(TreeLayout.historyFolder) }
  }

  /// Of each period the highest revision.
  static func currentKeys(_ all: [PublishableOccurrence]) -> Set<OccurrenceKey> {
    let highest = Dictionary(all.map { ($0.key.firstRevision, $0.key) }) {
      $0.revision > $1.revision ? $0 : $1
    }
    return Set(highest.values)
  }
}
