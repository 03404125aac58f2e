package import PostgreSQL
package import Reports

/// What a view is made from: an occurrence, and the rows of its files.
package struct ViewSource {
  package let occurrence: PublishableOccurrence
  private let facts: FactFiles

  init(_ occurrence: PublishableOccurrence, _ facts: FactFiles) {
    self.occurrence = occurrence
    self.facts = facts
  }

  /// Calls the body with the rows of a report, in the order and the text form of its files, batch by batch.
  package func forEachBatch(of type: String, _ body: (Report, Rows) throws -> Void) throws {
    let report = try facts.report(type, of: occurrence)
    var stream = try FactQuery(report: report, occurrence: occurrence.computed).rows(facts.connection)
    while let rows = try stream.next() { try body(report, rows) }
  }
}
