/// What everyone won, of the deals that closed in the window.
struct PerformanceSection {
  private static let title = "Performance"
  static let id = "performance"
  /// With fewer closed deals, a win rate says little.
  private static let minClosed = 10

  private let facts: PerformanceFacts
  private let period: PagePeriod

  init(_ table: FactTable, _ period: PagePeriod) throws {
    self.period = period
    facts = try PerformanceFacts(table)
  }

  func section() throws -> PageSection {
    PageSection(
      id: Self.id, title: Self.title,
      question: "What did everyone win, of the deals that closed \(period.window.during)?",
      notes: [
        "Dashed line: the median of the win rates of all \(facts.subject.plural) with a closed deal. Open dots: fewer than ten "
          + "closed deals, so little can be said. Days: median from creation to won or lost.",
        "A deal counts for its owner and its assignee.",
      ],
      content: try .ofNoRows(
        facts.table, count: facts.count, reason: "The schedule lists nobody for this report.")
        ?? .finding(facts.finding, facts.isKnown ? chart.markup : "", exact()))
  }

  private var chart: Chart {
    let lines = PrincipalLines(facts.excerpts, order: "by amount won")
    let (rows, blocks) = (lines.rows, lines.blocks)
    let amounts = rows.compactMap(\.entry.amount)
    let most = amounts.max() ?? .zero
    let medianRate = facts.medianRate
    var chart = Chart(
      "performance", title: "Amount won and win rate",
      summary: "From \(amounts.min()?.short ?? "–") to \(most.short).", rows: lines.count)
    chart.column("rank") { column in
      for row in rows { column.number(row.index, ExactNumber(row.rank).grouped(), "q") }
    }
    chart.column("name") { lines.drawNames(in: &$0, facts.table.principalName) }
    chart.column("sum") { column in
      column.heading("Won", "", .end)
      lines.drawNumbers(in: &column, of: \.amount, as: \.short) { entry in
        entry.amount.map { $0 < .zero } ?? false ? "warn" : ""
      }
    }
    chart.column("amount") { column in
      for row in rows { column.valueBar(row.index, row.entry.amount ?? .zero, to: most, "strong") }
      for block in blocks { column.reference(at: "0%", block, "axis") }
    }
    chart.column("wins") { column in
      column.heading("Won", "deals", .end)
      for row in rows { column.number(row.index, row.entry.won.map { ExactNumber($0).grouped() } ?? "–") }
    }
    chart.column("losses") { column in
      column.heading("Lost", "deals", .end)
      for row in rows {
        column.number(row.index, row.entry.lost.map { ExactNumber($0).grouped() } ?? "–", "q")
      }
    }
    chart.column("rate") { column in
      column.heading("Win rate")
      if let medianRate {
        column.axisLabel(
          "median \(medianRate.percent())", at: medianRate.position(to: ExactNumber(1)),
          medianRate.labelAnchor)
      }
      for row in rows {
        column.hairline(row.index)
        guard let rate = row.entry.rate else { continue }
        column.dot(
          row.index, at: rate.position(to: ExactNumber(1)), "strong",
          isOpen: (row.entry.won ?? 0) + (row.entry.lost ?? 0) < Self.minClosed)
      }
      guard let medianRate else { return }
      for block in blocks { column.reference(at: medianRate.position(to: ExactNumber(1)), block, "dashed") }
    }
    chart.column("percent") { column in
      for row in rows { column.number(row.index, row.entry.rate?.percent() ?? "–") }
    }
    chart.column("days") { column in
      column.heading("Days", "median", .end)
      for row in rows {
        column.number(row.index, row.entry.row.number("median_time_to_close_days")?.grouped() ?? "–")
      }
    }
    return chart
  }

  private func exact() throws -> ExactTable {
    let ends = try facts.table.ends
    let entries = ends.elements.map { PerformanceEntry($0, facts.table.principalName($0)) }
    // The first and the last of a file are in its order.
    let ordered = ends.omitted > 0 ? entries : entries.sorted(by: isBefore)
    var groups: [ExactTable.Group] = []
    for kind in PrincipalKind.allCases {
      for entry in ordered where entry.kind == kind { groups.append(row(entry), to: kind.heading) }
    }
    groups.append(failedRunsOf: facts.table, named: "principal_id")
    return ExactTable(
      section: Self.title, summary: facts.table.summary(rows: facts.count),
      columns: [
        .text("Team or person"), .number("Created"), .number("Won"), .number("Lost"), .number("Amount won"),
        .number("Win rate"), .number("Median days"),
      ], groups: groups)
  }

  private func isBefore(_ left: PerformanceEntry, _ right: PerformanceEntry) -> Bool {
    let (mine, others) = (left.amount ?? .zero, right.amount ?? .zero)
    return mine == others ? PerformanceEntry.isNamedBefore(left, right) : mine > others
  }

  private func row(_ entry: PerformanceEntry) -> ExactTable.Row {
    ExactTable.Row(
      name: entry.name.markup,
      cells: [
        "deals_created_count", "closed_won_count", "closed_lost_count", "closed_won_amount",
        "closed_win_rate", "median_time_to_close_days",
      ].map { entry.row[$0] }, runID: entry.row["run_id"])
  }
}
