internal import Crypto
internal import Foundation
internal import Reports
internal import Runs

/// Stages the files that describe a tenant's tree: schemas, parts of the manifest, files of the feed, checksums,
/// data packages and the manifest. Only what a publication changes is written.
struct TreeDescription {
  static let checksumsName = "SHA256SUMS"

  /// Staged files in the order in which they are installed. A file comes after those that it refers to. The
  /// manifest comes last, because it makes what it lists count as published.
  struct Staged {
    var details: [String] = []
    var summaries: [String] = []
    var manifest: [String] = []
  }

  let content: TreeContent
  let staging: Staging
  let views: [any ViewRenderer]
  /// What the ledger has recorded; nil if there is nothing that this program can read.
  let recorded: TreeRecord?
  /// Whether the tree is known to be as recorded.
  let isTrusted: Bool
  private let recordedSHA256: [String: String]

  /// The record of the tree with the staged files.
  private(set) var record: TreeRecord
  private(set) var staged = Staged()

  init(
    _ content: TreeContent, _ staging: Staging, views: [any ViewRenderer], recorded: TreeRecord?,
    isTrusted: Bool
  ) {
    self.content = content
    self.staging = staging
    self.views = views
    self.recorded = recorded
    recordedSHA256 = recorded?.sha256 ?? [:]
    self.isTrusted = isTrusted
    record = isTrusted ? recorded ?? TreeRecord() : TreeRecord()
  }

  private var partsInPlace: PartsInPlace { PartsInPlace(tree: staging.tree, recorded: recorded) }

  /// - Parameters:
  ///   - parts: the parts to write; if the tree is not trusted, all parts.
  ///   - sequence: the number of the publication.
  mutating func stage(
    _ parts: Set<TreePart>, _ feed: Feed, sequence: Int, publishedAt: String?
  ) throws {
    for part in parts.sorted(by: { $0.path < $1.path }) { try stage(part, sequence) }
    // What the parts list decides which schemas there are, but the schemas are put in place first.
    let stagedParts = staged.details
    staged.details = []
    try stageSchemas()
    staged.details += stagedParts
    try stage(feed)
    try stageChecksums()
    let years = Set(parts.map(\.year))
    try stagePackages(changed: years)
    try stageIndex(changed: years, sequence, publishedAt)
    try stageManifest(sequence: sequence, publishedAt: publishedAt)
  }

  /// Only the manifest.
  mutating func stageManifest(sequence: Int, publishedAt: String?) throws {
    let manifest = Manifest(
      tenant: content.tenant, sequence: sequence, publishedAt: publishedAt, record)
    staged.manifest += try stage(JSONText.document(manifest), at: Manifest.fileName)
  }

  private mutating func stage(_ part: TreePart, _ sequence: Int) throws {
    record.parts.removeAll { $0.path == part.path }
    let files: PartFiles
    do {
      files = try content.files(of: part)
    } catch let error as UnwritablePart {
      guard let kept = partsInPlace[part] else { throw error.withoutPart }
      record.add(kept.recorded)
      return
    }
    guard !files.revisions.isEmpty else { return }
    let (_, file) = try write(to: part.path) { try content.writePart(part, to: $0) }
    // Readers know the part with its number if it is what they see.
    let known = recorded?.parts.first { $0.path == part.path && $0.sha256 == file.sha256 }
    let isShown = isInPlace(part.path, file.sha256)
    record.add(
      TreeRecord.Part(
        part: part,
        sequence: isShown ? known?.sequence ?? sequence : sequence, bytes: file.bytes,
        sha256: file.sha256, tables: files.tables, isPackaged: files.isPackaged,
        sums: TreeRecord.Section(files.sums)))
    if !isShown { staged.details.append(part.path) }
  }

  private mutating func stageSchemas() throws {
    for schema in TreeSchema.allCases { staged.details += try stage(schema.bytes, at: schema.path) }
    for table in record.tables {
      let paths = table.schemaPaths
      do {
        let report = try content.catalog.published(table.report, version: table.version)
        for path in paths { staged.details += try stage(Self.schema(path, report), at: path) }
      } catch let error as UnknownReport {
        // A newer program wrote them: they stay as they are.
        guard isTrusted, paths.allSatisfy({ record.others[$0] != nil }) else { throw error }
      }
    }
  }

  static func schema(_ path: String, _ report: Report) throws -> [UInt8] {
    path == TableSchema.path(report.type, report.version)
      ? try JSONText.document(TableSchema(report)) : try XMLSchema(report).document
  }

  private mutating func stage(_ feed: Feed) throws {
    record.feeds = try feed.files.map { file in
      guard feed.changed.contains(file.path) else { return file }
      let (_, written) = try write(to: file.path) {
        try content.writeFeed(file.path, firstSequence: file.firstSequence, to: $0)
      }
      if !isInPlace(file.path, written.sha256) { staged.details.append(file.path) }
      return TreeRecord.FeedFile(
        path: file.path, firstSequence: file.firstSequence, lastSequence: file.lastSequence,
        events: file.events, bytes: written.bytes, sha256: written.sha256)
    }
  }

  /// Copies the sections of unchanged parts from the file in place.
  private mutating func stageChecksums() throws {
    let before = ChecksumSections(staging.tree + "/" + Self.checksumsName, recorded?.parts ?? [])
    let (_, file) = try write(to: Self.checksumsName) { sink in
      for part in record.parts {
        let section = try before.section(part.path, part.sums) ?? files(of: part.part).sums
        try unsafe sink.write(section.span.bytes)
      }
    }
    try finish(Self.checksumsName, file)
  }

  private mutating func stagePackages(changed: Set<String>) throws {
    let packaged = record.packagedParts
    let newest = packaged.keys.max() ?? ""
    let paths = Set(packaged.keys.map { DataPackage.path(of: $0, newest: newest) })
    record.others = record.others.filter { !DataPackage.isPath($0.key) || paths.contains($0.key) }
    let wasNewest = isTrusted ? recorded?.packagedParts.keys.max() : nil
    let stale = newest == wasNewest ? changed : changed.union([newest]).union([wasNewest].compactMap(\.self))
    for (year, parts) in packaged.sorted(by: { $0.key < $1.key }) {
      let path = DataPackage.path(of: year, newest: newest)
      if isTrusted, !stale.contains(year), record.others[path] != nil { continue }
      let (_, file) = try write(to: path) {
        try content.writePackage(of: year, parts, to: $0, files: files)
      }
      try finish(path, file)
    }
  }

  /// The index, if any period has a page; and the index of each year that it does not list whole, of which only those are
  /// made that change.
  private mutating func stageIndex(
    changed: Set<String>, _ sequence: Int, _ publishedAt: String?
  ) throws {
    record.others = record.others.filter { !TenantIndex.isPath($0.key) }
    let reader = IndexReader(tenant: content.tenant, connection: content.connection)
    let hadIndex = isTrusted && recordedSHA256[TenantIndex.path] != nil
    if isTrusted, !hadIndex, try !changed.contains(where: { try reader.hasPages(in: $0) }) { return }
    let newest = try reader.newest(sequence: sequence, publishedAt: publishedAt)
    guard try newest.hasPages || reader.hasPages(in: nil), let first = try index(newest) else { return }
    for year in newest.earlierYears {
      let path = TenantIndex.path(of: year)
      if isTrusted, !changed.contains(year), let sha256 = recordedSHA256[path] {
        record.others[path] = sha256
      } else if let bytes = try index(reader.year(year)) {
        staged.summaries += try stage(bytes, at: path)
      }
    }
    staged.summaries += try stage(first, at: TenantIndex.path)
  }

  private func index(_ index: TenantIndex) throws -> [UInt8]? {
    for view in views {
      if let page = try view.render(index) { return page }
    }
    return nil
  }

  /// The files that a part lists. If the ledger does not tell, the part in place does.
  private func files(of part: TreePart) throws -> PartFiles {
    do {
      return try content.files(of: part)
    } catch let error as UnwritablePart {
      guard let kept = partsInPlace[part] else { throw error.withoutPart }
      return PartFiles(kept.content, schedule: part.schedule)
    }
  }

  private mutating func finish(_ path: String, _ file: DigestSink.Summary) throws {
    record.others[path] = file.sha256
    if !isInPlace(path, file.sha256) { staged.summaries.append(path) }
  }

  /// - Returns: the path, or nothing if the file is in place already.
  private mutating func stage(_ bytes: [UInt8], at path: String) throws -> [String] {
    let sha256 = SHA256.hash(data: bytes).hexadecimal
    record.others[path] = sha256
    if isInPlace(path, sha256) { return [] }
    _ = try write(to: path) { try unsafe $0.write(bytes.span.bytes) }
    return [path]
  }

  private func write<Result>(
    to path: String, _ body: (ExportFile) throws -> Result
  ) throws -> (Result, DigestSink.Summary) {
    let file = try staging.makeFile(path)
    let result = try body(file)
    return (result, try file.finish())
  }

  private func isInPlace(_ path: String, _ sha256: String) -> Bool {
    let before = isTrusted ? recordedSHA256[path] : DigestSink.ofFile(staging.tree + "/" + path)?.sha256
    return before == sha256
  }
}
