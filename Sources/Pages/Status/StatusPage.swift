package import Calendars
package import Foundation
internal import Runs

/// The page for the operator: what needs someone, and the state of every schedule.
package struct StatusPage {
  let at: Instant
  let tenants: [TenantStatus]
  /// What is wrong with schedule files, one message each.
  let issues: [String]

  package init(at: Instant, tenants: [TenantStatus], issues: [String]) {
    self.at = at
    self.tenants = tenants.sorted { $0.slug < $1.slug }
    self.issues = issues
  }

  package var html: Data { Data(markup.text.utf8) }

  private var markup: Markup {
    let problems = StatusProblems(tenants, issues)
    let time = "\(at.description.prefix(16).replacing("T", with: " ")) UTC"
    return Page(
      title: "Dyno Reports · status",
      header: "<p><b>Dyno Reports</b> · status</p><p>\(time)</p>",
      body: """
        <h1>\(verdict(problems))</h1>
        <p class="subtitle">\(counted(tenants.map(\.schedules.count).reduce(0, +), "schedule")) at \(time). What needs \
        someone stands first, with the command to run next.</p>
        \(problems.markup)\(all)
        """,
      footer: """
        <p>dyno-reports \(Versions.software)</p>\
        <p>Written by dyno-reports status --html; nothing here is published.</p>
        """
    ).markup
  }

  private func verdict(_ problems: StatusProblems) -> String {
    let count = problems.tenants.count
    if tenants.isEmpty && issues.isEmpty { return "There are no tenants" }
    if count == 0, issues.isEmpty {
      return tenants.count == 1
        ? "\(tenants[0].slug) is as it should be" : "All \(tenants.count) tenants are as they should be"
    }
    let mistakes = "\(counted(issues.count, "mistake")) in schedule files"
    if count == 0 { return mistakes }
    return "\(count) of \(counted(tenants.count, "tenant")) need\(count == 1 ? "s" : "") someone"
      + (issues.isEmpty ? "" : "; \(mistakes)")
  }

  private var all: Markup {
    """
    <section id="all" aria-labelledby="all-title">
    <div class="rail"><h2 id="all-title">All tenants</h2><p>The last twelve periods that each schedule had planned, the latest at the right.</p>\
    </div><div class="main"><ul class="legend">\(legend)</ul>\
    <div class="scroll" role="region" tabindex="0" aria-label="All schedules"><table class="status"><thead><tr>\
    \(["Tenant", "Schedule", "Last published", "Next due", "Last twelve", "State now"].map {
      "<th scope=\"col\" class=\"t\">\($0)</th>" as Markup
    })</tr></thead>\(tenants.map(body))</table></div></div></section>

    """
  }

  private var legend: [Markup] {
    PeriodMark.allCases.map { mark in
      "<li><svg width=\"8\" height=\"14\" aria-hidden=\"true\" focusable=\"false\">\(mark.drawing(x: 0))</svg> \(mark.name)</li>"
    }
  }

  private func body(_ tenant: TenantStatus) -> Markup {
    let rows: [Markup] = tenant.schedules.enumerated().map { index, schedule in
      let name: Markup =
        index == 0
        ? """
        <th scope="rowgroup" rowspan="\(tenant.schedules.count)"><b>\(tenant.slug)</b> <span class="q">\(tenant.timeZone)</span>\
        </th>
        """ : ""
      let due =
        schedule.isRemoved
        ? "removed from its file"
        : !schedule.isEnabled
          ? "disabled in its file" : schedule.nextDue.map { $0.description.prefix(16) + "Z" } ?? "–"
      return """
        <tr>\(name)<td class="t">\(schedule.schedule)</td><td class="t">\(schedule.lastPublished?.period.label ?? "never")</td>\
        <td class="t">\(due.replacing("T", with: " "))</td><td class="t">\(marks(schedule))</td><td class="t">\(state(schedule))</td></tr>

        """
    }
    return "<tbody>\(rows)</tbody>"
  }

  private func marks(_ schedule: ScheduleStatus) -> Markup {
    let marks = schedule.recent.map(PeriodMark.init)
    let words = schedule.recent.map(PeriodMark.words).joined(separator: ", ")
    let width = 12 * 11
    let drawings: [Markup] = marks.enumerated().map { index, mark in
      mark.drawing(x: width - (marks.count - index) * 11)
    }
    return """
      <svg width="\(width)" height="14" role="img" aria-label="\(words.isEmpty ? "no periods" : words)">\(drawings)</svg>
      """
  }

  private func state(_ schedule: ScheduleStatus) -> Markup {
    guard let last = schedule.recent.last else { return "" }
    let mark = PeriodMark(last)
    if mark == .published { return "" }
    return mark.isFault ? "<span class=\"warn\">\(mark.name)</span>" : "\(PeriodMark.words(last))"
  }
}
