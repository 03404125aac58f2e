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
  /// How long a statement may take, in seconds.
  let timeout: Int

  /// Does all of a run for a tenant that does not exist.
  func rehearse(_ checked: CheckedSources, _ diagnostics: inout Diagnostics) {
    Terminal.status("rehearsing a run")
    diagnostics.check(
      "rehearsal of a run",
      remedy:
        "if a right is missing, run `dyno-reports migrate` as the owner of the report tables, which grants it; if a "
        + "statement took longer than \(counted(timeout, "second")), make the CRM's views faster (docs/your_crm.md) or "
        + "allow more with --report-timeout"
    ) {
      try exports.withTrialFolder { folder in
        try Rehearsal(
          database, exports.publisher(database, exports: folder), exports: folder,
          schedule: .madeUp(ReportCatalog.product.reports), at: at,
          tzdataVersion: try TimeZoneDatabase().version, sources: checked, timeLimitSeconds: timeout
        ).run(on: database.connect())
      }
      return "computed, published, restated and skipped; then everything was rolled back and removed"
    }
  }

  /// Computes the latest period that has fallen due of every schedule from the CRM's rows, and stores nothing.
  ///
  /// - Parameter plans: gets what was found in the plans.
  func compute(
    _ file: TenantSchedules, _ checked: CheckedSources, _ plans: inout PlanDiagnostics,
    _ diagnostics: inout Diagnostics
  ) {
    for schedule in file.schedules {
      let subject = "\(schedule.name) of \(file.tenant.slug)"
      let end = schedule.latestEnd(dueBy: at, in: file.tenant.calendar)
      guard let period = file.tenant.calendar.latestComplete(schedule.period, at: end) else {
        diagnostics.check(subject) { "no period has fallen due" }
        continue
      }
      let window = file.tenant.calendar.window(schedule.window, for: period)
      var computed: [String] = []
      // A run looks for repeated ids once for each period.
      var sources = checked
      for request in schedule.reports where window.start != nil || request.report.supportsAllTime {
        let type = request.report.type
        Terminal.status("\(file.tenant.slug) \(schedule.name) \(period.label): \(type)")
        let report = AdHocReport(
          tenant: file.tenant, request: request, window: window, at: at, asOf: period.end,
          rule: schedule.window)
        let trial = ReportTrial(report: report, sources: sources, timeout: timeout)
        do {
          let duration = try compute(trial, subject, &plans, &diagnostics)
          sources = CheckedSources(
            lackStatistics: checked.lackStatistics, optionalColumns: checked.optionalColumns)
          if let duration { computed.append("\(type) \(duration.inSeconds)") }
        } catch {
          diagnostics.addProblem(subject, error)
          break
        }
      }
      guard !computed.isEmpty else { continue }
      diagnostics.check(subject) {
        "\(period.label) can be computed: \(computed.joined(separator: ", "))"
      }
    }
  }

  /// - Returns: how long it took; nil if it could not be computed.
  /// - Throws: `RepeatedKeys`, because of which nothing else can be computed.
  private func compute(
    _ trial: ReportTrial, _ subject: String, _ plans: inout PlanDiagnostics,
    _ diagnostics: inout Diagnostics
  ) throws -> Duration? {
    do {
      let outcome = try trial.compute(database, connection)
      plans.add(outcome.plans, of: trial, taking: outcome.duration)
      return outcome.duration
    } catch let error as RepeatedKeys {
      throw error
    } catch {
      if case ReportTrial.Failure.tookTooLong(_, let found?) = error {
        plans.add(found, of: trial, taking: .seconds(trial.timeout), wasStopped: true)
      }
      diagnostics.addProblem(subject, error)
      return nil
    }
  }
}
