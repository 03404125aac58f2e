internal import Exports
internal import PostgreSQL
internal import Reports
internal import Runs

/// The facts of a report in a period, in the order of its files.
///
/// They are read when they are asked for, and kept only if they are few: a page needs a number or two of each row, and all of
/// the rows that it shows.
final class FactTable {
  /// As many are kept, and are in the table of a page.
  static let maxKept = 5_000

  let report: Report
  let published: ManifestReport?
  /// The slug of the tenant.
  var tenant: String { source.tenant }
  private let source: ViewSource
  private let positions: [String: Int]
  private var kept: [FactRow]?

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

  /// Calls the body with each row and its place.
  func scan(_ body: (Int, FactRow) throws -> Void) throws {
    if let kept {
      for (place, row) in kept.enumerated() { try body(place, row) }
      return
    }
    var (count, rows) = (0, [FactRow]())
    try source.forEachBatch(of: report.type) { [positions] _, batch in
      for row in batch {
        let row = FactRow(positions: positions, values: row.all)
        if count < Self.maxKept { rows.append(row) } else { rows = [] }
        try body(count, row)
        count += 1
      }
    }
    if count <= Self.maxKept { kept = rows }
  }

  /// The rows at some places.
  func rows(at places: Set<Int>) throws -> [Int: FactRow] {
    var rows: [Int: FactRow] = [:]
    try scan { place, row in if places.contains(place) { rows[place] = row } }
    return rows
  }

  /// All rows, of a report that has one for each stage or pipeline.
  var all: [FactRow] {
    get throws {
      var rows: [FactRow] = []
      try scan { rows.append($1) }
      return rows
    }
  }
}
