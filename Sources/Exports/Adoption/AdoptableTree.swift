internal import Crypto
internal import Foundation
internal import Runs

/// A tenant's tree that is to be taken over. It can say anything: nothing of it is used before it is checked.
struct AdoptableTree {
  let source: UntrustedTree
  let id: UUID
  let slug: String
  /// Of the manifest.
  let sha256: String
  private let published: PublishedTree

  /// An entry, and whether it is the revision that readers see.
  typealias Entry = (entry: ManifestEntry, isCurrent: Bool)

  /// - Parameter folder: the exports folder, or a copy of it.
  /// - Throws: ``UnadoptableTree``, ``ForeignTree``; `FileSystemError` if it cannot be read.
  init(slug: String, in folder: String) throws {
    let source = UntrustedTree(folder: folder + "/" + TreeLayout(slug: slug).tenantFolder)
    let data = try Self.contents(Manifest.fileName, source)
    guard let header = Manifest.Header(data) else {
      throw UnadoptableTree(tree: source.folder, path: Manifest.fileName, reason: "cannot be read")
    }
    if let version = header.version, version > Manifest.currentVersion {
      throw ForeignTree(tree: source.folder, reason: .unknownVersion(version))
    }
    guard let published = PublishedTree(source.folder, manifest: data),
      let id = UUID(uuidString: published.tenant.id)
    else {
      throw UnadoptableTree(
        tree: source.folder, path: Manifest.fileName, reason: "cannot be read as a manifest")
    }
    guard published.tenant.slug == slug else {
      throw UnadoptableTree(
        tree: source.folder, path: Manifest.fileName, reason: "names another slug than its folder")
    }
    self.source = source
    self.slug = slug
    self.id = id
    self.published = published
    sha256 = SHA256.hash(data: data).hexadecimal
  }

  /// The manifest; nil in version 1.
  var manifest: Manifest? { if case .current(let manifest) = published.contents { manifest } else { nil } }

  var sequence: Int { published.sequence }

  /// Calls the body with the entries of one part of the manifest after the other: the memory does not depend on how much is
  /// published.
  func forEachPart(_ body: ([Entry]) throws -> Void) throws {
    switch published.contents {
    case .version1(let manifest):
      try body(checked(manifest.occurrences, manifest.history, in: Manifest.fileName))
    case .current(let manifest):
      for listed in manifest.parts { try body(entries(of: listed, manifest)) }
    }
  }

  private func entries(of listed: Manifest.Part, _ manifest: Manifest) throws -> [Entry] {
    guard TreePart.isPath(listed.path) else {
      throw UnadoptableTree(
        tree: source.folder, path: Manifest.fileName, reason: "lists a part of itself whose path is none")
    }
    let data = try Self.contents(listed.path, source)
    guard let part = ManifestPart(data), part.tenant == manifest.tenant else {
      throw UnadoptableTree(
        tree: source.folder, path: listed.path, reason: "cannot be read as a part of this manifest")
    }
    guard part.isListed(SHA256.hash(data: data).hexadecimal, as: listed, in: manifest) else {
      throw UnadoptableTree(
        tree: source.folder, path: listed.path, reason: "is not the one that manifest.json lists")
    }
    return try checked(part.occurrences, part.history, in: listed.path)
  }

  /// The entries, ordered by period and revision.
  private func checked(
    _ current: [ManifestEntry], _ history: [ManifestEntry], in path: String
  ) throws -> [Entry] {
    let entries = current.map { ($0, true) } + history.map { ($0, false) }
    var keys: Set<OccurrenceKey> = []
    let keyed = try entries.map { entry, isCurrent in
      guard
        let key = OccurrenceKey(tenantID: id, schedule: entry.schedule, period: entry.period)?
          .revision(entry.revision), keys.insert(key).inserted,
        TreePart.isPath(path) == false || entryIsOfPart(entry, path)
      else {
        throw UnadoptableTree(
          tree: source.folder, path: path, reason: "has an entry twice, or one that does not belong there")
      }
      return (key: key, entry: (entry: entry, isCurrent: isCurrent))
    }
    return keyed.sorted { $0.key < $1.key }.map(\.entry)
  }

  private func entryIsOfPart(_ entry: ManifestEntry, _ path: String) -> Bool {
    path.hasPrefix("\(TreePart.folder)\(entry.schedule)-\(entry.year)")
  }

  private static func contents(_ path: String, _ source: UntrustedTree) throws -> Data {
    do {
      if let data = try source.contents(path) { return data }
    } catch let failure as UntrustedTree.Failure {
      throw UnadoptableTree(tree: source.folder, path: path, reason: failure.description)
    }
    throw UnadoptableTree(tree: source.folder, path: path, reason: "is missing")
  }

  /// The events of the feed, in order; none in version 1, which has no feed.
  ///
  /// - Throws: ``UnadoptableTree``
  func events() throws -> [AdoptableEvent] {
    let files = manifest?.changes ?? []
    guard Set(files.map(\.path)).count == files.count else {
      throw UnadoptableTree(
        tree: source.folder, path: Manifest.fileName, reason: "lists a file of changes twice")
    }
    return try files.flatMap(events)
  }

  private func events(_ listed: Manifest.FeedFile) throws -> [AdoptableEvent] {
    guard Feed.isPath(listed.path) else {
      throw UnadoptableTree(
        tree: source.folder, path: Manifest.fileName, reason: "lists a file of changes whose path is none")
    }
    // A publisher that was stopped may have put a longer one in place, but not yet the manifest that lists it.
    let data = try Self.contents(listed.path, source).prefix(max(0, listed.bytes))
    guard SHA256.hash(data: data).hexadecimal == listed.sha256 else {
      throw UnadoptableTree(
        tree: source.folder, path: listed.path, reason: "is not the one that manifest.json lists")
    }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    return try lines.map { line in
      guard lines.count <= Feed.eventsPerFile, let event = AdoptableEvent(String(line), in: listed, of: id)
      else {
        throw UnadoptableTree(
          tree: source.folder, path: listed.path, reason: "has a line that is no event of this tree")
      }
      return event
    }
  }
}
