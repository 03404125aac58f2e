/// The sheet that says what the workbook shows and where it comes from.
struct AboutSheet {
  static let name = "About"
  private static let widths = [30, 40, 18, 12, 12, 13, 50]

  private let content: AboutContent

  init(_ content: AboutContent) { self.content = content }

  func write(to write: @escaping (RawSpan) throws -> Void) throws {
    var writer = SheetWriter(SheetWriter.Layout(widths: Self.widths, isFirst: true), write)
    try writer.add([.text(content.title, .title)])
    for note in AboutContent.notes { try writer.add([.text(note, .note)]) }
    try writer.add([])
    for (name, cell) in content.facts { try writer.add([.text(name, .label), cell]) }
    for table in content.tables where !table.rows.isEmpty {
      try writer.add([])
      try writer.add([.text(table.title, .section)])
      if let note = table.note { try writer.add([.text(note, .note)]) }
      try writer.addHeading(
        table.headings.enumerated().map { .text($1, table.numbers.contains($0) ? .numberHeading : .heading) })
      for row in table.rows { try writer.add(row) }
    }
    try writer.finish()
  }
}
