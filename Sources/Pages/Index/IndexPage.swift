internal import Calendars
internal import Exports

/// A page that lists periods of a tenant, newest first, schedule by schedule: the newest, or all that ended in a year.
struct IndexPage {
  private let index: TenantIndex
  private let zones: [String: ZoneRules]
  private let lines: [[IndexLine]]

  /// - Parameter zones: by name, those of the periods that tzdata has.
  init(_ index: TenantIndex, zones: [String: ZoneRules]) {
    self.index = index
    self.zones = zones
    lines = index.schedules.map { $0.periods.map(IndexLine.init) }
  }

  var markup: Markup {
    let title = "Reports of \(index.tenant)" + (index.year.map { ", \($0)" } ?? "")
    let link: Markup =
      index.year == nil
      ? "" : "<p><a href=\"\(TenantIndex.link(to: nil))\">The newest periods of \(index.tenant)</a></p>"
    let sequence =
      index.publication.map { " · sequence \($0.sequence)" } ?? index.year.map { " · \($0)" } ?? ""
    return Page(
      title: title,
      header: "<p><b>\(index.tenant)</b></p>\(link)<p>\(timeZones)</p>",
      body: """
        <h1>\(title)</h1>
        <p class="subtitle">\(subtitle)</p>
        \(zip(index.schedules, lines).map(section))
        """,
      footer: """
        <p>Dyno Reports · \(index.tenant)\(sequence)</p>\
        <p>manifest.json lists every file with its hash; SHA256SUMS checks the data.</p>
        """
    ).markup
  }

  private var timeZones: String {
    Set(lines.joined().map(\.period.timeZone)).sorted().joined(separator: ", ")
  }

  private var subtitle: String {
    let currencies = Set(lines.joined().filter(\.isPublished).map { $0.period.currency ?? "" })
    let amounts =
      currencies.count > 1
      ? "Amounts are not all in one currency: each period says its own."
      : currencies.first.flatMap { $0.isEmpty ? nil : "Amounts in \($0)." }
        ?? "No currency is set: amounts are as in the CRM."
    let published =
      index.publication?.publishedAt.map {
        " Last published \($0.prefix(16).replacing("T", with: " ")) UTC."
      } ?? index.year.map { " What ended in \($0)." } ?? ""
    return "\(counted(lines.count, "schedule")), newest first.\(published) \(amounts)"
  }

  private func section(_ schedule: TenantIndex.Schedule, _ lines: [IndexLine]) -> Markup {
    let name = schedule.name
    let label = "Periods of \(name)" + (index.year.map { " in \($0)" } ?? "")
    let years: [Markup] = schedule.earlierYears.map { year in
      "<li><a href=\"\(TenantIndex.link(to: year))#\(name)\">\(year)</a></li>"
    }
    let earlier: Markup =
      years.isEmpty
      ? ""
      : """
      <nav aria-label="Earlier periods of \(name)"><p>These are the newest \(lines.count) periods. All that ended in a year:</p>\
      <ul class="years">\(years)</ul></nav>
      """
    return """
      <section id="\(name)" aria-labelledby="\(name)-title">
      <div class="rail"><h2 id="\(name)-title">\(name)</h2><p>\(about(lines))</p></div>
      <div class="main">\(IndexTable(lines, label: label, zones: zones).markup)\(earlier)</div>
      </section>

      """
  }

  /// By the newest published period, because a schedule may have changed.
  private func about(_ lines: [IndexLine]) -> String {
    guard let newest = lines.first(where: \.isPublished)?.period else { return "Nothing is published." }
    let unit = newest.window.kind.unit
    let window =
      !newest.looksElsewhere
      ? ""
      : newest.isComing ? ": the \(unit) to come" : newest.isRunning ? ": the running \(unit)" : ": a \(unit)"
    let reports = newest.reports.map { $0.replacing("_", with: " ") }.joined(separator: ", ")
    let period = newest.period.kind.unit
    return "A period is \(period == "period" ? "a stretch of days" : "a \(period)")\(window). "
      + "\(reports.prefix(1).uppercased() + reports.dropFirst())."
  }
}
