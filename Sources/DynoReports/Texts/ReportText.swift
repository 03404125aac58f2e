internal import Calendars
internal import Reports
internal import Runs
internal import Schedules

/// The text output of `report`: a table.
enum ReportText {
  static func render(_ adHoc: AdHocReport, _ result: AdHocReport.Result) -> String {
    let table = TextTable(
      columns: adHoc.columns.map { TextTable.Column(title: $0.name, isNumber: $0.isNumber) },
      rows: result.rows)
    let about =
      adHoc.window.map {
        "\($0.label) (\($0.kind.rawValue)), \($0.startDate.map { "\($0)" } ?? "") to \($0.endDate)"
      }
      ?? "all deals"
    let failures = result.failures.map { failure in
      "FAILED \(failure.dimensions.map { $0 ?? "-" }.joined(separator: " ")): \(failure.message)"
    }
    let notices = result.warnings.sorted { $0.key < $1.key }.map { "warning: \($0.key): \($0.value)" }
    return
      ([
        "\(adHoc.tenant.slug) \(adHoc.request.report.type): \(about), \(adHoc.tenant.calendar.zone.name), "
          + "as of \(adHoc.asOf)", "",
      ] + table.lines + failures + notices)
      .joined(separator: "\n")
  }
}
