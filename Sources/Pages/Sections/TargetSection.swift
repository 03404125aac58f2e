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
      content: try .ofNoRows(facts.table, count: facts.count, reason: CoverageSection.emptyReason)
        ?? .finding(facts.finding.whenFinished, body, exact()))
  }

  private var body: Markup {
    let lines = PrincipalLines(facts.shares, order: "highest share first")
    func won(_ entry: CoverageEntry) -> String { entry.won.map { "\($0.short) won" } ?? "" }
    return """
      \(lines.count == 0 ? "" : chart(lines).markup)\
      \(facts.withTargetOfZero.markup("Target of 0", facts.name, won))\
      \(facts.withoutTarget.markup("No target", facts.name, won))
      """
  }

  private func exact() throws -> ExactTable {
    try CoverageTable(section: Self.title, facts: facts, highestFirst: true, value: \.share).exact()
  }

  private func chart(_ lines: PrincipalLines<CoverageEntry>) -> Chart {
    let rows = lines.rows
    let shares = rows.compactMap(\.entry.share)
    var chart = Chart(
      "target", title: "Won, of target",
      summary: "From \(shares.min()?.percent() ?? "–") to \(shares.max()?.percent() ?? "–").",
      rows: lines.count)
    chart.column("name") { lines.drawNames(in: &$0, facts.name) }
    chart.column("asked") { column in
      column.heading("Target", "", .end)
      for row in rows { column.number(row.index, row.entry.target?.short ?? "–") }
    }
    chart.column("won") { column in
      column.heading("Won", "", .end)
      for row in rows {
        let won = row.entry.won
        column.number(row.index, won?.short ?? "–", won.map { $0 < .zero ? "warn" : "" } ?? "")
      }
    }
    chart.column("bullet") { column in
      column.heading("Won, of target")
      column.axisLabel("100%", at: "50%")
      column.axisLabel("200%", at: "100%", .end)
      for row in rows {
        guard let share = row.entry.share else { continue }
        column.valueBar(
          row.index, share, to: Self.cap, row.entry.state == .reached ? "strong" : "mid", zero: "warn")
      }
      for block in lines.blocks {
        column.reference(at: "0%", block, "axis")
        column.reference(at: "50%", block, "ref")
      }
    }
    chart.column("multiple") { column in
      lines.drawNumbers(in: &column, of: \.share, as: { $0.percent() }) { entry in
        entry.share.map { $0 > .zero } ?? true ? "b" : "b warn"
      }
    }
    chart.column("difference") { column in
      column.heading("Difference", "", .end)
      for row in rows {
        let difference = row.entry.won.flatMap { won in row.entry.target.map { won - $0 } }
        column.number(row.index, difference?.change ?? "–")
      }
    }
    return chart
  }
}
