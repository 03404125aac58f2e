internal import Foundation
internal import Reports
internal import Runs
internal import XML

/// Compares the files that describe a tree of version 1 with the ledger. An earlier program wrote it; the next
/// publication takes it over.
struct Version1Check {
  private static let manifestSchema = "schema/manifest-v1.schema.json"
  private static let package = "datapackage.json"

  let content: TreeContent
  /// SHA-256 by path; nil if it was not recorded.
  let recorded: [String: String]?
  /// The parts that the ledger has periods for.
  let parts: [TreePart]

  func run(_ inspection: inout TreeInspection) throws {
    var expected = (occurrences: [ManifestEntry](), history: [ManifestEntry]())
    for part in parts {
      let memory = MemorySink()
      try content.writePart(part, to: memory)
      let read = try JSONDecoder().decode(ManifestPart.self, from: Data(memory.finish()))
      expected.occurrences += read.occurrences
      expected.history += read.history
    }
    Self.checkDescription(of: expected.occurrences, expected.history, recorded: recorded, &inspection)
    let published = try PublishedTree.read(inspection.tree)
    guard inspection.contents(Manifest.fileName) != nil else { return }
    guard case .version1(let manifest)? = published?.contents,
      published?.tenant == content.tenant,
      Self.sorted(manifest.occurrences) == Self.sorted(expected.occurrences.map(\.asVersion1)),
      Self.sorted(manifest.history) == Self.sorted(expected.history.map(\.asVersion1))
    else {
      inspection.finding.report(Manifest.fileName, TreeInspection.wrongDescription)
      return
    }
  }

  private static func sorted(_ entries: [ManifestEntry]) -> [ManifestEntry] {
    entries.sorted {
      ($0.schedule, $0.period.end, $0.period.start ?? "", $0.revision)
        < ($1.schedule, $1.period.end, $1.period.start ?? "", $1.revision)
    }
  }

  /// Checks everything but the manifest's content.
  static func checkDescription(
    of occurrences: [ManifestEntry], _ history: [ManifestEntry], recorded: [String: String]?,
    _ inspection: inout TreeInspection
  ) {
    let package = PackageContent(of: occurrences)
    let reports = (occurrences + history).flatMap(\.reports)
    let schemas = reports.flatMap { report in
      PublishedTable(
        report: report.report, version: report.version, formats: Set(report.files.map(\.format)).sorted()
      ).schemaPaths
    }
    let paths =
      recorded.map { Set($0.keys) }
      ?? Set(
        schemas + [manifestSchema, TreeDescription.checksumsName, Manifest.fileName]
          + (package.resources.isEmpty ? [] : [Self.package]))
    for path in paths.sorted() where inspection.isThere(path) {
      let isGood =
        if let sha256 = recorded?[path] {
          DigestSink.ofFile(inspection.tree + "/" + path)?.sha256 == sha256
        } else {
          isReadable(path, inspection.contents(path))
        }
      if !isGood { inspection.finding.report(path, TreeInspection.wrongDescription) }
    }
    ChecksumsCheck.run(expected: occurrences + history, &inspection)
    if let found = inspection.contents(Self.package), PackageContent(found) != package {
      inspection.finding.report(Self.package, TreeInspection.wrongDescription)
    }
  }

  private static func isReadable(_ path: String, _ data: Data?) -> Bool {
    guard let data else { return false }
    if path.hasSuffix(".json") { return (try? JSONSerialization.jsonObject(with: data)) != nil }
    return path.hasSuffix(".xsd") ? XMLText.isWellFormed(data) : true
  }
}
