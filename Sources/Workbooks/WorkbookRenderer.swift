package import Exports
internal import Gzip
internal import Reports

/// Renders a period as a workbook: a sheet that says what it is, one for each report, one for the runs, and one that explains the
/// columns.
package struct WorkbookRenderer: ViewRenderer {
  package let format = ViewFormat.xlsx.rawValue
  package let version = "1"
  /// Of compression. The usual 6 takes twice as long and saves an eighth.
  private static let level = 3
  private let limits: SheetLimits

  package init() { self.init(SheetLimits()) }

  init(_ limits: SheetLimits) { self.limits = limits }

  package func render(_ source: ViewSource, to write: @escaping (RawSpan) throws -> Void) throws {
    let archive = ZipWriter(level: Self.level, sink: write)
    let types = source.occurrence.reports.map(\.report)
    let reports = try types.map(source.report)
    let package = WorkbookPackage(
      sheets: [WorkbookPackage.Sheet(name: AboutSheet.name, hasHeading: false)]
        + zip(source.occurrence.reports, reports).map { published, report in
          let columns = SheetColumns(report)
          return WorkbookPackage.Sheet(
            name: report.type, printed: (min(published.rows + 1, limits.rows), columns.printed - 1),
            leading: columns.leading)
        } + [WorkbookPackage.Sheet(name: ColumnSheet.name)])
    for (path, text) in package.documents {
      try add(path, to: archive) { write in try unsafe write(Array(text.utf8).span.bytes) }
    }
    var outcomes: [String: ReportSheet.Outcome] = [:]
    var rest = limits
    for (number, report) in reports.enumerated() {
      let sheet = ReportSheet(report: report, limits: rest)
      let outcome = try add(package.path(of: number + 1), to: archive) { try sheet.write(source, to: $0) }
      rest.bytes -= outcome.bytes
      outcomes[report.type] = outcome
    }
    try add(package.path(of: types.count + 1), to: archive) {
      try ColumnSheet(reports: reports).write(to: $0)
    }
    // Now it is known what the others show.
    let about = AboutSheet(AboutContent(source, reports, outcomes))
    try add(package.path(of: 0), to: archive) { try about.write(to: $0) }
    try archive.finish()
  }

  private func add<Result>(
    _ path: String, to archive: ZipWriter, _ content: (@escaping (RawSpan) throws -> Void) throws -> Result
  ) throws -> Result {
    try archive.open(path)
    let result = try content { try archive.write($0) }
    try archive.close()
    return result
  }
}
