/// The CSV of `doctor`: a line for each finding.
enum DiagnosticsTable {
  static func table(_ diagnostics: Diagnostics) -> CSVTable {
    CSVTable(
      columns: [.text("subject"), .value("is_good"), .value("is_note"), .text("finding")],
      rows: diagnostics.findings.map { [$0.subject, "\($0.isGood)", "\($0.isNote)", $0.finding] })
  }
}
