internal import Crypto
internal import Foundation
internal import Gzip
internal import Reports
internal import XML

/// Reads the published files of one report of an entry: compares each with what the manifest says of it, and hands out its rows.
struct PublishedRows {
  let source: UntrustedTree
  let report: Report
  let published: ManifestReport
  /// Whether text in CSV is protected from being read as a formula.
  let hasFormulaGuard: Bool
  /// The files that are not there as they were published.
  let damaged: [String: CannotAdopt]

  private static let rowsPerBatch = 2_000
  private static let bytesPerBatch = 4 << 20

  /// The format whose text is that of the facts, if the files that are whole have one; else the one that comes nearest: what XML cannot
  /// hold is rare, CSV changes what spreadsheets would misread.
  private var readableFormat: ExportFormat? {
    let formats = Set(published.files.map(\.format)).compactMap(ExportFormat.init).sorted {
      $0 == .xml && $1 != .xml
    }
    func files(_ format: ExportFormat) -> [ManifestFile] {
      published.files.filter { $0.format == format.rawValue }
    }
    let whole = formats.filter { files($0).allSatisfy { damaged[$0.path] == nil } }
    return whole.first { files($0).allSatisfy { $0.changedCells == 0 } } ?? whole.first
  }

  /// Calls the body with the rows, in the order of the files: a value for each of the report's columns in ``Report/columns``.
  ///
  /// - Throws: ``CannotAdopt``, and what the body throws.
  func forEachBatch(_ body: @escaping ([[String?]]) throws -> Void) throws {
    guard let format = readableFormat else {
      throw published.files.compactMap { damaged[$0.path] }.first
        ?? CannotAdopt(nil, "\(report.type) was published in no file that has its rows", .notProved)
    }
    let names = report.fileColumns.map(\.name)
    let places = report.columns.map { column in names.firstIndex(of: column.name)! }
    for file in published.files where file.format == format.rawValue {
      let batch = Batch(rows: Self.rowsPerBatch, bytes: Self.bytesPerBatch) { rows in
        try body(rows.map { row in places.map { row[$0] } })
      }
      let isGuarded = format == .csv && hasFormulaGuard && file.changedCells > 0
      func add(_ row: [String?]) throws {
        guard batch.count < file.rows else {
          throw CannotAdopt(file.path, "has more rows than the manifest says")
        }
        try batch.add(isGuarded ? unguarded(row) : row)
      }
      try Self.translating(file) {
        switch format {
        case .csv:
          var reader = CSVReader(columns: names, row: add)
          try decompress(file) { try reader.read($0) }
          try reader.finish()
        case .xml:
          let reader = FlatXMLReader(
            root: report.type, namespace: report.xmlNamespace, columns: names, row: add)
          try decompress(file) { try reader.read($0) }
          try reader.finish()
        }
      }
      try batch.finish()
      guard batch.count == file.rows else {
        throw CannotAdopt(file.path, "has fewer rows than the manifest says")
      }
    }
  }

  /// Takes the formula guard off: an apostrophe before what a spreadsheet would take for a formula.
  private func unguarded(_ row: [String?]) -> [String?] {
    zip(report.fileColumns, row).map { column, value in
      guard case .text = column.type, let value, value.utf8.first == UInt8(ascii: "'"),
        let second = value.utf8.dropFirst().first, "=+-@".utf8.contains(second)
      else { return value }
      return String(decoding: value.utf8.dropFirst(), as: UTF8.self)
    }
  }

  private func decompress(_ file: ManifestFile, _ body: (RawSpan) throws -> Void) throws {
    var reader = GzipReader(limit: file.rawBytes)
    let digest = DigestSink()
    try read(file) { piece in
      try reader.read(piece) { raw in
        digest.write(raw)
        try body(raw)
      }
    }
    try reader.finish()
    guard digest.finish() == DigestSink.Summary(bytes: file.rawBytes, sha256: file.rawSHA256) else {
      throw CannotAdopt(file.path, "is not, decompressed, what the manifest says")
    }
  }

  private func read(_ file: ManifestFile, _ body: (RawSpan) throws -> Void) throws {
    try Self.read(file.path, bytes: file.bytes, sha256: file.sha256, source, body)
  }

  /// Reads a file and compares it with its hash.
  ///
  /// - Throws: ``CannotAdopt``
  static func read(
    _ path: String, bytes: Int, sha256: String, _ source: UntrustedTree, _ body: (RawSpan) throws -> Void
  ) throws {
    let found: DigestSink.Summary?
    do {
      found = try source.read(path, bytes: bytes, body)
    } catch let failure as UntrustedTree.Failure {
      throw CannotAdopt(path, failure.description)
    }
    guard let found else { throw CannotAdopt(path, "is missing; put it back from a backup of the folder") }
    guard found == DigestSink.Summary(bytes: bytes, sha256: sha256) else {
      throw CannotAdopt(path, "was changed since it was published; put it back from a backup of the folder")
    }
  }

  /// Says in which file a reader found something that does not belong there.
  private static func translating(_ file: ManifestFile, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as GzipReader.Failure {
      throw CannotAdopt(
        file.path, failure == .tooLong ? "has more bytes than the manifest says" : "cannot be decompressed")
    } catch let failure as FlatXMLReader.Failure {
      let reason =
        switch failure {
        case .hasDTD: "has a document type, which no published file has"
        case .notWellFormed, .unexpectedElement, .tooLong: "is not XML of the report"
        }
      throw CannotAdopt(file.path, reason)
    } catch is CSVReader.Failure {
      throw CannotAdopt(file.path, "is not CSV of the report")
    }
  }

  /// Collects rows. A class, because the readers keep the closure that adds to it.
  private final class Batch {
    private let maxRows: Int
    private let maxBytes: Int
    private let body: ([[String?]]) throws -> Void
    private var rows: [[String?]] = []
    private var bytes = 0
    private(set) var count = 0

    init(rows: Int, bytes: Int, _ body: @escaping ([[String?]]) throws -> Void) {
      maxRows = rows
      maxBytes = bytes
      self.body = body
    }

    func add(_ row: [String?]) throws {
      rows.append(row)
      count += 1
      bytes += row.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
      if rows.count == maxRows || bytes >= maxBytes { try finish() }
    }

    func finish() throws {
      if rows.isEmpty { return }
      let full = rows
      rows.removeAll(keepingCapacity: true)
      bytes = 0
      try body(full)
    }
  }
}
