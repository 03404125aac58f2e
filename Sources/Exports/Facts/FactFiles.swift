internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// Writes the files of an occurrence, from its facts and its ledger row alone. The caller provides the sinks.
struct FactFiles {
  struct RowCountMismatch: Error, CustomStringConvertible {
    var description: String { "the number of rows read differs from the number counted" }
  }

  /// A file that was written.
  struct Written<Summary> {
    let format: ExportFormat
    /// Numbered from 1.
    let part: Int
    let summary: Summary
    let totals: FactQuery.Totals
    let columns: Int
    let changedCells: Int
  }

  let connection: Connection
  /// Looks up the reports that the ledger names.
  let catalog: ReportCatalog
  let layout: TreeLayout
  let rowsPerPart: Int
  /// Formats that are not made from the facts alone.
  var viewFormats: Set<String> = []
  /// Called as the facts are read.
  var progress: (WorkStep) -> Void = { _ in }

  /// Writes one report in all its formats, in a single pass over the facts.
  ///
  /// - Throws: ``FactsMissing``
  func write<Sink: FactSink>(
    _ type: String, of occurrence: PublishableOccurrence,
    to makeSink: @escaping (ExportFormat, _ part: Int) throws -> Sink
  ) throws -> [Written<Sink.Summary>] {
    let report = try report(type, of: occurrence)
    let query = FactQuery(report: report, occurrence: occurrence.computed)
    let totals = try query.totals(connection, rowsPerPart: rowsPerPart)
    let count = totals.map(\.rows).reduce(0, +)
    try FactsMissing.check(
      .rows, stored: occurrence.request.storedRows(of: type), found: count,
      of: occurrence)
    let formats = try formats(of: type, occurrence).map(ExportFormat.init(recorded:))
    var read = 0
    let received = CountedSink.Count()
    func showProgress(_ rows: Int) {
      read += rows
      progress(.reading(report: type, rows: read, of: count, bytes: received.bytes))
    }
    showProgress(0)
    var files = try formats.map { format in
      try PartWriter(
        rowsPerPart: rowsPerPart, openSink: { try makeSink(format, $0) },
        openFormat: { try open(format, report, occurrence, CountedSink($0, received)) })
    }
    var stream = try query.rows(connection, count: count)
    while let rows = try stream.next() {
      for index in files.indices { try files[index].write(rows) }
      showProgress(rows.count)
    }
    return try formats.indices.flatMap { index in
      let parts = try files[index].finish()
      guard parts.map(\.rows) == totals.map(\.rows) else { throw RowCountMismatch() }
      return parts.enumerated().map { number, part in
        Written(
          format: formats[index], part: number + 1, summary: part.summary, totals: totals[number],
          columns: report.fileColumns.count, changedCells: part.changedCells)
      }
    }
  }

  /// The formats that a report was published in, or is to be published in.
  private func formats(of type: String, _ occurrence: PublishableOccurrence) -> [String] {
    guard let published = occurrence.reports.first(where: { $0.report == type }) else {
      return occurrence.request.formats.filter { !viewFormats.contains($0) }
    }
    return published.files.map(\.format).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Summarises the runs behind the files of a report; nil for the headers of the runs themselves.
  ///
  /// - Throws: ``FactsMissing``
  func runs(_ type: String, of occurrence: PublishableOccurrence) throws -> RunSummary? {
    if type == Report.runHeaders.type { return nil }
    let summary = try RunQuery(report: report(type, of: occurrence), occurrence: occurrence.computed)
      .summary(connection)
    try FactsMissing.check(
      .runs, stored: occurrence.request.stored?[type]?.runs, found: summary.succeeded + summary.failed,
      of: occurrence)
    return summary
  }

  /// The report, in the version that computed the facts.
  func report(
    _ type: String, of occurrence: PublishableOccurrence
  ) throws(UnknownReport) -> Report {
    try catalog.published(type, version: occurrence.version(of: type))
  }

  private func open(
    _ format: ExportFormat, _ report: Report, _ occurrence: PublishableOccurrence, _ sink: any FactSink
  ) throws -> any FactFormat {
    switch format {
    case .csv:
      CSVFormat(sink, columns: report.fileColumns, formulaGuard: occurrence.request.formulaGuard)
    case .xml:
      try XMLFormat(
        sink, report: report,
        attributes: RootAttribute.all(of: report).compactMap { attribute in
          attribute.value(occurrence, layout.slug).map { (attribute.name, $0) }
        })
    }
  }
}

extension ExportRequest {
  /// The number of rows that a report's files have; nil if an earlier program computed the occurrence.
  fileprivate func storedRows(of type: String) -> Int? {
    guard type == Report.runHeaders.type else { return stored?[type]?.rows }
    return stored?.values.map(\.runs).reduce(0, +)
  }
}
