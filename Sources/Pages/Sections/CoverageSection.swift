/// How much open pipeline everyone has against what is left to win, while the time still runs.
struct CoverageSection {
  private static let title = "Coverage"
  static let id = "coverage"
  static let emptyReason = "The schedule lists nobody who has a target, or a deal that is open or won."
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
      content: try .ofNoRows(facts.table, count: facts.count, reason: Self.emptyReason)
        ?? .finding(facts.finding.whileRunning, body, exact()))
  }

  private var body: Markup {
    let lines = PrincipalLines(facts.multiples, order: "lowest first")
    let subjects = facts.subjects
    // Where nobody has a target, or nobody knows what was won of it, the sentence above says all.
    let counts = subjects.withTarget > 0 && subjects[.unknown] == 0 ? counts.markup : ""
    return """
      \(counts)\(lines.count == 0 ? "" : chart(lines).markup)\
      \(facts.reached.markup("Target reached", facts.name) { $0.share?.percent() ?? "" })\
      \(facts.withTargetOfZero.markup("Target of 0", facts.name) { "\($0.open.short) open" })\
      \(facts.withoutTarget.markup("No target", facts.name) { "\($0.open.short) open" })
      """
  }

  private func exact() throws -> ExactTable {
    try CoverageTable(section: Self.title, facts: facts, highestFirst: false, value: \.multiple).exact()
  }

  private var counts: CountChart {
    let subjects = facts.subjects
    return CountChart(
      title: "How many have how much coverage",
      counts: [
        CountChart.Count(subjects[.below1], "below 1×", "warn"),
        CountChart.Count(subjects[.below3], "1× to 3×", "strong"),
        CountChart.Count(subjects[.enough], "3× or more", "mid"),
        CountChart.Count(subjects[.reached], "reached", "dgrey"),
        CountChart.Count(subjects[.noTarget, .zeroTarget], "no target", "grey"),
      ])
  }

  // MARK: Chart

  private func chart(_ lines: PrincipalLines<CoverageEntry>) -> Chart {
    let (rows, blocks) = (lines.rows, lines.blocks)
    let multiples = rows.compactMap(\.entry.multiple)
    var chart = Chart(
      "coverage", title: "Open pipeline by what is left to win",
      summary: "From \(multiples.min()?.multiple ?? "–") to \(multiples.max()?.multiple ?? "–").",
      rows: lines.count)
    chart.column("name") { lines.drawNames(in: &$0, facts.name) }
    chart.column("share") { column in
      column.heading("Won", "of target", .end)
      for row in rows {
        let share = row.entry.share
        column.number(row.index, share?.percent() ?? "–", share.map { $0 < .zero ? "warn" : "" } ?? "")
      }
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
      for row in rows { column.number(row.index, row.entry.remaining?.short ?? "–") }
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
      lines.drawNumbers(in: &column, of: \.multiple, as: \.multiple) {
        $0.state == .below1 ? "b warn" : "b"
      }
    }
    if history.hasMultiples {
      chart.column("weeks") { column in
        column.heading("Before", history.span, .start)
        for row in rows {
          let values = history.multiples(of: CoverageFacts.key(row.entry.row)) + [row.entry.multiple]
          column.sparkline(
            row.index, Sparkline(values, from: .zero, to: Self.cap, reference: ExactNumber(3)))
        }
      }
    }
    return chart
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
