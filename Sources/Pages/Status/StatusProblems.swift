internal import Calendars
internal import Runs

/// What needs someone, most urgent first, each with the command to run next; and what is only to be known.
struct StatusProblems {
  /// As many lines of a section are shown, so that a browser can open the page whatever has happened.
  private static let maxLines = 500

  private var failed: [StatusLine] = []
  private var late: [StatusLine] = []
  private var waiting: [StatusLine] = []
  private var restated: [StatusLine] = []
  private let issues: [String]

  /// The tenants that need someone.
  var tenants: Set<String> { Set(failed.map(\.tenant)) }

  init(_ tenants: [TenantStatus], _ issues: [String]) {
    self.issues = issues
    for tenant in tenants {
      for schedule in tenant.schedules {
        let lines = StatusLines(schedule, of: tenant)
        failed += lines.failed
        late += lines.late
        waiting += lines.waiting
        restated += lines.restated
      }
    }
  }

  var markup: Markup {
    """
    \(mistakes)\
    \(section("failed", "Failed", "Periods and runs that failed, or were left out.", failed))\
    \(section("late", "Late", "The newest period of a schedule, if the CRM was read only when the next one was due.", late))\
    \(section("waiting", "Waiting", "Due, and a run will see to it.", waiting))\
    \(section("restated", "Restated", "Restated in the last seven days; periods of more than a year ago are not searched.", restated))
    """
  }

  private var mistakes: Markup {
    guard !issues.isEmpty else { return "" }
    return """
      <section id="files" aria-labelledby="files-title"><div class="rail"><h2 id="files-title">Schedule files</h2>\
      <p>A file with a mistake gives its tenant nothing.</p></div><div class="main">\
      \(issues.prefix(Self.maxLines).map { "<p class=\"state\">\($0)</p>" as Markup })\(rest(issues.count, "mistake"))\
      <p><code>dyno-reports check</code></p></div></section>

      """
  }

  /// What is not shown of so many; nothing if all are.
  private func rest(_ count: Int, _ noun: String) -> Markup {
    guard count > Self.maxLines else { return "" }
    return "<p>and \(counted(count - Self.maxLines, "more \(noun)", "more \(noun)s")).</p>"
  }

  /// Nothing if there are no lines.
  private func section(_ id: String, _ title: String, _ meaning: String, _ lines: [StatusLine]) -> Markup {
    guard !lines.isEmpty else { return "" }
    let rows = lines.prefix(Self.maxLines).map { $0.row(isFault: id == "failed") }
    let all: Markup = lines.count > Self.maxLines ? "<p><code>dyno-reports status</code></p>" : ""
    return """
      <section id="\(id)" aria-labelledby="\(id)-title"><div class="rail"><h2 id="\(id)-title">\(title)</h2><p>\(meaning)</p></div>\
      <div class="main"><div class="scroll" role="region" tabindex="0" aria-label="Periods: \(title)"><table><thead><tr>\
      <th scope="col" class="t">Tenant, schedule, period</th><th scope="col" class="t">State</th>\
      <th scope="col" class="t">Why, and what comes next</th></tr></thead><tbody>\(rows)</tbody></table></div>\
      \(rest(lines.count, "line"))\(all)</div></section>

      """
  }
}
