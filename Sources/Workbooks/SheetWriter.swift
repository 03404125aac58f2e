/// Writes a sheet of a workbook, row by row.
struct SheetWriter {
  /// What is the same for the whole sheet.
  struct Layout {
    /// Of the columns, in characters.
    let widths: [Int]
    /// Whether the first row stays in view and is repeated on each page, and rows can be filtered.
    var hasHeading = false
    /// Whether it is the sheet that is shown first.
    var isFirst = false
    /// How many pages are beside each other in print.
    var pages = 1
  }

  private static let chunk = 64 * 1024
  /// In points.
  private static let lineHeight = 15
  private static let numberEnd = Array("</v></c>".utf8)
  private static let keepingBlanks = Array(" xml:space=\"preserve\"".utf8)
  private static let textEnd = Array("</t></is></c>".utf8)

  private let write: (RawSpan) throws -> Void
  private let layout: Layout
  /// Each with the beginning of its cells.
  private let columns: [(name: String, start: [UInt8])]
  private var buffer: [UInt8] = []
  private var written = 0
  private var row: [UInt8] = []
  private(set) var rows = 0

  init(_ layout: Layout, _ write: @escaping (RawSpan) throws -> Void) {
    self.write = write
    self.layout = layout
    columns = layout.widths.indices.map { index in
      let name = ColumnName.text(index)
      return (name, Array("<c r=\"\(name)".utf8))
    }
    buffer.reserveCapacity(2 * Self.chunk)
    append(
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
      <sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>\
      <sheetView workbookViewId="0"\(layout.isFirst ? " tabSelected=\"1\" showGridLines=\"0\"" : "")>
      """)
    if layout.hasHeading {
      append(
        """
        <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>\
        <selection pane="bottomLeft" activeCell="A2" sqref="A2"/>
        """)
    }
    append("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"\(Self.lineHeight)\"/><cols>")
    for (index, width) in layout.widths.enumerated() {
      append("<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>")
    }
    append("</cols><sheetData>")
  }

  /// The number of bytes so far.
  var bytes: Int { written + buffer.count }

  /// - Parameter height: in points; nil for that of a line.
  mutating func beginRow(height: Int? = nil) {
    rows += 1
    row = Array(String(rows).utf8)
    append("<row r=\"")
    buffer += row
    if let height { append("\" ht=\"\(height)\" customHeight=\"1") }
    append("\">")
  }

  mutating func endRow() throws {
    append("</row>")
    if buffer.count >= Self.chunk { try flush() }
  }

  /// Adds a cell to the row. Columns are in order; those that are left out have none.
  ///
  /// - Parameters:
  ///   - start: the format's ``CellFormat/numberStart``.
  ///   - digits: a decimal number.
  mutating func number(_ column: Int, _ start: [UInt8], _ digits: some Sequence<UInt8>) {
    begin(column, start)
    buffer.append(contentsOf: digits)
    buffer += Self.numberEnd
  }

  /// - Parameter start: the format's ``CellFormat/textStart``.
  mutating func text(_ column: Int, _ start: [UInt8], _ text: UnsafeBufferPointer<UInt8>) {
    begin(column, start)
    if unsafe CellText.needsBlanksKept(text) { buffer += Self.keepingBlanks }
    buffer.append(UInt8(ascii: ">"))
    unsafe CellText.append(text, to: &buffer)
    buffer += Self.textEnd
  }

  /// - Parameter text: letters, digits and punctuation that stand for themselves in XML, such as an id.
  mutating func symbols(_ column: Int, _ start: [UInt8], _ text: UnsafeBufferPointer<UInt8>) {
    begin(column, start)
    buffer.append(UInt8(ascii: ">"))
    unsafe buffer.append(contentsOf: text)
    buffer += Self.textEnd
  }

  /// Adds the row above a table.
  mutating func addHeading(_ cells: [Cell]) throws { try add(cells, height: 20) }

  /// - Parameter lines: how many its texts take.
  mutating func add(_ cells: [Cell], lines: Int = 1) throws {
    try add(cells, height: lines > 1 ? Self.lineHeight * lines : nil)
  }

  private mutating func add(_ cells: [Cell], height: Int?) throws {
    beginRow(height: height)
    for (column, cell) in cells.enumerated() {
      switch cell {
      case .empty: continue
      case .number(let digits, let format): number(column, format.numberStart, digits.utf8)
      case .text(var value, let format):
        value.withUTF8 { unsafe text(column, format.textStart, $0) }
      }
    }
    try endRow()
  }

  mutating func finish() throws {
    append("</sheetData>")
    if layout.hasHeading, let last = columns.last { append("<autoFilter ref=\"A1:\(last.name)\(rows)\"/>") }
    append(
      """
      <pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>\
      <pageSetup orientation="landscape" fitToWidth="\(layout.pages)" fitToHeight="0"/>\
      <headerFooter><oddFooter>&amp;L&amp;F · &amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>
      """)
    try flush()
  }

  private mutating func begin(_ column: Int, _ start: [UInt8]) {
    buffer += columns[column].start
    buffer += row
    buffer += start
  }

  private mutating func append(_ markup: String) { buffer += markup.utf8 }

  private mutating func flush() throws {
    try unsafe write(buffer.span.bytes)
    written += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }
}
