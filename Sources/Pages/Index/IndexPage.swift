internal import Calendars
internal import Exports

/// The page that lists all periods of a tenant, newest first, schedule by schedule.
struct IndexPage {
  /// Schedules with more rows have all but the newest in a table per year that can be opened.
  private static let maxRows = 60

  let index: TenantIndex

  var markup: Markup {
    let schedules = schedules
    return Page(
      title: "Reports of \(index.tenant)",
      header: "<p><b>\(index.tenant)</b></p><p>\(zones)</p>",
      body: """
        <h1>Reports of \(index.tenant)</h1>
        <p class="subtitle">\(subtitle(schedules.count))</p>
        \(schedules.map { section($0) })
        """,
      footer: """
        <p>Dyno Reports · \(index.tenant) · sequence \(index.sequence)</p>\
        <p>manifest.json lists every file with its hash; SHA256SUMS checks the data.</p>
        """
    ).markup
  }

  private var schedules: [[IndexLine]] {
    Dictionary(grouping: index.periods, by: \.schedule).sorted { $0.key < $1.key }
      .map { $0.value.map(IndexLine.init) }
  }

  private var zones: String { Set(index.periods.map(\.timeZone)).sorted().joined(separator: ", ") }

  private func subtitle(_ schedules: Int) -> String {
    let currencies = Set(index.periods.filter { !$0.isSkipped && !$0.isUnreadable }.map { $0.currency ?? "" })
    let amounts =
      currencies.count > 1
      ? "The currency has changed: see each period."
      : currencies.first.flatMap { $0.isEmpty ? nil : "Amounts in \($0)." }
        ?? "No currency is set: amounts are as in the CRM."
    let published =
      index.publishedAt.map { " Last published \($0.prefix(16).replacing("T", with: " ")) UTC." } ?? ""
    return "\(counted(schedules, "schedule")), newest first.\(published) \(amounts)"
  }

  private func section(_ lines: [IndexLine]) -> Markup {
    let name = lines[0].period.schedule
    let table = IndexTable(lines)
    let older = Dictionary(grouping: lines.dropFirst(Self.maxRows)) {
      $0.period.endDate.adding(days: -1).year
    }
    .sorted { $0.key > $1.key }
    let folded: [Markup] = older.map { year, lines in
      """
      <details><summary>\(String(year)): \(counted(lines.count, "period"))</summary>\
      \(table.markup(lines, label: "Periods of \(name) in \(year)"))</details>
      """
    }
    return """
      <section id="\(name)" aria-labelledby="\(name)-title">
      <div class="rail"><h2 id="\(name)-title">\(name)</h2><p>\(about(lines))</p></div>
      <div class="main">\(table.markup(lines.prefix(Self.maxRows), label: "Periods of \(name)"))\(folded)</div>
      </section>

      """
  }

  /// By the newest published period, because a schedule may have changed.
  private func about(_ lines: [IndexLine]) -> String {
    guard let newest = lines.first(where: \.isPublished)?.period else { return "Nothing is published." }
    let window =
      newest.windowLabel == newest.label
      ? "" : newest.isRunning ? ": the running \(newest.windowKind.unit)" : ": a \(newest.windowKind.unit)"
    let reports = newest.reports.map { $0.replacing("_", with: " ") }.joined(separator: ", ")
    return
      "A period is \(newest.kind.unit == "period" ? "a stretch of days" : "a \(newest.kind.unit)")\(window). "
      + "\(reports.prefix(1).uppercased() + reports.dropFirst())."
  }
}
