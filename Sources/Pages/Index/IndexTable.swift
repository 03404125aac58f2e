internal import Calendars
internal import Exports
internal import Runs

/// Periods of a schedule, each with the figures that its page begins with.
struct IndexTable {
  /// Newest first.
  let lines: [IndexLine]
  /// What stands above it, for those who do not see it.
  let label: String
  let zones: [String: ZoneRules]
  private let figures: [IndexFigure]
  /// Each period names its own then, and there are no bars, which would have one scale.
  private let hasSeveralCurrencies: Bool
  /// The figure that has a bar.
  private let drawn: IndexFigure?
  private let most: ExactNumber

  init(_ lines: [IndexLine], label: String, zones: [String: ZoneRules]) {
    self.lines = lines
    self.label = label
    self.zones = zones
    let figures = IndexFigure.all(of: lines)
    self.figures = figures
    hasSeveralCurrencies = Set(lines.filter(\.isPublished).map(\.period.currency)).count > 1
    let drawn = hasSeveralCurrencies ? nil : figures.first { $0.name == .wonAmount } ?? figures.first
    self.drawn = drawn
    most = drawn.flatMap { drawn in lines.compactMap(drawn.value).max() } ?? .zero
  }

  var markup: Markup {
    let heads: [Markup] = figures.map { figure in
      "<th scope=\"col\">\(figure.heading)</th>\(figure.name == drawn?.name ? "<td></td>" : "" as Markup)"
    }
    let window: Markup =
      looksElsewhere
      ? "<th scope=\"col\" class=\"t\">\(heading(elsewhere.map(\.window.kind), or: "Looks at"))</th>" : ""
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(label)"><table class="index"><thead><tr>\
      <th scope="col" class="t">\(heading(lines.map(\.period.period.kind), or: "Period"))</th>\(window)\(heads)\
      <th scope="col" class="t">Files</th></tr></thead><tbody>\(lines.map(row))</tbody></table></div>\(notes)
      """
  }

  private var elsewhere: [IndexedPeriod] {
    lines.filter { $0.isPublished && $0.period.looksElsewhere }.map(\.period)
  }

  private var looksElsewhere: Bool { !elsewhere.isEmpty }

  /// The unit of the windows, if it is the same for all.
  private func heading(_ kinds: [WindowKind], or other: String) -> String {
    let units = Set(kinds.map(\.unit))
    guard let unit = units.first, units.count == 1 else { return other }
    return unit.prefix(1).uppercased() + unit.dropFirst()
  }

  private func row(_ line: IndexLine) -> Markup {
    let indexed = line.period
    let period = indexed.period
    let days = period.startDate == nil ? "" : period.words
    let explained: Markup =
      days == period.title || period.kind == .monthly || period.kind == .daily
      ? "" : " <span class=\"q\">\(days)</span>"
    let name: Markup = indexed.page.map { "<a href=\"\($0)\">\(period.title)</a>" } ?? "\(period.title)"
    guard line.isPublished else {
      let columns = figures.count + (drawn == nil ? 0 : 1) + (looksElsewhere ? 1 : 0) + 1
      return """
        <tr><th scope="row">\(name)\(explained)</th><td class="t q" colspan="\(columns)">\(indexed.isSkipped ? "skipped" : "its row in the ledger cannot be read")</td></tr>

        """
    }
    let window: Markup = looksElsewhere ? "<td class=\"t\">\(indexed.window.label)</td>" : ""
    return """
      <tr><th scope="row">\(name)\(explained)\(states(of: indexed))</th>\(window)\(figures.map { cells($0, line) })\
      <td class="t">\(files(of: indexed))</td></tr>

      """
  }

  private func cells(_ figure: IndexFigure, _ line: IndexLine) -> Markup {
    let bar: Markup =
      figure.name == drawn?.name
      ? """
      <td class="small"><svg width="72" height="10" aria-hidden="true" focusable="false">\
      <rect class="strong" width="\((figure.value(of: line) ?? .zero).position(to: most))" height="10"/></svg></td>
      """ : ""
    return "<td>\(figure.text(of: line) ?? "–")</td>\(bar)"
  }

  /// What is to be known of a period, in words under its name.
  private func states(of period: IndexedPeriod) -> [Markup] {
    var states: [Markup] = []
    if let name = period.snapshot.name {
      let rest =
        period.snapshot == .reconstructed
        ? " as of \(seen(period))" : period.snapshot.explanation.map { ": \($0)" } ?? ""
      states.append("<div class=\"q\">\(name)\(rest)</div>")
    }
    if hasSeveralCurrencies {
      states.append("<div class=\"q\">\(period.currency.map { "in \($0)" } ?? "no currency is set")</div>")
    }
    if period.revision > 1 {
      let reason = period.restateReason.map { ": \($0)" } ?? ""
      states.append("<div class=\"q\">revision \(period.revision)\(reason)</div>")
    }
    if period.failedRuns > 0 {
      states.append("<div class=\"warn\">\(counted(period.failedRuns, "run")) failed</div>")
    }
    return states
  }

  /// The date that a period is as of, where it was counted.
  private func seen(_ period: IndexedPeriod) -> String {
    let asOf = period.asOf ?? period.period.end
    return zones[period.timeZone]?.localDate(at: asOf).words ?? "\(asOf)"
  }

  /// What holds for all reconstructed periods of the table.
  private var notes: Markup {
    let notes = lines.compactMap(\.period.reconstruction)
    guard !notes.isEmpty else { return "" }
    let today = Set(notes.compactMap(\.today)).sorted().map { "; \($0)" }.joined()
    let leftOut = Set(notes.flatMap(\.leftOut).map { "\($0.report) is left out: \($0.reason)" }).sorted()
    let sentences = ["Reconstructed: \(SnapshotKind.reconstructed.explanation ?? "")\(today)"] + leftOut
    return "<p class=\"q\">\(sentences.map { $0 + "." }.joined(separator: " "))</p>"
  }

  /// Of a format with one file, the file; of the others, the list of them on the page.
  private func files(of period: IndexedPeriod) -> [Markup] {
    period.formats.filter { $0 != "html" }.map { format in
      let target = period.views[format] ?? period.page.map { "\($0)#files" }
      return target.map { "<a class=\"file\" href=\"\($0)\">\(format)</a>" as Markup }
        ?? "<span class=\"file\">\(format)</span>"
    }
  }
}
