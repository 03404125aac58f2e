internal import Calendars
internal import Foundation
internal import Reports
internal import Runs
internal import Schedules

/// The JSON of `report`. Numbers are strings, so that they stay exact.
struct ReportDocument: Encodable {
  struct Failure: Encodable {
    /// The dimensions of the run, by column name.
    let dimensions: [String: String?]
    /// The names of the ids among them, by column name.
    let names: [String: String?]
    let message: String
  }

  let tenant: String
  let report: String
  /// Absent if the report covers all deals.
  let period: PeriodDocument?
  /// The same: what the report looks at is its period.
  let window: PeriodDocument?
  let timezone: String
  let asOf: String
  /// The code of the tenant's currency. Absent if it has none.
  let currency: String?
  /// By column name.
  let rows: [[String: String?]]
  /// Runs whose data cannot be reported.
  let failures: [Failure]
  /// Counts of irregular data that was reported nevertheless.
  let warnings: [String: Int]

  init(_ adHoc: AdHocReport, _ result: AdHocReport.Result) {
    tenant = adHoc.tenant.slug
    report = adHoc.request.report.type
    period = adHoc.window.map(PeriodDocument.init)
    window = period
    timezone = adHoc.tenant.calendar.zone.name
    asOf = adHoc.asOf.description
    currency = adHoc.tenant.currency?.code
    let names = adHoc.columns.map(\.name)
    warnings = result.warnings
    rows = result.rows.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    failures = result.failures.map {
      Failure(dimensions: $0.dimensions, names: $0.names, message: $0.message)
    }
  }
}
