internal import PostgreSQL
internal import Reports
internal import XML

/// Flat XML: a root in the report's own namespace, an element per row, an element per value; NULL is an
/// absent element.
struct XMLFormat: FactFormat {
  private let file: GzippedFile
  private let document: Document
  private let columns: [(name: StaticName, isText: Bool)]
  private let row = StaticName("row")
  private(set) var changedCells = 0

  /// A noncopyable writer, held where a copyable format can reach it until it is finished.
  private final class Document {
    private var writer: XMLWriter?

    init(_ writer: consuming XMLWriter) { self.writer = consume writer }

    func with<Result>(_ body: (borrowing XMLWriter) throws -> Result) rethrows -> Result {
      try body(writer!)
    }

    func finish() throws {
      if let writer = writer.take() { try writer.finish() }
    }
  }

  /// - Parameter attributes: of the root: tenant, window, revision and so on, in this order.
  init(file: GzippedFile, report: Report, attributes: [(String, String)]) throws {
    self.file = file
    columns = report.fileColumns.map { column in
      if case .text = column.type {
        (StaticName(column.name), true)
      } else {
        (StaticName(column.name), false)
      }
    }
    let writer = XMLWriter { try file.write($0) }
    try writer.startElement(StaticName(report.type))
    try writer.attribute("xmlns", "urn:dyno-reports:\(report.type):1")
    for (name, value) in attributes { try writer.attribute(name, value) }
    document = Document(writer)
  }

  mutating func write(_ rows: Rows) throws {
    try document.with { writer in
      for index in 0..<rows.count {
        try writer.lineBreak()
        try writer.startElement(row)
        for (position, column) in columns.enumerated() {
          try unsafe rows.withBytes(index, position) { bytes in
            guard let bytes = unsafe bytes, let start = bytes.baseAddress else { return }
            try writer.startElement(column.name)
            if !column.isText {
              try unsafe writer.verbatim(start)
            } else if let replaced = unsafe XMLCharacters.replacingForbidden(in: bytes) {
              changedCells += 1
              try unsafe replaced.withUnsafeBufferPointer { try unsafe writer.text($0.baseAddress!) }
            } else {
              try unsafe writer.text(start)
            }
            try writer.endElement()
          }
        }
        try writer.endElement()
      }
    }
  }

  mutating func finish() throws -> FinishedFile {
    try document.with { try $0.lineBreak() }
    try document.finish()
    return FinishedFile(try file.finish(), changedCells: changedCells)
  }
}

/// The characters that XML 1.0 cannot hold, not even escaped.
enum XMLCharacters {
  /// The text with U+FFFD in place of each, and a NUL at the end; nil where there is none.
  static func replacingForbidden(in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var forbidden: [(position: Int, length: Int)] = []
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
        forbidden.append((index, 1))
      } else if byte == 0xEF, index + 2 < bytes.count, unsafe bytes[index + 1] == 0xBF,
        unsafe bytes[index + 2] >= 0xBE
      {
        // U+FFFE and U+FFFF
        forbidden.append((index, 3))
      }
    }
    guard !forbidden.isEmpty else { return nil }
    var result: [UInt8] = []
    var copied = 0
    for (position, length) in forbidden {
      unsafe result.append(contentsOf: bytes[copied..<position])
      result += [0xEF, 0xBF, 0xBD]
      copied = position + length
    }
    unsafe result.append(contentsOf: bytes[copied...])
    result.append(0)
    return result
  }
}
