internal import PostgreSQL
internal import Reports
internal import XML

/// Flat XML: a root element in the report's own namespace, an element per row, and an element per value. NULL
/// is an absent element.
struct XMLFormat: FactFormat {
  private let document: Document
  private let columns: [(name: StaticName, isText: Bool)]
  private let row = StaticName("row")
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
      if case .text = column.type {
        (StaticName(column.name), true)
      } else {
        (StaticName(column.name), false)
      }
    }
    let writer = XMLWriter { try sink.write($0) }
    try writer.startElement(StaticName(report.type))
    try writer.attribute("xmlns", report.xmlNamespace)
    for (name, value) in attributes { try writer.attribute(name, value) }
    document = Document(writer)
  }

  mutating func write(_ rows: Rows, _ range: Range<Int>) throws {
    try document.with { writer in
      for index in range {
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

  mutating func finish() throws {
    try document.with { try $0.lineBreak() }
    try document.finish()
  }
}
