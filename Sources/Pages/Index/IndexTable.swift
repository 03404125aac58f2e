internal import Calendars
internal import Exports

/// The periods of a schedule, each with the figures that its newest page begins with.
struct IndexTable {
  private static let maxFigures = 3

  private struct Figure {
    let name: Figures.Name
    let heading: String
    let format: (ExactNumber) -> String
    /// What it is of, in ``Figures``.
    var whole: Figures.Name?
  }

  private let newest: IndexedPeriod?
  private let figures: [Figure]
  /// The figure that has a bar.
  private let drawn: Figures.Name?
  private let most: ExactNumber

  /// - Parameter lines: all of the schedule, newest first: bars have one scale.
  init(_ lines: [IndexLine]) {
    let published = lines.filter(\.isPublished)
    let newest = published.first?.period
    self.newest = newest
    let isRunning = newest?.isRunning ?? false
    let all = [
      Figure(name: .openAmount, heading: "Open", format: \.short),
      Figure(name: .weightedAmount, heading: "Weighted", format: \.short),
      Figure(
        name: .wonAmount, heading: isRunning ? "Won in the \(newest?.windowKind.unit ?? "")" : "Won",
        format: \.short),
      isRunning
        ? Figure(name: .shortCount, heading: "Short of 3×", format: { $0.grouped() }, whole: .targetCount)
        : Figure(
          name: .reachedCount, heading: "Reached target", format: { $0.grouped() }, whole: .targetCount),
      Figure(name: .winRate, heading: "Win rate", format: { $0.percent() }),
    ]
    let own = published.first?.figures ?? Figures()
    let ordered = isRunning ? all : Array(all.dropFirst(2) + all.prefix(2))
    let figures = Array(ordered.filter { own[$0.name] != nil }.prefix(Self.maxFigures))
    self.figures = figures
    let drawn = figures.first { $0.name == .wonAmount }?.name ?? figures.first?.name
    self.drawn = drawn
    most = drawn.flatMap { name in published.compactMap { $0.figures[name] }.max() } ?? .zero
  }

  func markup(_ lines: some Sequence<IndexLine>, label: String) -> Markup {
    let heads: [Markup] = figures.map { figure in
      "<th scope=\"col\">\(figure.heading)</th>\(figure.name == drawn ? "<td></td>" : "" as Markup)"
    }
    let kind = newest?.kind.unit ?? "period"
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(label)"><table class="index"><thead><tr>\
      <th scope="col" class="t">\(kind.prefix(1).uppercased() + kind.dropFirst())</th>\(window)\(heads)\
      <th scope="col" class="t">Files</th></tr></thead><tbody>\(lines.map(row))</tbody></table></div>
      """
  }

  private var looksElsewhere: Bool { newest.map { $0.windowLabel != $0.label } ?? false }

  private var window: Markup {
    guard looksElsewhere, let newest else { return "" }
    let unit = newest.windowKind.unit
    return "<th scope=\"col\" class=\"t\">\(unit.prefix(1).uppercased() + unit.dropFirst())</th>"
  }

  private func row(_ line: IndexLine) -> Markup {
    let period = line.period
    let last = period.endDate.adding(days: -1)
    let title = Window(
      kind: period.kind, label: period.label, startDate: period.startDate, endDate: period.endDate,
      start: nil,
      end: Instant(secondsSinceEpoch: 0)
    ).title
    let days = period.startDate.map { CivilDate.words(from: $0, to: last) } ?? ""
    let explained: Markup =
      days == title || period.kind == .monthly || period.kind == .daily
      ? "" : " <span class=\"q\">\(days)</span>"
    let name: Markup = period.page.map { "<a href=\"\($0)\">\(title)</a>" } ?? "\(title)"
    if !line.isPublished {
      let columns = figures.count + (drawn == nil ? 0 : 1) + (looksElsewhere ? 1 : 0) + 1
      return """
        <tr><th scope="row">\(name)\(explained)</th><td class="t q" colspan="\(columns)">\(period.isSkipped ? "skipped" : "its row in the ledger cannot be read")</td></tr>

        """
    }
    let window: Markup = looksElsewhere ? "<td class=\"t\">\(period.windowLabel)</td>" : ""
    return """
      <tr><th scope="row">\(name)\(explained)\(states(of: period))</th>\(window)\(figures.map { cells($0, line) })\
      <td class="t">\(files(of: period))</td></tr>

      """
  }

  private func cells(_ figure: Figure, _ line: IndexLine) -> Markup {
    let own = line.figures
    let value = own[figure.name]
    let whole = figure.whole.flatMap { own[$0] }.map { " of \($0.grouped())" } ?? ""
    let bar: Markup =
      figure.name == drawn
      ? """
      <td class="small"><svg width="72" height="10" aria-hidden="true" focusable="false">\
      <rect class="strong" width="\((value ?? .zero).position(to: most))" height="10"/></svg></td>
      """ : ""
    return "<td>\(value.map { figure.format($0) + whole } ?? "–")</td>\(bar)"
  }

  /// What is to be known of a period, in words under its name.
  private func states(of period: IndexedPeriod) -> [Markup] {
    var states: [Markup] = []
    if period.isLate {
      states.append("<div class=\"q\">late: the CRM was read when the next period was due</div>")
    }
    if period.isReconstructed {
      states.append("<div class=\"q\">reconstructed from the history of stages</div>")
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

  /// Of a format with one file, the file; of the others, the list of them on the page.
  private func files(of period: IndexedPeriod) -> [Markup] {
    period.formats.filter { $0 != "html" }.map { format in
      let target = period.views[format] ?? period.page.map { "\($0)#files" }
      return target.map { "<a class=\"file\" href=\"\($0)\">\(format)</a>" as Markup }
        ?? "<span class=\"file\">\(format)</span>"
    }
  }
}
