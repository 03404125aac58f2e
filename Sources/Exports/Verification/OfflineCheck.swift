internal import Foundation
internal import Reports
internal import Runs

/// Compares the files of a tree with its manifest, without the database.
struct OfflineCheck {
  let published: PublishedTree
  let since: Int

  func run(_ inspection: inout TreeInspection) throws {
    _ = inspection.isThere(Manifest.fileName)
    switch published.contents {
    case .version1(let manifest):
      let entries = manifest.occurrences + manifest.history
      for file in entries.flatMap(\.files) { inspection.check(file) }
      Version1Check.checkDescription(of: manifest.occurrences, manifest.history, recorded: nil, &inspection)
    case .current(let manifest): check(manifest, &inspection)
    }
  }

  private func check(_ manifest: Manifest, _ inspection: inout TreeInspection) {
    for feed in manifest.changes where feed.lastSequence > since {
      inspection.check(feed.path, sha256: feed.sha256)
    }
    var current: [String: [ManifestEntry]] = [:]
    var superseded: [ManifestEntry] = []
    for part in manifest.parts where part.sequence > since {
      guard inspection.check(part.path, sha256: part.sha256) else { continue }
      guard let read = inspection.contents(part.path).flatMap(ManifestPart.init) else {
        inspection.finding.report(part.path, "cannot be read")
        continue
      }
      // A period that is new as a whole: its earlier revisions have just moved to the history.
      let new = Set(read.occurrences.filter { since == 0 || $0.sequence ?? 0 > since }.map(\.period.label))
      for entry in read.entries where new.contains(entry.period.label) {
        for file in entry.files { inspection.check(file) }
        for view in entry.views ?? [] { inspection.check(view) }
      }
      for entry in read.occurrences { current[entry.year, default: []].append(entry) }
      superseded += read.history
    }
    for path in TreeSchema.allCases.map(\.path) + manifest.reports.flatMap(\.schemaPaths) {
      _ = inspection.isThere(path)
    }
    guard since == 0 else { return }
    if inspection.isThere(TreeDescription.checksumsName) {
      ChecksumsCheck.run(expected: current.values.flatMap(\.self) + superseded, &inspection)
    }
    checkPackages(current, &inspection)
    let views = current.values.joined().flatMap { $0.views ?? [] }
    if views.contains(where: { $0.format == ViewFormat.html.rawValue }), inspection.isThere(TenantIndex.path)
    {
      // The manifest does not say which years have a page: of some, all periods were skipped.
      inspection.accept(TenantIndex.isPath)
    }
  }

  /// - Parameter entries: the current entries by year.
  private func checkPackages(_ entries: [String: [ManifestEntry]], _ inspection: inout TreeInspection) {
    let expected = entries.mapValues(PackageContent.init(of:)).filter { !$0.value.resources.isEmpty }
    let newest = expected.keys.max() ?? ""
    for (year, content) in expected.sorted(by: { $0.key < $1.key }) {
      let path = DataPackage.path(of: year, newest: newest)
      if inspection.isThere(path), PackageContent(inspection.contents(path)) != content {
        inspection.finding.report(path, TreeInspection.wrongDescription)
      }
    }
  }
}
