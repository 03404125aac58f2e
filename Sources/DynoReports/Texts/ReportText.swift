internal import Calendars
internal import Reports
internal import Runs
internal import Schedules

/// The text output of `report`: a table.
enum ReportText {
  static func render(
    _ adHoc: AdHocReport, _ result: AdHocReport.Result, showsIDs: Bool = false, width: Int? = nil
  ) -> StyledText {
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
    let failures = failures(adHoc, result, showsIDs: showsIDs).map { StyledText("FAILED \($0)", .bad) }
    let notices = result.warnings.sorted { $0.key < $1.key }.map {
      StyledText("warning: ", .doubtful) + StyledText("\($0.key): \($0.value.grouped)")
    }
    return ([StyledText(heading(adHoc), .heading), ""] + table.lines(within: width) + failures + notices)
      .joined
  }

  /// The runs that cannot be reported, each with the reason.
  static func failures(
    _ adHoc: AdHocReport, _ result: AdHocReport.Result, showsIDs: Bool
  ) -> [String] {
    let report = adHoc.request.report
    let runs = DimensionColumns(report, report.runDimensions, showsIDs: showsIDs)
    return result.failures.map { failure in
      let run = runs.cells { failure.dimensions[$0] ?? failure.names[$0] ?? nil }.map { $0 ?? "-" }
      return "\(run.joined(separator: " ")): \(failure.message)"
    }
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
