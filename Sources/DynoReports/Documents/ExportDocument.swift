internal import Exports

/// The JSON of `export`.
struct ExportDocument: Encodable {
  let written: [PublishedDocument]

  init(_ written: [(tenant: String, published: PublishedOccurrence)]) {
    self.written = written.map { PublishedDocument($1.occurrence, of: $0) }
  }
}
