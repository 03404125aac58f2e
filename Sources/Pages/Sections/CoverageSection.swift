/// How much open pipeline everyone has against what is left to win, while the time still runs.
struct CoverageSection {
  private static let title = "Coverage"
  static let id = "coverage"
  private static let cap = ExactNumber(6)

  let facts: CoverageFacts
  let period: PagePeriod
  let history: PageHistory

  func section() throws -> PageSection {
    PageSection(
      id: Self.id, title: Self.title,
      question:
        "How much open pipeline does everyone have against what they still have to win \(period.thisUnit)?",
      notes: [
        "Bars: open deals expected to close by \(period.window.lastDate.words), as a multiple of target minus won. They "
          + "end at 6×; a cut bar goes on."
          + (history.hasMultiples ? " The small line is the same multiple in each period before." : ""),
        "A deal counts for its owner and its assignee: people do not add up to teams, nor to the tenant.",
      ],
      content: try .ofNoRows(
        facts.table, count: facts.entries.count,
        reason: "The schedule lists nobody who has a target, or a deal that is open or won.")
        ?? .finding(finding, body()))
  }

  private var finding: String {
    let withTarget = facts.subjects.filter(\.hasTarget)
    guard !withTarget.isEmpty else { return "Nobody of \(facts.counted(facts.subjects.count)) has a target." }
    let short = withTarget.filter(\.isShort).count
    let below = withTarget.filter { $0.state == .below1 }.count
    let all = ExactNumber(withTarget.count).grouped()
    let noun = withTarget.count == 1 ? facts.noun.one : facts.noun.many
    if short == 0 {
      return "None of \(all) \(noun) with a target has less than three times what is still to win."
    }
    let verb = short == 1 ? "has" : "have"
    return
      "\(ExactNumber(short).grouped()) of \(all) \(noun) with a target \(verb) less than three times what is still to win"
      + (below > 0 && below < short ? ", \(ExactNumber(below).grouped()) of them less than once." : ".")
  }

  private func body() throws -> Markup {
    let lines = try lines()
    return "\(counts.markup)\(chart(lines).markup)\(try words())\(try table())"
  }

  // MARK: Counts

  private var counts: CountChart {
    let subjects = facts.subjects
    func count(_ states: CoverageEntry.State...) -> Int {
      subjects.filter { states.contains($0.state) }.count
    }
    return CountChart(
      title: "How many have how much coverage",
      counts: [
        CountChart.Count(count(.below1), "below 1×", "warn"),
        CountChart.Count(count(.below3), "1× to 3×", "strong"),
        CountChart.Count(count(.enough), "3× or more", "mid"),
        CountChart.Count(count(.reached), "reached", "dgrey"),
        CountChart.Count(count(.noTarget, .zeroTarget), "no target", "grey"),
      ])
  }

  // MARK: Chart

  private enum Line {
    case heading(String, String)
    case row(CoverageEntry, FactRow)
    case between(Int, median: ExactNumber?)
  }

  private func lines() throws -> [Line] {
    let excerpts = facts.withMultiples
    let rows = try facts.table.rows(at: Set(excerpts.flatMap(\.1.shown).map(\.place)))
    var lines: [Line] = []
    for (kind, excerpt) in excerpts {
      lines.append(.heading(kind.heading, kind == .tenant ? "" : "lowest first"))
      lines += excerpt.first.compactMap { entry in rows[entry.place].map { .row(entry, $0) } }
      if !excerpt.omitted.isEmpty {
        lines.append(.between(excerpt.omitted.count, median: .median(excerpt.omitted.compactMap(\.multiple))))
      }
      lines += excerpt.last.compactMap { entry in rows[entry.place].map { .row(entry, $0) } }
    }
    return lines
  }

  private func chart(_ lines: [Line]) -> Chart {
    let multiples = lines.compactMap { if case .row(let entry, _) = $0 { entry.multiple } else { nil } }
    var chart = Chart(
      "coverage", title: "Open pipeline by what is left to win",
      summary: multiples.isEmpty
        ? "Nobody has anything left to win."
        : "From \(multiples.min()?.multiple ?? "") to \(multiples.max()?.multiple ?? "").",
      rows: lines.count)
    let rows = lines.enumerated().compactMap { index, line in
      if case .row(let entry, let row) = line { (index: index, entry: entry, row: row) } else { nil }
    }
    let blocks = rows.map(\.index).ranges
    chart.column("name") { column in
      for (index, line) in lines.enumerated() {
        switch line {
        case .heading(let name, let order): column.groupHeading(index, name, order)
        case .row(_, let row): column.text(index, facts.name(row).inChart)
        case .between(let count, _):
          column.text(index, "\(ExactNumber(count).grouped()) between; median", "q")
        }
      }
    }
    chart.column("share") { column in
      column.heading("Won", "of target", .end)
      for row in rows { column.number(row.index, row.entry.share?.percent() ?? "–") }
    }
    chart.column("won") { column in
      if let gone = period.shareGone {
        column.axisLabel(
          "time gone \(gone.percent())", at: gone.position(to: ExactNumber(1)), gone.labelAnchor)
      }
      for row in rows {
        guard let share = row.entry.share else { continue }
        column.valueBar(row.index, share, to: ExactNumber(1), "mid")
      }
      for block in blocks {
        column.reference(at: "0%", block, "axis")
        column.reference(at: "100%", block, "hair")
        if let gone = period.shareGone {
          column.reference(at: gone.position(to: ExactNumber(1)), block, "dashed")
        }
      }
    }
    chart.column("left") { column in
      column.heading("Left", "to win", .end)
      for row in rows { column.number(row.index, row.entry.remaining.short) }
    }
    chart.column("bullet") { column in
      column.heading("Open pipeline ÷ left to win")
      for mark in [1, 3] {
        column.axisLabel("\(mark)×", at: ExactNumber(mark).position(to: Self.cap))
      }
      column.axisLabel("6×", at: "100%", .end)
      for row in rows {
        guard let multiple = row.entry.multiple else { continue }
        column.valueBar(row.index, multiple, to: Self.cap, row.entry.style, zero: "warn")
      }
      for block in blocks {
        column.reference(at: "0%", block, "axis")
        for mark in [1, 3] { column.reference(at: ExactNumber(mark).position(to: Self.cap), block, "ref") }
      }
    }
    chart.column("multiple") { column in
      for (index, line) in lines.enumerated() {
        switch line {
        case .heading: break
        case .row(let entry, _):
          column.number(index, entry.multiple?.multiple ?? "–", entry.state == .below1 ? "b warn" : "b")
        case .between(_, let median): column.number(index, median?.multiple ?? "–", "q")
        }
      }
    }
    if history.hasMultiples {
      chart.column("weeks") { column in
        column.heading("Before", history.span, .start)
        for row in rows {
          let values = history.multiples(of: CoverageFacts.key(row.row)) + [row.entry.multiple]
          column.sparkline(
            row.index, Sparkline(values, from: .zero, to: Self.cap, reference: ExactNumber(3)))
        }
      }
    }
    return chart
  }

  // MARK: Words and table

  private func words() throws -> Markup {
    let reached = facts.entries.filter { $0.state == .reached }
    let without = facts.entries.filter { $0.state == .noTarget || $0.state == .zeroTarget }
    return """
      \(try NameList("Target reached", reached, facts) { $0.share?.percent() ?? "" }.markup)\
      \(try NameList("No target", without, facts) { "\($0.open.short) open" }.markup)
      """
  }

  private func table() throws -> Markup {
    try CoverageTable(in: Self.title, facts) { left, right in
      switch (left.multiple, right.multiple) {
      case (let left?, let right?): left < right
      case (.some, nil): true
      default: false
      }
    }.markup
  }
}

extension CoverageEntry {
  /// Ink goes where pipeline is short.
  fileprivate var style: String {
    switch state {
    case .below1: "warn"
    case .below3: "strong"
    default: "mid"
    }
  }
}
