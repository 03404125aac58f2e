package import PostgreSQL
package import Reports
internal import Runs

/// What a view is made from: an occurrence, and the rows of its files.
package struct ViewSource {
  package let occurrence: PublishableOccurrence
  private let facts: FactFiles

  init(_ occurrence: PublishableOccurrence, _ facts: FactFiles) {
    self.occurrence = occurrence
    self.facts = facts
  }

  /// What its views show of the periods before; nil if nothing is kept.
  package var history: String? { occurrence.viewHistory }

  /// The newest published periods of its schedule that ended before it, oldest first; those whose rows cannot be read are left
  /// out.
  ///
  /// - Parameter count: at most as many.
  package func earlier(_ count: Int) throws -> [ViewSource] {
    try Ledger.publishedOccurrences(before: occurrence.computed.occurrence, count: count, facts.connection)
      .compactMap { computed in
        do {
          return ViewSource(try PublishableOccurrence(computed), facts)
        } catch is UnreadableOccurrence {
          return nil
        }
      }
  }

  /// Reads something that the views of other periods can do without.
  ///
  /// - Returns: nil if it cannot be read because of this period's own data.
  package func ifReadable<Value>(_ read: (ViewSource) throws -> Value) throws -> Value? {
    do {
      return try facts.connection.withSavepoint { try read(self) }
    } catch  where ReportFailure(report: nil, underlying: error).isLimitedToPeriod {
      return nil
    }
  }

  /// The published revision that it takes the place of; nil if there is none that can be read.
  package var superseded: PublishableOccurrence? {
    get throws {
      guard occurrence.key.revision > 1 else { return nil }
      return try PublishableOccurrence.published(in: occurrence.key, facts.connection).readable
        .last { $0.key.revision < occurrence.key.revision }
    }
  }

  /// The name of the tenant in paths.
  package var tenant: String { facts.layout.slug }

  /// A report, in the version that computed it.
  package func report(_ type: String) throws -> Report { try facts.report(type, of: occurrence) }

  /// Calls the body with the rows of a report, in the order and the text form of its files, batch by batch.
  ///
  /// - Throws: also ``FactsMissing`` at the end, if the facts are not those of the published files.
  package func forEachBatch(of type: String, _ body: (Report, Rows) throws -> Void) throws {
    let report = try report(type)
    var stream = try FactQuery(report: report, occurrence: occurrence.computed).rows(facts.connection)
    var found = 0
    while let rows = try stream.next() {
      found += rows.count
      try body(report, rows)
    }
    let published = occurrence.reports.first { $0.report == type }
    try FactsMissing.check(.rows, stored: published?.rows, found: found, of: occurrence)
  }
}
