internal import Exports
internal import Reports

extension FactTable {
  /// - Parameters:
  ///   - rows: how many there are.
  ///   - name: what they are, if they are not those of the report.
  func summary(rows: Int, named name: String? = nil) -> TableSummary {
    let files = published?.files ?? []
    let format =
      files.contains { $0.format == ExportFormat.csv.rawValue }
      ? ExportFormat.csv.rawValue : files.first?.format
    return TableSummary(
      rows: rows, failedRuns: published?.runs?.failed ?? 0,
      files: files.filter { $0.format == format }.map(\.path), name: name)
  }
}
