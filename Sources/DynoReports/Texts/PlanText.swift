internal import Calendars
internal import Reports
internal import Runs
internal import Schedules

/// The text output of `plan`: for each occurrence of a tenant, the reason, the window in local dates and in
/// UTC, and the steps.
enum PlanText {
  static func render(_ plan: Plan) -> StyledText {
    var lines: [StyledText] = ["Plan for \(plan.at)"]
    for tenant in plan.tenants where !tenant.isEmpty {
      lines += [
        "", StyledText("\(tenant.tenant.slug) (\(tenant.tenant.calendar.zone.name))", .heading),
      ]
      for planned in tenant.occurrences {
        lines.append("  " + StyledText("\(planned.schedule.name) \(title(planned))", .heading))
        lines.append("    \(bounds(planned.occurrence.period))")
        lines += window(planned).map { ["    \($0)"] } ?? []
        lines += planned.outcomesUntil.map { ["    counts outcomes until \($0)"] } ?? []
        lines.append("    \(planned.steps.map(text).joined(separator: "; "))")
        lines += planned.notReconstructed.map {
          StyledText("    without \($0.report): \($0.reason)", .doubtful)
        }
      }
      lines += tenant.schedulesReadLate.map {
        StyledText(
          "  \($0): reads the CRM as it is now, also for periods that are long over: it does not know what it was then",
          .doubtful)
      }
      lines += tenant.suggestions.map { "  \($0)" }
      lines += tenant.beforeHistory.labelsBySchedule.map { schedule, labels in
        StyledText(
          "  \(schedule) \(labels): ended before the history of stages begins; the numbers are those of today",
          .doubtful)
      }
      lines += tenant.waiting.map { waiting in
        let occurrence = waiting.occurrence
        return StyledText(
          "  \(occurrence.key.schedule) \(occurrence.period.label): waiting\(occurrence.mark), "
            + waiting.text,
          occurrence.failures > 0 ? .bad : nil)
      }
      lines += tenant.skipped.labelsBySchedule.map { schedule, labels in
        "  \(schedule) \(labels): skipped; `backfill` would compute it"
      }
      lines += tenant.deferred.labelsBySchedule.map { schedule, labels in
        "  \(schedule) \(labels): becomes due; the next run computes it"
      }
      lines += tenant.shifts.map { StyledText("  \($0.schedule): \($0.text)", .doubtful) }
      lines += UntouchedText.lines(tenant.untouched, of: tenant.tenant.slug, plan.mode).map { "  \($0)" }
    }
    if plan.tenants.allSatisfy(\.occurrences.isEmpty) {
      let nothing = "Nothing would be computed."
      let isWaiting = plan.tenants.contains { !$0.waiting.isEmpty }
      let reason = isWaiting ? nothing : plan.mode.nothingToDo(nothing)
      lines += ["", StyledText(plan.tenants.isEmpty ? "There is no tenant to plan for." : reason)]
    }
    return lines.joined
  }

  private static func title(_ planned: PlannedOccurrence) -> String {
    let revision = planned.occurrence.key.revision
    return "\(planned.occurrence.period.label): \(planned.reason.rawValue)"
      + planned.occurrence.mark
      + (revision > 1 ? ", revision \(revision)" : "")
      + (planned.occurrence.restateReason.map { " (\($0))" } ?? "")
  }

  /// `looks at 2026-Q4 (current quarterly), 2026-10-01 to …`; nil if the reports look at the period itself.
  private static func window(_ planned: PlannedOccurrence) -> String? {
    guard let window = planned.occurrence.window, window != planned.occurrence.period else { return nil }
    let rule = planned.reason == .unpublished ? "" : " (\(planned.schedule.window))"
    return "looks at \(window.label)\(rule), \(bounds(window))"
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
    case .publish(let exports, let views):
      "publish \(enumerated(exports.map(\.rawValue) + views.map(\.rawValue)))"
    }
  }

  /// `csv`, `csv and xml`, `csv, xml and xlsx`
  private static func enumerated(_ words: [String]) -> String {
    let last = words.suffix(1)
    return ([words.dropLast().joined(separator: ", ")] + last).filter { !$0.isEmpty }.joined(
      separator: " and ")
  }
}

extension TenantPlan {
  /// The schedules that look at windows which are not over, and of which periods are planned that ended some time ago. Their
  /// numbers are not what they would have been then.
  fileprivate var schedulesReadLate: [String] {
    Set(occurrences.filter(\.readsTodaysCRM).map(\.schedule.name)).sorted()
  }

  /// The commands that compute periods as things stood, where the CRM would be read too late.
  fileprivate var suggestions: [String] {
    Dictionary(grouping: reconstructible, by: \.schedule.name).sorted { $0.key < $1.key }.flatMap {
      name, planned in
      let reports = planned[0].schedule.reports.map(\.report).filter(\.reconstruction.isPossible).map(\.type)
      // One command for two stretches would also compute the periods between them.
      return planned.map(\.occurrence).sorted { $0.key < $1.key }.map(\.period).stretches.map { periods in
        let range = PeriodRange(covering: periods)
        return "\(name) \(periods.map(\.label).summarized): read late, with the numbers of today; to compute "
          + "\(reports.joined(separator: ", ")) as things stood: dyno-reports backfill --as-it-was "
          + "--tenant \(tenant.slug) --schedule \(name) --from \(range?.from.description ?? "…") "
          + "--to \(range?.to.description ?? "…")"
      }
    }
  }

  fileprivate var isEmpty: Bool {
    occurrences.isEmpty && waiting.isEmpty && skipped.isEmpty && deferred.isEmpty && untouched.isEmpty
      && shifts.isEmpty && refusals.isEmpty
  }
}
