/// Who won what a finished period asked of them.
struct TargetSection {
  private static let title = "Against target"
  private static let cap = ExactNumber(2)

  let facts: CoverageFacts
  let period: PagePeriod

  func section() throws -> PageSection {
    PageSection(
      id: CoverageSection.id, title: Self.title,
      question: "Who won what \(period.thatUnit) asked of them?",
      notes: [
        "Bars end at 200%; a cut bar goes on. Targets are those set for exactly \(period.thatUnit).",
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
    let reached = withTarget.filter { $0.isReached }.count
    let nothing = withTarget.filter { $0.won == .zero }.count
    let noun = withTarget.count == 1 ? facts.noun.one : facts.noun.many
    return
      "\(ExactNumber(reached).grouped()) of \(ExactNumber(withTarget.count).grouped()) \(noun) with a target reached it"
      + (nothing > 0 ? "; \(ExactNumber(nothing).grouped()) won nothing." : ".")
  }

  private enum Line {
    case heading(String, String)
    case row(CoverageEntry, FactRow)
    case between(Int, median: ExactNumber?)
  }

  private func body() throws -> Markup {
    let lines = try lines()
    let zero = facts.entries.filter { $0.state == .zeroTarget }
    let without = facts.entries.filter { $0.state == .noTarget }
    return """
      \(lines.isEmpty ? "" : chart(lines).markup)\
      \(try NameList("Target of 0", zero, facts) { "\($0.won.short) won" }.markup)\
      \(try NameList("No target", without, facts) { "\($0.won.short) won" }.markup)\
      \(try CoverageTable(in: Self.title, facts) { $0.isBefore($1) }.markup)
      """
  }

  private func lines() throws -> [Line] {
    var excerpts: [(CoverageEntry.Kind, Excerpt<CoverageEntry>)] = []
    for kind in CoverageEntry.Kind.allCases {
      let entries = facts.entries.filter { $0.kind == kind && $0.share != nil }.sorted { $0.isBefore($1) }
      if !entries.isEmpty { excerpts.append((kind, Excerpt(entries, first: 12, last: 8))) }
    }
    let rows = try facts.table.rows(at: Set(excerpts.flatMap(\.1.shown).map(\.place)))
    var lines: [Line] = []
    for (kind, excerpt) in excerpts {
      lines.append(.heading(kind.heading, kind == .tenant ? "" : "highest share first"))
      lines += excerpt.first.compactMap { entry in rows[entry.place].map { .row(entry, $0) } }
      if !excerpt.omitted.isEmpty {
        lines.append(.between(excerpt.omitted.count, median: .median(excerpt.omitted.compactMap(\.share))))
      }
      lines += excerpt.last.compactMap { entry in rows[entry.place].map { .row(entry, $0) } }
    }
    return lines
  }

  private func chart(_ lines: [Line]) -> Chart {
    let rows = lines.enumerated().compactMap { index, line in
      if case .row(let entry, let row) = line { (index: index, entry: entry, row: row) } else { nil }
    }
    let shares = rows.compactMap(\.entry.share)
    var chart = Chart(
      "target", title: "Won, of target",
      summary: "From \(shares.min()?.percent() ?? "") to \(shares.max()?.percent() ?? "").", rows: lines.count
    )
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
    chart.column("asked") { column in
      column.heading("Target", "", .end)
      for row in rows { column.number(row.index, row.entry.target?.short ?? "–") }
    }
    chart.column("won") { column in
      column.heading("Won", "", .end)
      for row in rows { column.number(row.index, row.entry.won.short) }
    }
    chart.column("bullet") { column in
      column.heading("Won, of target")
      column.axisLabel("100%", at: "50%")
      column.axisLabel("200%", at: "100%", .end)
      for row in rows {
        guard let share = row.entry.share else { continue }
        column.valueBar(row.index, share, to: Self.cap, row.entry.isReached ? "strong" : "mid", zero: "warn")
      }
      for block in rows.map(\.index).ranges {
        column.reference(at: "0%", block, "axis")
        column.reference(at: "50%", block, "ref")
      }
    }
    chart.column("multiple") { column in
      for (index, line) in lines.enumerated() {
        switch line {
        case .heading: break
        case .row(let entry, _):
          column.number(index, entry.share?.percent() ?? "–", entry.won == .zero ? "b warn" : "b")
        case .between(_, let median): column.number(index, median?.percent() ?? "–", "q")
        }
      }
    }
    chart.column("difference") { column in
      column.heading("Difference", "", .end)
      for row in rows {
        column.number(row.index, row.entry.target.map { (row.entry.won - $0).change } ?? "–")
      }
    }
    return chart
  }
}

extension CoverageEntry {
  fileprivate var isReached: Bool { share.map { $0 >= ExactNumber(1) } ?? false }

  /// The highest share first, then what is left open as in the files.
  fileprivate func isBefore(_ other: CoverageEntry) -> Bool {
    switch (share, other.share) {
    case (let mine?, let others?): (others, place) < (mine, other.place)
    case (.some, nil): true
    default: false
    }
  }
}
