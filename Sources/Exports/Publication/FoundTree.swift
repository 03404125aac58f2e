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
  /// snapshot.
  ///
  /// - Throws: ``NewerTree``
  func checkThatItIsNotNewer(_ connection: Connection) throws {
    if isAsRecorded || isNew { return }
    let entries = try entries()
    if entries.isEmpty { return }
    let snapshots = try Ledger.snapshots(of: tenant, connection)
    let unknown = entries.filter { entry in
      let key = OccurrenceKey(tenantID: tenant, schedule: entry.schedule, period: entry.period)
      return key.flatMap { snapshots[$0.revision(entry.revision)] }?.contains(entry.snapshotAt) != true
    }
    if let error = NewerTree(folder, unknown: unknown) { throw error }
  }

  /// All entries of the parts. Without a manifest that can be read, of all parts that are there.
  private func entries() throws -> [ManifestEntry] {
    if let published { return try published.entries() }
    let parts = folder + "/" + TreePart.folder
    guard try FileSystem.isFolder(parts) else { return [] }
    let paths = try FileSystem.entries(of: parts).map { TreePart.folder + $0 }.filter(TreePart.isPath)
    return try paths.sorted().flatMap { path -> [ManifestEntry] in
      guard let part = try PublishedTree.part(at: folder + "/" + path),
        part.tenant?.id.lowercased() == tenant.uuidString.lowercased()
      else { return [] }
      return part.entries
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
    let names = /SHA256SUMS|datapackage[^\/]*\.json|index\.html|manifest\.json/
    return path.wholeMatch(of: names) != nil
      || path.wholeMatch(of: /(schema|manifest|changes)\/[^\/]+/) != nil
  }
}
