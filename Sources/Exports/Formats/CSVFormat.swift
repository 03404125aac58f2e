internal import PostgreSQL
internal import Reports

/// RFC 4180 with minimal quoting, LF and a header row. NULL is an unquoted empty field. An empty text is
/// quoted, so the two can be told apart.
struct CSVFormat: FactFormat {
  private let sink: any FactSink
  private let isText: [Bool]
  private let formulaGuard: Bool
  private var buffer: [UInt8] = []
  private(set) var changedCells = 0

  /// - Parameter formulaGuard: whether to put a `'` before text cells that a spreadsheet would read as
  ///   formulas.
  init(_ sink: any FactSink, columns: [Column], formulaGuard: Bool) {
    self.init(
      sink, header: columns.map { ($0.name, $0.isText) },
      formulaGuard: formulaGuard)
  }

  init(_ sink: any FactSink, header: [(name: String, isText: Bool)], formulaGuard: Bool) {
    self.sink = sink
    self.formulaGuard = formulaGuard
    isText = header.map(\.isText)
    buffer.reserveCapacity(2 * Self.chunk)
    buffer += header.map(\.name).joined(separator: ",").utf8
    buffer.append(.lineFeed)
  }

  mutating func write(_ rows: Rows, _ range: Range<Int>) throws {
    for row in range {
      for column in isText.indices {
        if column > 0 { buffer.append(.comma) }
        unsafe rows.withBytes(row, column) { bytes in
          guard let bytes = unsafe bytes else { return }
          if isText[column] {
            unsafe appendText(bytes)
          } else {
            unsafe buffer.append(contentsOf: bytes)
          }
        }
      }
      buffer.append(.lineFeed)
      if buffer.count >= Self.chunk { try flush() }
    }
  }

  /// - Parameter row: has all columns.
  mutating func write(_ row: [(cell: String?, isText: Bool)]) throws {
    for (column, (cell, isText)) in row.enumerated() {
      if column > 0 { buffer.append(.comma) }
      guard var text = cell else { continue }
      if isText {
        text.withUTF8 { unsafe appendText($0) }
      } else {
        buffer += text.utf8
      }
    }
    buffer.append(.lineFeed)
    if buffer.count >= Self.chunk { try flush() }
  }

  mutating func finish() throws { try flush() }

  private static let chunk = 64 * 1024

  private mutating func flush() throws {
    try unsafe sink.write(buffer.span.bytes)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func appendText(_ bytes: UnsafeBufferPointer<UInt8>) {
    var cell: [UInt8] = []
    var needsQuotes = bytes.isEmpty
    if formulaGuard, let first = unsafe bytes.first, UInt8.formulaStarts.contains(first) {
      cell.append(.apostrophe)
    }
    var isChanged = !cell.isEmpty
    var wasBreak = false
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      // Each run of line breaks and tabs becomes one space, so that every tool reads a row as one line.
      let isBreak = byte == .lineFeed || byte == .carriageReturn || byte == .tab
      if isBreak {
        if !wasBreak { cell.append(.space) }
        isChanged = true
      } else {
        if byte == .quote { cell.append(.quote) }
        if byte == .quote || byte == .comma { needsQuotes = true }
        cell.append(byte)
      }
      wasBreak = isBreak
    }
    if isChanged { changedCells += 1 }
    if needsQuotes { buffer.append(.quote) }
    buffer += cell
    if needsQuotes { buffer.append(.quote) }
  }
}

extension UInt8 {
  fileprivate static let tab = UInt8(ascii: "\t")
  fileprivate static let lineFeed = UInt8(ascii: "\n")
  fileprivate static let carriageReturn = UInt8(ascii: "\r")
  fileprivate static let space = UInt8(ascii: " ")
  fileprivate static let quote = UInt8(ascii: "\"")
  fileprivate static let apostrophe = UInt8(ascii: "'")
  fileprivate static let comma = UInt8(ascii: ",")
  fileprivate static let formulaStarts = Set("=+-@".utf8)
}

extension Column {
  fileprivate var isText: Bool { if case .text = type { true } else { false } }
}
