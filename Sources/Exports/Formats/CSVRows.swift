package import PostgreSQL
package import Reports

/// Rows as CSV like that of the files, with the formula guard, for whoever writes it elsewhere.
package struct CSVRows {
  private var format: CSVFormat

  /// - Parameter write: receives whole lines.
  package init(columns: [Column], write: @escaping (_ lines: String) -> Void) {
    format = CSVFormat(Sink(write), columns: columns, formulaGuard: true)
  }

  package init(header: [(name: String, isText: Bool)], write: @escaping (_ lines: String) -> Void) {
    format = CSVFormat(Sink(write), header: header, formulaGuard: true)
  }

  /// - Parameter row: has the columns, in their order; and whether what is in them is text.
  package mutating func write(_ row: [(cell: String?, isText: Bool)]) throws { try format.write(row) }

  /// - Parameter rows: have the columns, in their order and as text.
  package mutating func write(_ rows: Rows) throws { try format.write(rows, rows.startIndex..<rows.endIndex) }

  package mutating func finish() throws { try format.finish() }

  private final class Sink: FactSink {
    private let write: (String) -> Void

    init(_ write: @escaping (String) -> Void) { self.write = write }

    func write(_ bytes: RawSpan) {
      write(unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) })
    }

    func finish() {}
  }
}
