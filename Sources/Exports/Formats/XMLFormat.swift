internal import PostgreSQL
internal import Reports
internal import XML

/// Flat XML: a root element in the report's own namespace, an element per row, and an element per value. NULL
/// is an absent element.
struct XMLFormat: FactFormat {
  private struct Element {
    let start: [UInt8]
    let end: [UInt8]
    let isText: Bool

    init(_ name: String, isText: Bool = false) {
      start = Array("<\(name)>".utf8)
      end = Array("</\(name)>".utf8)
      self.isText = isText
    }
  }

  private static let chunk = 64 * 1024

  private let document: Document
  private let columns: [Element]
  private let row = Element("row")
  private var buffer: [UInt8] = []
  private(set) var changedCells = 0

  /// Holds the noncopyable writer, so that the format itself stays copyable.
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

  /// - Parameter attributes: names and values of the root's attributes (tenant, window, revision and so on),
  ///   in order.
  init(_ sink: any FactSink, report: Report, attributes: [(String, String)]) throws {
    columns = report.fileColumns.map { column in
      if case .text = column.type { Element(column.name, isText: true) } else { Element(column.name) }
    }
    let writer = XMLWriter { try sink.write($0) }
    try writer.startElement(StaticName(report.type))
    try writer.attribute("xmlns", report.xmlNamespace)
    for (name, value) in attributes { try writer.attribute(name, value) }
    document = Document(writer)
  }

  mutating func write(_ rows: Rows, _ range: Range<Int>) throws {
    for index in range {
      buffer.append(.lineFeed)
      buffer += row.start
      for (position, column) in columns.enumerated() {
        unsafe rows.withBytes(index, position) { bytes in
          guard let bytes = unsafe bytes else { return }
          buffer += column.start
          if !column.isText {
            unsafe buffer.append(contentsOf: bytes)
          } else if unsafe XMLCharacters.append(bytes, to: &buffer) {
            changedCells += 1
          }
          buffer += column.end
        }
      }
      buffer += row.end
      if buffer.count >= Self.chunk { try flush() }
    }
  }

  mutating func finish() throws {
    buffer.append(.lineFeed)
    try flush()
    try document.finish()
  }

  private mutating func flush() throws {
    try document.with { try unsafe $0.markup(buffer.span.bytes) }
    buffer.removeAll(keepingCapacity: true)
  }
}

extension UInt8 {
  fileprivate static let lineFeed = UInt8(ascii: "\n")
}
