internal import Exports
internal import PostgreSQL
internal import Reports
internal import Runs

/// The facts of a report in a period, in the order of its files.
///
/// They are read when they are asked for. The first and the last are kept, which a page can have in a table; of those between them
/// it needs a number or two.
final class FactTable {
  let report: Report
  let published: ManifestReport?
  /// The slug of the tenant.
  var tenant: String { source.tenant }
  private let source: ViewSource
  private let positions: [String: Int]
  private var kept: Ends<FactRow>?

  /// - Returns: nil if the period has no report that is shown like this.
  convenience init?(_ presentation: Presentation, in source: ViewSource) throws {
    let reports = try source.occurrence.request.reports.map(source.report)
    guard let report = reports.first(where: { $0.presentation == presentation }) else { return nil }
    self.init(report, in: source)
  }

  init(_ report: Report, in source: ViewSource) {
    self.report = report
    published = source.occurrence.reports.first { $0.report == report.type }
    self.source = source
    positions = Dictionary(
      report.fileColumns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Calls the body with each row.
  func scan(_ body: (FactRow) throws -> Void) throws {
    if let kept, kept.omitted == 0 { return try kept.elements.forEach(body) }
    var ends = Ends<FactRow>(max: ExactTable.maxRows)
    try source.forEachBatch(of: report.type) { [positions] _, batch in
      for row in batch {
        let row = FactRow(positions: positions, values: row.all)
        ends.append(row)
        try body(row)
      }
    }
    kept = ends
  }

  /// As many of the first and of the last rows as a table of a page can have.
  var ends: Ends<FactRow> {
    get throws {
      if kept == nil { try scan { _ in } }
      return kept ?? Ends(max: ExactTable.maxRows)
    }
  }

  /// All rows, of a report that has one for each stage or pipeline.
  var all: [FactRow] {
    get throws {
      var rows: [FactRow] = []
      try scan { rows.append($0) }
      return rows
    }
  }
}
