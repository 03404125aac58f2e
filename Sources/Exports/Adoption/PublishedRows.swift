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

  private static let rowsPerBatch = 2_000

  /// The format whose text is exactly that of the facts, if the files have one. What XML cannot hold is rare; CSV changes what
  /// spreadsheets would misread.
  private var exactFormat: ExportFormat? {
    let formats = Set(published.files.map(\.format)).compactMap(ExportFormat.init).sorted {
      $0 == .xml && $1 != .xml
    }
    return formats.first { format in
      published.files.allSatisfy { $0.format != format.rawValue || $0.changedCells == 0 }
    }
  }

  /// Calls the body with the rows, in the order of the files: a value for each of the report's columns in ``Report/columns``.
  ///
  /// - Throws: ``CannotAdopt``, and what the body throws.
  func forEachBatch(_ body: @escaping ([[String?]]) throws -> Void) throws {
    guard let format = exactFormat else {
      let reason =
        published.files.isEmpty
        ? "the report was published in no file that has its rows"
        : "no file has the texts as they were: in each, some were changed to fit the format"
      throw CannotAdopt(published.files.first?.path, reason, .notProved)
    }
    let names = report.fileColumns.map(\.name)
    let places = report.columns.map { column in names.firstIndex(of: column.name)! }
    for file in published.files where file.format == format.rawValue {
      let batch = Batch(size: Self.rowsPerBatch) { rows in
        try body(rows.map { row in places.map { row[$0] } })
      }
      func add(_ row: [String?]) throws {
        guard batch.count < file.rows else {
          throw CannotAdopt(file.path, "has more rows than the manifest says")
        }
        try batch.add(row)
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
    guard let found else { throw CannotAdopt(path, "is missing") }
    guard found == DigestSink.Summary(bytes: bytes, sha256: sha256) else {
      throw CannotAdopt(path, "was changed: it is not the file that was published")
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
    private let size: Int
    private let body: ([[String?]]) throws -> Void
    private var rows: [[String?]] = []
    private(set) var count = 0

    init(size: Int, _ body: @escaping ([[String?]]) throws -> Void) {
      self.size = size
      self.body = body
    }

    func add(_ row: [String?]) throws {
      rows.append(row)
      count += 1
      if rows.count == size { try finish() }
    }

    func finish() throws {
      if rows.isEmpty { return }
      let full = rows
      rows.removeAll(keepingCapacity: true)
      try body(full)
    }
  }
}
