internal import Calendars
internal import Runs

/// What needs someone, most urgent first, each with the command to run next; and what is only to be known.
struct StatusProblems {
  private struct Line {
    let tenant: String
    let schedule: String
    let period: String
    let state: String
    let text: String
    /// nil if nothing is to be done.
    let command: String?
  }

  private var failed: [Line] = []
  private var late: [Line] = []
  private var waiting: [Line] = []
  private var restated: [Line] = []
  private let issues: [String]

  /// The tenants that need someone.
  var tenants: Set<String> { Set(failed.map(\.tenant)) }

  init(_ tenants: [TenantStatus], _ issues: [String]) {
    self.issues = issues
    for tenant in tenants {
      for schedule in tenant.schedules { add(schedule, of: tenant.slug) }
    }
  }

  private mutating func add(_ schedule: ScheduleStatus, of tenant: String) {
    func line(_ period: Window, _ state: String, _ text: String, _ command: String? = nil) -> Line {
      Line(
        tenant: tenant, schedule: schedule.schedule, period: period.label, state: state, text: text,
        command: command)
    }
    let names = "--tenant \(tenant) --schedule \(schedule.schedule)"
    // Of a rolling period, the range takes what ends in it.
    func dates(_ period: Window) -> String {
      let range = PeriodRange(covering: [period])
      return "--from \(range?.from.description ?? "…") --to \(range?.to.description ?? "…")"
    }
    for open in schedule.open {
      let period = open.occurrence.period
      if let error = open.occurrence.errorMessage {
        let tries = open.occurrence.failures > 1 ? "Failed \(open.occurrence.failures) times: " : ""
        let wait = open.waitsUntil.map { " Not tried again before \($0)." } ?? ""
        failed.append(
          line(
            period, "failed", "\(tries)\(error)\(error.hasSuffix(".") ? "" : ".")\(wait)",
            "dyno-reports doctor"))
      } else if open.reason == nil {
        failed.append(
          line(
            period, "left open",
            "The schedule is not in its file any more, so no run takes it. Put it back to have it computed."))
      } else {
        waiting.append(line(period, "waiting", "Due, and the next run takes it."))
      }
    }
    for period in schedule.incomplete {
      failed.append(
        line(
          period.period, "\(counted(period.failedRuns, "run")) failed",
          "The rest is published. Correct the data, then restate.",
          "dyno-reports restate \(names) \(dates(period.period)) --reason \"…\""))
    }
    for missing in schedule.missing {
      failed.append(
        line(
          missing.period, "missing", "Never recorded, although earlier and later periods were.",
          "dyno-reports backfill \(names) \(dates(missing.period))"))
    }
    guard let last = schedule.lastPublished else { return }
    if last.hasLateSnapshot {
      late.append(
        line(
          last.period, "late", "The CRM was read when the next period was due: its numbers are of that day."))
    }
    if last.key.revision > 1 {
      restated.append(line(last.period, "revision \(last.key.revision)", last.restateReason ?? ""))
    }
  }

  var markup: Markup {
    """
    \(mistakes)\
    \(section("failed", "Failed", "Periods and runs that failed, or were left out.", failed))\
    \(section("late", "Late", "The newest period of a schedule, if the CRM was read more than a period after it ended.", late))\
    \(section("waiting", "Waiting", "Due, and the next run will see to it.", waiting))\
    \(section("restated", "Restated", "The newest period of a schedule, if it was restated.", restated))
    """
  }

  private var mistakes: Markup {
    guard !issues.isEmpty else { return "" }
    return """
      <section id="files" aria-labelledby="files-title"><div class="rail"><h2 id="files-title">Schedule files</h2>\
      <p>A file with a mistake gives its tenant nothing.</p></div><div class="main">\
      \(issues.map { "<p class=\"state\">\($0)</p>" as Markup })<p><code>dyno-reports check</code></p></div></section>

      """
  }

  /// Nothing if there are no lines.
  private func section(_ id: String, _ title: String, _ meaning: String, _ lines: [Line]) -> Markup {
    guard !lines.isEmpty else { return "" }
    let rows: [Markup] = lines.map { line in
      let command: Markup = line.command.map { "<div><code>\($0)</code></div>" } ?? ""
      let style: Markup = id == "failed" ? "t warn" : "t"
      return """
        <tr><th scope="row"><b>\(line.tenant)</b><div class="q">\(line.schedule) \(line.period)</div></th>\
        <td class="\(style)">\(line.state)</td><td class="t">\(line.text)\(command)</td></tr>

        """
    }
    return """
      <section id="\(id)" aria-labelledby="\(id)-title"><div class="rail"><h2 id="\(id)-title">\(title)</h2><p>\(meaning)</p></div>\
      <div class="main"><div class="scroll" role="region" tabindex="0" aria-label="Periods: \(title)"><table><thead><tr>\
      <th scope="col" class="t">Tenant, schedule, period</th><th scope="col" class="t">State</th>\
      <th scope="col" class="t">Why, and what comes next</th></tr></thead><tbody>\(rows)</tbody></table></div></div></section>

      """
  }
}
