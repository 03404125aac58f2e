internal import Calendars
internal import Reports
internal import Runs
internal import Schedules

/// The text output of `report`: a table.
enum ReportText {
  static func render(_ adHoc: AdHocReport, _ result: AdHocReport.Result, showsIDs: Bool = false) -> String {
    let report = adHoc.request.report
    let about = DimensionColumns(report, report.dimensions.map(\.name), showsIDs: showsIDs)
    let metrics = report.metrics.filter { $0.nameOf == nil }
    let positions = Dictionary(uniqueKeysWithValues: adHoc.columns.enumerated().map { ($1.name, $0) })
    let table = TextTable(
      columns: about.columns + metrics.map { TextTable.Column(title: $0.name, isNumber: $0.isNumber) },
      rows: result.rows.map { row in
        let value = { (column: String) in positions[column].flatMap { row[$0] } }
        return about.cells(value) + metrics.map { value($0.name) }
      })
    let runs = DimensionColumns(report, report.runDimensions, showsIDs: showsIDs)
    let failures = result.failures.map { failure in
      let run = runs.cells { failure.dimensions[$0] ?? failure.names[$0] ?? nil }.map { $0 ?? "-" }
      return "FAILED \(run.joined(separator: " ")): \(failure.message)"
    }
    let notices = result.warnings.sorted { $0.key < $1.key }.map { "warning: \($0.key): \($0.value)" }
    return ([heading(adHoc), ""] + table.lines + failures + notices).joined(separator: "\n")
  }

  private static func heading(_ adHoc: AdHocReport) -> String {
    let about =
      adHoc.window.map {
        "\($0.label) (\($0.kind.rawValue)), \($0.startDate.map { "\($0)" } ?? "") to \($0.endDate)"
      }
      ?? "all deals"
    let currency = adHoc.tenant.currency.map { ", \($0.code)" } ?? ""
    return "\(adHoc.tenant.slug) \(adHoc.request.report.type): \(about), \(adHoc.tenant.calendar.zone.name), "
      + "as of \(adHoc.asOf)\(currency)"
  }
}
