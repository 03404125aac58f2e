internal import Calendars
internal import Reports
internal import Runs
internal import Schedules

/// A plan for people: per tenant a line per occurrence with its reason, its window in local dates and in
/// UTC, and what will be done.
enum PlanText {
  static func render(_ plan: Plan) -> String {
    var lines = ["Plan for \(plan.at)"]
    for tenant in plan.tenants where !tenant.occurrences.isEmpty || !tenant.skipped.isEmpty {
      lines += ["", "\(tenant.tenant.slug) (\(tenant.tenant.calendar.zone.name))"]
      for planned in tenant.occurrences {
        lines.append("  \(planned.schedule.name) \(title(planned))")
        lines.append("    \(bounds(planned.occurrence.window))")
        lines.append("    \(planned.steps.map(text).joined(separator: "; "))")
      }
      lines += tenant.skipped.map { "  \($0.key.schedule) \($0.window.label): skipped, too far back" }
    }
    if plan.tenants.allSatisfy(\.occurrences.isEmpty) { lines += ["", "Nothing is due."] }
    return lines.joined(separator: "\n")
  }

  private static func title(_ planned: PlannedOccurrence) -> String {
    let revision = planned.occurrence.key.revision
    return "\(planned.occurrence.window.label): \(planned.reason.rawValue)"
      + (revision > 1 ? ", revision \(revision)" : "")
  }

  /// `2026-10-01 to 2026-11-01 (2026-09-30T22:00:00Z to 2026-10-31T23:00:00Z)`, ends exclusive.
  private static func bounds(_ window: Window) -> String {
    guard let startDate = window.startDate, let start = window.start else {
      return "everything before \(window.endDate) (\(window.end))"
    }
    return "\(startDate) to \(window.endDate) (\(start) to \(window.end))"
  }

  private static func text(_ step: Step) -> String {
    switch step {
    case .compute(let request): "compute \(request.report.type)"
    case .publish(let formats): "publish \(formats.map(\.rawValue).joined(separator: " and "))"
    }
  }
}
