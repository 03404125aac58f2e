/// Reads CSV as ``CSVFormat`` writes it, piece by piece: a header, then a line for each row. An empty field is NULL, a quoted
/// one is a text.
struct CSVReader {
  enum Failure: Error {
    case notCSV
    /// The header does not name the columns.
    case otherColumns
    /// A value is longer than any that can have been published.
    case tooLong
  }

  private enum Place {
    case startOfField, field, quotes, quoteInQuotes
  }

  private static let maxValueBytes = 1 << 20

  private let columns: [String]
  private let row: ([String?]) throws -> Void
  private var place = Place.startOfField
  private var hasHeader = false
  private var values: [String?] = []
  private var text: [UInt8] = []
  private var isEmpty = true

  /// - Parameter row: called for each row, with a value per column.
  init(columns: [String], row: @escaping ([String?]) throws -> Void) {
    self.columns = columns
    self.row = row
  }

  /// - Throws: ``Failure``, and what the receiver of rows throws.
  mutating func read(_ bytes: RawSpan) throws {
    for offset in 0..<bytes.byteCount {
      try read(unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
    }
  }

  /// - Throws: ``Failure`` if the last line is not complete.
  func finish() throws {
    guard hasHeader, isEmpty else { throw Failure.notCSV }
  }

  private mutating func read(_ byte: UInt8) throws {
    isEmpty = false
    switch (place, byte) {
    case (.startOfField, UInt8(ascii: "\"")): place = .quotes
    case (.quotes, UInt8(ascii: "\"")): place = .quoteInQuotes
    case (.quotes, _): try add(byte)
    case (.quoteInQuotes, UInt8(ascii: "\"")):
      try add(byte)
      place = .quotes
    case (_, UInt8(ascii: ",")): try endField()
    case (_, UInt8(ascii: "\n")): try endLine()
    case (.field, UInt8(ascii: "\"")), (.quoteInQuotes, _): throw Failure.notCSV
    case (.startOfField, _), (.field, _):
      try add(byte)
      place = .field
    }
  }

  private mutating func add(_ byte: UInt8) throws {
    guard text.count < Self.maxValueBytes else { throw Failure.tooLong }
    text.append(byte)
  }

  private mutating func endField() throws {
    guard values.count < columns.count else { throw Failure.notCSV }
    values.append(place == .startOfField ? nil : String(decoding: text, as: UTF8.self))
    text.removeAll(keepingCapacity: true)
    place = .startOfField
  }

  private mutating func endLine() throws {
    try endField()
    if hasHeader {
      guard values.count == columns.count else { throw Failure.notCSV }
      try row(values)
    } else {
      guard values == columns else { throw Failure.otherColumns }
      hasHeader = true
    }
    values.removeAll(keepingCapacity: true)
    isEmpty = true
  }
}
