internal import Crypto
internal import Foundation
internal import PostgreSQL
internal import Runs

/// A tenant's tree as it is found, before anything is changed.
struct FoundTree {
  private let tenant: UUID
  /// The tenant's folder.
  private let folder: String
  /// Whether the manifest is the one that was recorded last. Then nothing else has to be looked at.
  let isAsRecorded: Bool
  /// Whether neither a manifest nor the ledger says that the tenant has published before.
  let isNew: Bool
  /// The tree as its manifest describes it; nil if it is as recorded, or if no manifest can be read.
  let published: PublishedTree?

  /// Reads the tree before the ledger: what a publisher shows meanwhile is computed in the ledger by then.
  ///
  /// - Parameters:
  ///   - recordedSHA256: the hash of the manifest that was recorded last; nil if there is none.
  ///   - hasPublished: whether, according to the ledger, the tenant has published before.
  /// - Throws: ``ForeignTree``
  init(
    _ folder: String, of tenant: UUID, recordedSHA256: () throws -> String?, hasPublished: () throws -> Bool
  ) throws {
    self.tenant = tenant
    self.folder = folder
    let manifest = try FileSystem.isFolder(folder) ? Manifest.contents(inTree: folder) : nil
    if let header = manifest.flatMap(Manifest.Header.init) {
      guard header.tenant.id.lowercased() == tenant.uuidString.lowercased() else {
        throw ForeignTree(tree: folder, reason: .anotherTenant(id: header.tenant.id))
      }
      if let version = header.version, version > Manifest.currentVersion {
        throw ForeignTree(tree: folder, reason: .unknownVersion(version))
      }
      isNew = false
    } else {
      // If the tenant has published before, a damaged or missing manifest is written again.
      isNew = try !hasPublished()
      if isNew, let path = try Self.firstOtherFile(in: folder) {
        throw ForeignTree(tree: folder, reason: .fileWithoutManifest(path: path))
      }
    }
    isAsRecorded = try manifest.map { SHA256.hash(data: $0).hexadecimal == (try recordedSHA256()) } ?? false
    published = isAsRecorded ? nil : manifest.flatMap { PublishedTree(folder, manifest: $0) }
  }

  /// Everything that the tree shows, history included, must have been computed in this database, from the same
  /// snapshot. A part that does not tell must be one that this database has recorded: it is written again.
  ///
  /// - Parameters:
  ///   - replaced: occurrences that count as known: the ledger's own are to take their place.
  ///   - recorded: what the ledger has recorded about the tree.
  /// - Throws: ``NewerTree``
  func checkThatItIsNotNewer(
    replaced: Set<OccurrenceKey> = [], recorded: () throws -> RecordedTree, _ connection: Connection
  ) throws {
    if isAsRecorded || isNew { return }
    let shown = try published.map(ShownEntries.init) ?? ShownEntries(partsIn: folder, of: tenant)
    let unknown = try unknown(shown.entries, except: replaced, connection)
    if !unknown.isEmpty { throw NewerTree(folder, unknown: unknown) }
    if shown.unclear.isEmpty { return }
    let record = try recorded().record?.sha256 ?? [:]
    if let part = shown.unclear.first(where: { $0.sha256 == nil || record[$0.path] != $0.sha256 }) {
      throw NewerTree(folder, unclear: part.path)
    }
  }

  private func unknown(
    _ entries: [ManifestEntry], except replaced: Set<OccurrenceKey>, _ connection: Connection
  ) throws -> [ManifestEntry] {
    if entries.isEmpty { return [] }
    let snapshots = try Ledger.snapshots(of: tenant, connection)
    return entries.filter { entry in
      let period = OccurrenceKey(tenantID: tenant, schedule: entry.schedule, period: entry.period)
      guard let key = period?.revision(entry.revision) else { return true }
      return !replaced.contains(key) && snapshots[key]?.contains(entry.snapshotAt) != true
    }
  }

  /// The first file, by path, that can be anything but a description of a tree: nothing is lost if these are
  /// replaced, and a publisher that was stopped may have left them.
  private static func firstOtherFile(in folder: String) throws -> String? {
    guard try FileSystem.isFolder(folder) else { return nil }
    return try TreeScan(folder).entries.filter { $0.kind != .file || !isDescription($0.path) }.map(\.path)
      .min()
  }

  private static func isDescription(_ path: String) -> Bool {
    let names = /SHA256SUMS|datapackage[^\/]*\.json|manifest\.json/
    return path.wholeMatch(of: names) != nil || TenantIndex.isPath(path)
      || path.wholeMatch(of: /(schema|manifest|changes)\/[^\/]+/) != nil
  }
}
