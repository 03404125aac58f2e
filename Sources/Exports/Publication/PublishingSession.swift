internal import Foundation
internal import Glibc
internal import Reports
internal import Runs

/// One publication of a tenant, under the tenant's lock: prepares the changes, records them in the ledger's
/// transaction, and applies them to the tree.
struct PublishingSession {
  private let tenant: Ledger.LockedTenant
  private let tree: OpenTree
  private let facts: FactFiles
  private let views: [any ViewRenderer]
  private let ahead: EntriesAhead
  private let replaced: Set<OccurrenceKey>
  /// The number that the publication has if it changes anything.
  private let nextSequence: Int

  /// - Parameter replaced: what the tree shows and the ledger's own is to take the place of.
  /// - Throws: ``ForeignTree`` or ``NewerTree``, with the tree unchanged.
  init(
    _ tenant: Ledger.LockedTenant, exports: String, replaced: Set<OccurrenceKey> = [],
    _ permissions: Permissions, _ catalog: ReportCatalog,
    rowsPerPart: Int, views: [any ViewRenderer], progress: @escaping (WorkStep) -> Void
  ) throws {
    self.views = views
    self.tenant = tenant
    self.replaced = replaced
    tree = try OpenTree(of: tenant, in: exports, replaced: replaced, permissions)
    facts = FactFiles(
      connection: tenant.connection, catalog: catalog, layout: tree.layout, rowsPerPart: rowsPerPart,
      viewFormats: Set(views.map(\.format)), progress: progress)
    // A publisher that was killed before COMMIT has shown its number to readers.
    nextSequence = 1 + max(tenant.row.sequence, tree.published?.sequence ?? 0)
    ahead = EntriesAhead(tree.published, of: tenant.row.sequence, replaced: replaced)
  }

  /// Publishes computed occurrences. If the tree is not known to be as recorded, everything else that is
  /// published is looked at too, and written again where it is missing or differs.
  func run(computed: [PublishableOccurrence]) throws -> Publication {
    try perform(computed: computed, everything: !tree.isTrusted, isRepair: false) { _, _ in }
  }

  /// Looks at everything that is published, and moves unexpected files out of the tree.
  ///
  /// - Parameter computed: computed occurrences. Those that the tree shows already are published: readers have
  ///   them, and only the COMMIT was missing.
  func repair(
    computed: [PublishableOccurrence], setAside: (_ path: String, _ place: String) -> Void
  ) throws -> Publication {
    let shown = computed.filter { occurrence in
      replaced.contains(occurrence.key)
        || ahead.entries.contains {
          $0.schedule == occurrence.key.schedule && $0.period == PeriodDocument(occurrence.period)
            && $0.revision == occurrence.key.revision && $0.snapshotAt == occurrence.computed.snapshotAt
        }
    }
    var unexpected: [(path: String, place: String)] = []
    let staging = tree.staging
    let publication = try perform(computed: shown, everything: true, isRepair: true) {
      publication, description in
      let expected = publication.paths.union(description.record.sha256.keys)
      for path in try staging.obstacles(to: expected.sorted()) {
        unexpected.append((path, try staging.setAside(path)))
      }
      if publication.hasUnknownFiles { return try staging.keepWhatWasSetAside() }
      // What an earlier publication put there is removed, not kept.
      let known = expected.union(publication.removed).union(try tree.outdated(description.record))
      let entries = try TreeScan(staging.tree).entries
      for entry in entries where entry.kind == .unreadable && known.contains(where: entry.contains) {
        errno = EACCES
        throw FileSystemError("list", staging.tree + "/" + entry.path)
      }
      for entry in entries where !known.contains(entry.path) {
        unexpected.append((entry.path, try staging.setAside(entry.path)))
      }
      try staging.keepWhatWasSetAside()
    }
    for file in unexpected { setAside(file.path, file.place) }
    return publication
  }

  /// - Parameter beforeInstalling: called when everything is staged and recorded, before the tree changes.
  private func perform(
    computed: [PublishableOccurrence], everything: Bool, isRepair: Bool,
    beforeInstalling: (Publication, TreeDescription) throws -> Void
  ) throws -> Publication {
    var publication: Publication
    let description: TreeDescription?
    do {
      (publication, description) = try prepare(computed, everything: everything, isRepair: isRepair)
    } catch {
      // The tree is as it was, or has an empty manifest. Frees space if the disk is full; if this fails too, the
      // next publisher removes the folder.
      try? tree.staging.giveUp()
      throw error
    }
    do {
      if let description {
        try beforeInstalling(publication, description)
        try apply(publication, description)
      }
    } catch {
      try? tree.staging.abandon()
      throw error
    }
    publication.notices = tree.staging.notices
    do {
      try leave(isIncomplete: publication.isIncomplete)
    } catch {
      publication.notices.append(
        "\(error). Everything is published; the next publication removes what is left there")
    }
    return publication
  }

  /// The next publisher must not trust a tree in which a file is wrong.
  private func leave(isIncomplete: Bool) throws(FileSystemError) {
    do {
      if isIncomplete { try tree.staging.abandon() } else { try tree.staging.remove() }
    } catch {
      // An error of a share may not come again.
      if isIncomplete { try tree.staging.abandon() } else { try tree.staging.remove() }
    }
  }

  private func prepare(
    _ computed: [PublishableOccurrence], everything: Bool, isRepair: Bool
  ) throws -> (Publication, TreeDescription?) {
    let isTrusted = tree.isTrusted && !everything
    let feed = try Feed(
      tenant, sequence: nextSequence, recorded: isTrusted ? tree.recorded.record?.feeds : nil)
    let revisions = Dictionary(grouping: computed, by: \.key.periodKey)
    let published = everything ? try Ledger.publishedPeriods(of: tenant.id, tenant.connection) : []
    var preparation = PublicationPreparation(
      tenant, FilePlacement(staging: tree.staging, facts: facts, views: views), isTrusted: isTrusted,
      isRepair: isRepair, Announcer(tenant, ahead, feed),
      unwritable: try unwritable(Set(published.map(TreePart.init) + computed.map(\.part))))
    for period in Set(published.map(\.key)).union(revisions.keys).sorted() {
      try preparation.add(period, revisions[period] ?? [])
    }
    try preparation.announcer.withdraw()
    preparation.remove(ahead.paths)
    var publication = preparation.publication
    publication.parts.formUnion(published.map(TreePart.init))
    return (
      publication,
      try stageDescription(publication, preparation.announcer.feed, isTrusted: isTrusted)
    )
  }

  /// The parts of the manifest that cannot be written. They stay as they are.
  ///
  /// - Throws: ``UnwritablePart`` if one of them is not in place as it was recorded: then nothing says what was published.
  private func unwritable(_ parts: Set<TreePart>) throws -> [TreePart: UnwritablePart] {
    let inPlace = PartsInPlace(tree: tree.staging.tree, recorded: tree.recorded.record)
    var unwritable: [TreePart: UnwritablePart] = [:]
    for part in parts.sorted(by: { $0.path < $1.path }) {
      do {
        _ = try content.files(of: part)
      } catch let error as UnwritablePart {
        guard inPlace[part] != nil else { throw error.withoutPart }
        unwritable[part] = error
      }
    }
    return unwritable
  }

  /// Stages the files that describe the tree, and records the publication.
  ///
  /// - Returns: nil if nothing was and nothing is published.
  private func stageDescription(
    _ publication: Publication, _ feed: Feed, isTrusted: Bool
  ) throws -> TreeDescription? {
    // The number is raised only if something is new to readers, or if they know a higher one already.
    let isNews = feed.files.last?.lastSequence == nextSequence
    let raises = isNews || nextSequence > tenant.row.sequence + 1
    let sequence = raises ? nextSequence : tenant.row.sequence
    let isAnythingWritten = !publication.parts.isEmpty || !publication.installed.isEmpty
    guard isAnythingWritten || raises || sequence > 0 && !isTrusted else { return nil }
    if tree.isNew { try installEmptyManifest() }
    var description = TreeDescription(
      content, tree.staging, views: views, recorded: tree.recorded.record, isTrusted: isTrusted)
    try description.stage(
      publication.parts, feed, sequence: sequence,
      publishedAt: raises ? tenant.row.transactionAt : tenant.row.publishedAt)
    try tenant.recordPublication(
      sequence: sequence, treeFiles: JSONText.line(description.record))
    return description
  }

  private var content: TreeContent {
    TreeContent(
      tenant: Manifest.Tenant(tenant.id, slug: tree.layout.slug), connection: tenant.connection,
      catalog: facts.catalog)
  }

  private func apply(_ publication: Publication, _ description: TreeDescription) throws {
    let staging = tree.staging
    try staging.install(publication.installed)
    try staging.remove(publication.removed)
    try staging.install(description.staged.details)
    try staging.install(description.staged.summaries)
    try staging.remove(tree.outdated(description.record))
    try staging.install(description.staged.manifest)
  }

  /// Files without a manifest are accepted only if the ledger knows of an earlier publication. So the first
  /// publication installs an empty manifest first.
  private func installEmptyManifest() throws {
    var description = TreeDescription(
      content, tree.staging, views: views, recorded: nil, isTrusted: false)
    try description.stageManifest(sequence: 0, publishedAt: nil)
    try tree.staging.install(description.staged.manifest)
  }
}
