internal import Calendars
internal import Orchestration
internal import PostgreSQL
internal import Reports
internal import Runs
internal import Schedules

/// The checks of `doctor` that do what a run does.
struct RunDiagnostics {
  let database: Database
  /// For computing; a rehearsal has its own.
  let connection: Connection
  let exports: ExportsOptions
  let at: Instant

  /// Does all of a run for a tenant that does not exist.
  func rehearse(_ diagnostics: inout Diagnostics) {
    diagnostics.check("rehearsal of a run") {
      try exports.withTrialFolder { folder in
        try Rehearsal(
          database, exports.publisher(database, exports: folder), exports: folder,
          schedule: .madeUp(ReportCatalog.product.reports), at: at,
          tzdataVersion: try TimeZoneDatabase().version
        ).run(on: database.connect())
      }
      return "computed, published, restated and skipped; then everything was rolled back and removed"
    }
  }

  /// Computes the latest complete period of every schedule from the CRM's rows, and stores nothing. Does not
  /// look for repeated ids: ``SourceDiagnostics`` does.
  func compute(_ file: TenantSchedules, _ diagnostics: inout Diagnostics) {
    for schedule in file.schedules {
      diagnostics.check("\(schedule.name) of \(file.tenant.slug)") {
        guard let window = file.tenant.calendar.latestComplete(schedule.period, at: at) else {
          return "has no complete period"
        }
        for request in schedule.reports where window.start != nil || request.report.supportsAllTime {
          let report = AdHocReport(tenant: file.tenant, request: request, window: window, at: at)
          let result = try report.run(database, connection)
          if let first = result.failures.first {
            throw FailedRuns(report: request.report.type, count: result.failures.count, first: first.message)
          }
        }
        return "\(window.label) can be computed"
      }
    }
  }

  private struct FailedRuns: Error, CustomStringConvertible {
    let report: String
    let count: Int
    let first: String

    var description: String { "\(counted(count, "run")) of \(report) would fail; the first one: \(first)" }
  }
}
