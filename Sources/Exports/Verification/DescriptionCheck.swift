internal import Crypto
internal import Foundation
internal import Reports
internal import Runs

/// Compares the files that describe a tree with their recorded hashes, and what the record stands for with the
/// ledger. A newer program may word a file differently: what differs from this program's wording is compared by
/// its content.
struct DescriptionCheck {
  let content: TreeContent
  let row: Ledger.TenantRow
  let record: TreeRecord
  /// The parts that the ledger has periods for, of later publications than `since` if that is not 0.
  let parts: [TreePart]
  let since: Int

  func run(_ inspection: inout TreeInspection) throws {
    for path in record.others.keys.sorted() { inspection.check(path, sha256: record.others[path] ?? "") }
    for part in record.parts where part.sequence > since {
      inspection.check(part.path, sha256: part.sha256)
    }
    for feed in record.feeds where feed.lastSequence > since {
      inspection.check(feed.path, sha256: feed.sha256)
    }
    let manifest = Manifest(
      tenant: content.tenant, sequence: row.sequence, publishedAt: row.publishedAt, record)
    if let data = inspection.contents(Manifest.fileName),
      (try? JSONDecoder().decode(Manifest.self, from: data)) != manifest
    {
      inspection.finding.report(Manifest.fileName, TreeInspection.wrongDescription)
    }
    try checkParts(&inspection)
    try checkFeeds(&inspection)
    guard since == 0 else { return }
    try checkSums(&inspection)
    try checkPackages(&inspection)
  }

  private func checkParts(_ inspection: inout TreeInspection) throws {
    let recorded = Dictionary(record.parts.map { ($0.path, $0) }) { first, _ in first }
    let unlisted = Set(recorded.keys).symmetricDifference(parts.map(\.path)).sorted()
    for path in unlisted where since == 0 {
      inspection.finding.report(path, "is not what the ledger has: the manifest should list other parts")
    }
    for part in parts {
      guard let file = recorded[part.path], file.sequence > since else { continue }
      let digest = DigestSink()
      try content.writePart(part, to: digest)
      if try digest.finish().sha256 == file.sha256 || !isReadable(part) { continue }
      let memory = MemorySink()
      try content.writePart(part, to: memory)
      let expected = try JSONDecoder().decode(ManifestPart.self, from: Data(memory.finish()))
      if inspection.contents(part.path).flatMap(ManifestPart.init) != expected {
        inspection.finding.report(part.path, TreeInspection.wrongDescription)
      }
    }
  }

  /// Rows that cannot be read are reported with their periods. What describes them stays as it was recorded.
  private func isReadable(_ part: TreePart) throws -> Bool {
    do {
      _ = try content.files(of: part)
      return true
    } catch is UnwritablePart {
      return false
    }
  }

  private func checkFeeds(_ inspection: inout TreeInspection) throws {
    for feed in record.feeds where feed.lastSequence > since {
      let digest = DigestSink()
      try content.writeFeed(feed.path, firstSequence: feed.firstSequence, to: digest)
      if digest.finish().sha256 != feed.sha256 {
        inspection.finding.report(feed.path, TreeInspection.wrongDescription)
      }
    }
  }

  private func checkSums(_ inspection: inout TreeInspection) throws {
    let digest = DigestSink()
    do {
      for part in parts {
        let section = try content.files(of: part).sums
        unsafe digest.write(section.span.bytes)
      }
    } catch is UnwritablePart {
      return
    }
    if digest.finish().sha256 == record.others[TreeDescription.checksumsName] { return }
    let lines = try parts.map { String(decoding: try content.files(of: $0).sums, as: UTF8.self) }.joined()
    ChecksumsCheck.run(expected: lines, &inspection)
  }

  private func checkPackages(_ inspection: inout TreeInspection) throws {
    let packaged = record.packagedParts
    let newest = packaged.keys.max() ?? ""
    for (year, parts) in packaged.sorted(by: { $0.key < $1.key }) {
      let path = DataPackage.path(of: year, newest: newest)
      let memory = MemorySink()
      do {
        try content.writePackage(of: year, parts, to: memory, files: content.files)
      } catch is UnwritablePart {
        continue
      } catch let error as UnknownReport {
        inspection.finding.report(path, "cannot be compared: \(error)")
        continue
      }
      let bytes = memory.finish()
      if SHA256.hash(data: bytes).hexadecimal == record.others[path] { continue }
      if PackageContent(inspection.contents(path)) != PackageContent(Data(bytes)) {
        inspection.finding.report(path, TreeInspection.wrongDescription)
      }
    }
  }
}
