internal import Calendars
internal import Foundation
internal import Reports
internal import Runs
internal import Schedules

/// What `report` tells, as JSON and for people. Numbers are text: they are exact.
struct ReportDocument: Encodable {
  struct Failure: Encodable {
    /// What the run is about, by dimension column.
    let dimensions: [String: String?]
    let message: String
  }

  let tenant: String
  let report: String
  /// Absent where the report is about all deals.
  let period: PeriodDocument?
  let timezone: String
  let asOf: String
  /// By column.
  let rows: [[String: String?]]
  /// Runs whose data cannot be reported.
  let failures: [Failure]
  /// Counts of what is odd in the data, though it was reported.
  let warnings: [String: Int]

  private let adHoc: AdHocReport
  private let result: AdHocReport.Result

  private enum CodingKeys: CodingKey {
    case tenant, report, period, timezone, asOf, rows, failures, warnings
  }

  init(_ adHoc: AdHocReport, _ result: AdHocReport.Result) {
    self.adHoc = adHoc
    self.result = result
    tenant = adHoc.tenant.slug
    report = adHoc.request.report.type
    period = adHoc.window.map(PeriodDocument.init)
    timezone = adHoc.tenant.calendar.zone.name
    asOf = adHoc.asOf.description
    let names = adHoc.columns.map(\.name)
    warnings = result.warnings
    rows = result.rows.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    failures = result.failures.map { failure in
      Failure(
        dimensions: Dictionary(
          uniqueKeysWithValues: zip(adHoc.request.report.runDimensions, failure.dimensions)),
        message: failure.message)
    }
  }

  var text: String {
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
    let notices = warnings.sorted { $0.key < $1.key }.map { "warning: \($0.key): \($0.value)" }
    return
      (["\(tenant) \(report): \(about), \(timezone), as of \(asOf)", ""] + table.lines + failures + notices)
      .joined(separator: "\n")
  }
}
