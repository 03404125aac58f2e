/// What everyone won, of the deals that closed in the window.
struct PerformanceSection {
  private static let title = "Performance"
  static let id = "performance"

  private struct Entry {
    let place: Int
    let kind: CoverageEntry.Kind
    let amount: ExactNumber
    let won: Int
    let lost: Int
    let rate: ExactNumber?
    /// Among those of its kind, from 1.
    var rank = 0

    init(_ place: Int, _ row: FactRow) {
      self.place = place
      kind = CoverageEntry.Kind(row["principal_type"])
      amount = row.amount("closed_won_amount")
      won = row.count("closed_won_count")
      lost = row.count("closed_lost_count")
      rate = row.number("closed_win_rate")
    }
  }

  let table: FactTable
  let period: PagePeriod
  private let entries: [Entry]

  init(_ table: FactTable, _ period: PagePeriod) throws {
    self.table = table
    self.period = period
    var entries: [Entry] = []
    try table.scan { entries.append(Entry($0, $1)) }
    entries.sort { left, right in
      if left.kind != right.kind { return left.kind < right.kind }
      return left.amount == right.amount ? left.place < right.place : left.amount > right.amount
    }
    for index in entries.indices {
      entries[index].rank =
        index > 0 && entries[index - 1].kind == entries[index].kind ? entries[index - 1].rank + 1 : 1
    }
    self.entries = entries
  }

  private var subject: CoverageEntry.Kind { entries.map(\.kind).max() ?? .person }
  private var subjects: [Entry] { entries.filter { $0.kind == subject } }

  func section() throws -> PageSection {
    PageSection(
      id: Self.id, title: Self.title,
      question: "What did everyone win, of the deals that closed in \(period.window.words)?",
      notes: [
        "Dashed line: the win rate in the middle of all \(subject.plural). Open dots: fewer than ten closed deals, so little "
          + "can be said. Days: median from creation to won or lost.",
        "A deal counts for its owner and its assignee.",
      ],
      content: try .ofNoRows(
        table, count: entries.count, reason: "The schedule lists nobody for this report.")
        ?? .finding(finding(), body()))
  }

  private func name(_ entry: Entry, _ row: FactRow) -> ShownName {
    entry.kind == .tenant ? ShownName(table.tenant, id: nil) : row.name("principal_name", of: "principal_id")
  }

  private func finding() throws -> String {
    guard let best = subjects.first, best.amount > .zero,
      let row = try table.rows(at: [best.place])[best.place]
    else {
      return "Nobody of \(counted(subjects.count, subject.noun, subject.plural)) won anything."
    }
    let name = row.name("principal_name", of: "principal_id").text
    guard subjects.count > 1, let median = ExactNumber.median(subjects.map(\.amount)) else {
      return "\(name) won \(best.amount.short)."
    }
    return
      "\(name) won most, \(best.amount.short); the \(subject.noun) in the middle of \(ExactNumber(subjects.count).grouped()) "
      + "won \(median.short)."
  }

  private enum Line {
    case heading(String, String)
    case row(Entry, FactRow)
    case between(Int, median: ExactNumber?)
  }

  private func lines() throws -> [Line] {
    var excerpts: [(CoverageEntry.Kind, Excerpt<Entry>)] = []
    for kind in CoverageEntry.Kind.allCases {
      let group = entries.filter { $0.kind == kind }
      if !group.isEmpty { excerpts.append((kind, Excerpt(group, first: 10, last: 5))) }
    }
    let rows = try table.rows(at: Set(excerpts.flatMap(\.1.shown).map(\.place)))
    var lines: [Line] = []
    for (kind, excerpt) in excerpts {
      lines.append(.heading(kind.heading, kind == .tenant ? "" : "by amount won"))
      lines += excerpt.first.compactMap { entry in rows[entry.place].map { .row(entry, $0) } }
      if !excerpt.omitted.isEmpty {
        lines.append(.between(excerpt.omitted.count, median: .median(excerpt.omitted.map(\.amount))))
      }
      lines += excerpt.last.compactMap { entry in rows[entry.place].map { .row(entry, $0) } }
    }
    return lines
  }

  private func body() throws -> Markup { "\(chart(try lines()).markup)\(try exact().markup)" }

  private func chart(_ lines: [Line]) -> Chart {
    let rows = lines.enumerated().compactMap { index, line in
      if case .row(let entry, let row) = line { (index: index, entry: entry, row: row) } else { nil }
    }
    let blocks = rows.map(\.index).ranges
    let most = rows.map(\.entry.amount).max() ?? .zero
    let medianRate = ExactNumber.median(subjects.compactMap(\.rate))
    var chart = Chart(
      "performance", title: "Amount won and win rate",
      summary: "From \(rows.map(\.entry.amount).min()?.short ?? "0") to \(most.short).", rows: lines.count)
    chart.column("rank") { column in
      for row in rows { column.number(row.index, String(row.entry.rank), "q") }
    }
    chart.column("name") { column in
      for (index, line) in lines.enumerated() {
        switch line {
        case .heading(let name, let order): column.groupHeading(index, name, order)
        case .row(let entry, let row): column.text(index, name(entry, row).inChart)
        case .between(let count, _):
          column.text(index, "\(ExactNumber(count).grouped()) between; median", "q")
        }
      }
    }
    chart.column("sum") { column in
      column.heading("Won", "", .end)
      for (index, line) in lines.enumerated() {
        switch line {
        case .heading: break
        case .row(let entry, _): column.number(index, entry.amount.short, entry.amount < .zero ? "warn" : "")
        case .between(_, let median): column.number(index, median?.short ?? "–", "q")
        }
      }
    }
    chart.column("amount") { column in
      for row in rows { column.valueBar(row.index, row.entry.amount, to: most, "strong") }
      for block in blocks { column.reference(at: "0%", block, "axis") }
    }
    chart.column("wins") { column in
      column.heading("Won", "deals", .end)
      for row in rows { column.number(row.index, ExactNumber(row.entry.won).grouped()) }
    }
    chart.column("losses") { column in
      column.heading("Lost", "deals", .end)
      for row in rows { column.number(row.index, ExactNumber(row.entry.lost).grouped(), "q") }
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
          isOpen: row.entry.won + row.entry.lost < 10)
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
        column.number(row.index, row.row.number("median_time_to_close_days")?.grouped() ?? "–")
      }
    }
    return chart
  }

  private func exact() throws -> ExactTable {
    let shown =
      entries.count <= ExactTable.maxRows
      ? entries : entries.prefix(ExactTable.maxRows / 2) + entries.suffix(ExactTable.maxRows / 2)
    let rows = try table.rows(at: Set(shown.map(\.place)))
    var groups: [ExactTable.Group] = []
    for entry in shown {
      guard let row = rows[entry.place] else { continue }
      let line = ExactTable.Row(
        name: name(entry, row).markup,
        cells: [
          row["deals_created_count"], row["closed_won_count"], row["closed_lost_count"],
          row["closed_won_amount"],
          row["closed_win_rate"], row["median_time_to_close_days"],
        ], runID: row["run_id"])
      groups.append(line, to: entry.kind.heading)
    }
    let failed = table.failedRows(named: "principal_id")
    if !failed.isEmpty { groups.append(ExactTable.Group(name: "Failed runs", rows: failed)) }
    let omitted = entries.count - shown.count
    return ExactTable(
      section: Self.title, summary: table.summary(rows: entries.count, omitted: omitted),
      columns: [
        .text("Team or person"), .number("Created"), .number("Won"), .number("Lost"), .number("Amount won"),
        .number("Win rate"), .number("Median days"),
      ], groups: groups, omitted: omitted, csv: table.csv)
  }
}
