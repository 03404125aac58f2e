internal import Calendars
internal import Runs

/// What the status page says of a schedule beside its row in the table of all.
struct StatusLines {
  private(set) var failed: [StatusLine] = []
  private(set) var late: [StatusLine] = []
  private(set) var waiting: [StatusLine] = []
  private(set) var restated: [StatusLine] = []

  private let schedule: ScheduleStatus
  private let tenant: TenantStatus

  init(_ schedule: ScheduleStatus, of tenant: TenantStatus) {
    self.schedule = schedule
    self.tenant = tenant
    for open in schedule.open { add(open) }
    addIncomplete()
    failed += missing
    if let last = schedule.lastPublished, last.snapshotKind == .late {
      late = [
        line(
          last.period, "late", "The CRM was read when the next period was due: its numbers are of that day.")
      ]
    }
    restated = schedule.restated.map { occurrence in
      let reason = occurrence.restateReason ?? "No reason is recorded."
      return line(occurrence.period, "revision \(occurrence.key.revision)", reason)
    }
  }

  private func line(_ period: Window, _ state: String, _ text: String) -> StatusLine {
    StatusLine(
      tenant: tenant.slug, schedule: schedule.schedule, period: period.label, state: state, text: text)
  }

  /// The options that name the schedule; only the tenant, if the schedule is not in its file any more: no option can name it then.
  private var names: String {
    "--tenant \(tenant.slug)" + (schedule.isRemoved ? "" : " --schedule \(schedule.schedule)")
  }

  /// The options that name a period. Of a rolling one, the range takes what ends in it.
  private func dates(_ periods: [Window]) -> String {
    let range = PeriodRange(covering: periods)
    return "--from \(range?.from.description ?? "…") --to \(range?.to.description ?? "…")"
  }

  private mutating func add(_ open: ScheduleStatus.Open) {
    let occurrence = open.occurrence
    if let error = occurrence.errorMessage {
      let tries = occurrence.failures > 1 ? "Failed \(occurrence.failures) times: " : ""
      let wait = open.waitsUntil.map { " Not tried again before \($0), unless with --retry." } ?? ""
      var line = line(
        occurrence.period, occurrence.state == .computed ? "not published" : "failed",
        "\(tries)\(error)\(error.hasSuffix(".") ? "" : ".")\(wait)")
      line.commands = ["dyno-reports doctor"]
      if open.reason != nil { line.commands.append("dyno-reports run --retry \(names)") }
      failed.append(line)
    } else if open.reason == nil {
      failed.append(
        line(
          occurrence.period, "left open",
          schedule.isRemoved
            ? "The schedule is not in its file any more, so no run takes it. Put it back to have it computed."
            : "The schedule is disabled in its file, so no run takes it. Enable it to have it computed."))
    } else {
      waiting.append(line(occurrence.period, occurrence.state.waitingWords, next(open)))
    }
  }

  /// What comes next for a period that waits.
  private func next(_ open: ScheduleStatus.Open) -> String {
    if let until = open.waitsUntil { return "Not computed before \(until)." }
    switch open.occurrence.state {
    case .running: return "A worker has it. If that worker is gone, the next run takes it over."
    case .computed: return "The next run publishes it."
    default:
      return open.occurrence.key.revision > 1
        ? "A restatement was asked for, and the next run computes it." : "The next run computes it."
    }
  }

  private mutating func addIncomplete() {
    let all = schedule.incomplete
    for occurrence in all.suffix(FailedRunList.maxPeriods).reversed() {
      var line = line(
        occurrence.period, "\(counted(occurrence.failedRuns, "run")) failed",
        "The rest is published. Correct the data, then \(schedule.isRemoved ? "put the schedule back into its file and " : "")restate."
      )
      line.details =
        tenant.failedRuns[occurrence.key]?.markup(
          rest: "dyno-reports runs --failed --tenant \(tenant.slug) --limit 10000") ?? ""
      line.commands = schedule.isRemoved ? [] : [restatement(of: occurrence)]
      failed.append(line)
    }
    let rest = all.dropLast(FailedRunList.maxPeriods)
    guard let first = rest.first, let last = rest.last else { return }
    let label =
      rest.count == 1 ? first.period.label : "\(first.period.label) to \(last.period.label)"
    failed.append(
      StatusLine(
        tenant: tenant.slug, schedule: schedule.schedule, period: label,
        state: "\(counted(rest.map(\.failedRuns).reduce(0, +), "run")) failed",
        text: "\(counted(rest.count, "more period")) of which runs failed.",
        commands: ["dyno-reports status --tenant \(tenant.slug)"]))
  }

  /// A reconstructed period is not read from the CRM of today.
  private func restatement(of occurrence: Occurrence) -> String {
    let way = occurrence.snapshotKind == .reconstructed ? " --as-it-was" : ""
    return "dyno-reports restate \(names) \(dates([occurrence.period]))\(way) --reason \"…\""
  }

  /// Neighbours in one line, with one command.
  private var missing: [StatusLine] {
    var groups: [[Window]] = []
    for period in schedule.missing.map(\.period) {
      if let last = groups.last?.last, period.follows(last) {
        groups[groups.count - 1].append(period)
      } else {
        groups.append([period])
      }
    }
    return groups.compactMap { periods in
      guard let first = periods.first, let last = periods.last else { return nil }
      return StatusLine(
        tenant: tenant.slug, schedule: schedule.schedule,
        period: periods.count == 1 ? first.label : "\(first.label) to \(last.label)", state: "missing",
        text: periods.count == 1
          ? "Never recorded, although earlier and later periods were."
          : "\(periods.count) periods were never recorded, although earlier and later ones were.",
        commands: ["dyno-reports backfill \(names) \(dates(periods))"])
    }
  }
}
