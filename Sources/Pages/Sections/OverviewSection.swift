/// What was won and lost, pipeline by pipeline. Each deal counts once, so the rows add up.
struct OverviewSection {
  private static let title = "Won and lost"
  static let id = "overview"

  struct Sum {
    var deals: [String: Int] = [:]
    var amounts: [String: ExactNumber] = [:]

    init(_ rows: [FactRow]) {
      for row in rows {
        let status = row["status"] ?? ""
        deals[status, default: 0] += row.count("deal_count")
        amounts[status, default: .zero] += row.amount("total_amount")
      }
    }

    var closed: Int { deals["WON", default: 0] + deals["LOST", default: 0] }
    /// nil if nothing was closed.
    var winRate: ExactNumber? { ExactNumber(deals["WON", default: 0]).divided(by: ExactNumber(closed)) }
    var averageWon: ExactNumber? {
      amounts["WON"].flatMap { $0.divided(by: ExactNumber(deals["WON", default: 0])) }
    }
  }

  let table: FactTable
  let rows: [FactRow]
  let period: PagePeriod

  init(_ table: FactTable, _ period: PagePeriod) throws {
    self.table = table
    self.period = period
    rows = try table.all
  }

  func section() -> PageSection {
    PageSection(
      id: Self.id, title: Self.title,
      question: "How many deals, worth how much, are won, lost and open in each pipeline?",
      notes: [
        "Of the deals that were last changed in \(period.window.words). Each deal counts once, under its own pipeline, so "
          + "the rows add up. Open dots: fewer than ten closed deals."
      ],
      content: .ofNoRows(table, count: rows.count, reason: "No deal was last changed in this window.")
        ?? .finding(finding, chart.markup, exact))
  }

  private var finding: Markup {
    let sum = Sum(rows)
    let (won, lost) = (sum.amounts["WON"] ?? .zero, sum.amounts["LOST"] ?? .zero)
    if sum.closed == 0 {
      return
        "\(counted(sum.deals["OPEN", default: 0], "open deal")) worth \((sum.amounts["OPEN"] ?? .zero).short)."
    }
    return
      "\(won.grouped(2)) won with \(counted(sum.deals["WON", default: 0], "deal")), \(lost.short) lost with "
      + "\(ExactNumber(sum.deals["LOST", default: 0]).grouped())."
  }

  /// By name, deals without a pipeline last.
  private var pipelines: [(name: ShownName, rows: [FactRow], sum: Sum)] {
    rows.grouped(by: "pipeline_id").map { rows in
      let hasPipeline = rows[0]["pipeline_id"] != nil
      return (
        hasPipeline ? rows[0].name("pipeline_name", of: "pipeline_id") : ShownName("No pipeline", id: nil),
        rows, Sum(rows)
      )
    }.sorted { left, right in
      let (mine, others) = (left.rows[0]["pipeline_id"], right.rows[0]["pipeline_id"])
      return mine == nil || others == nil
        ? mine != nil && others == nil : (left.name.text, mine ?? "") < (right.name.text, others ?? "")
    }
  }

  private var chart: Chart {
    let pipelines = pipelines
    let amounts = pipelines.flatMap { [$0.sum.amounts["WON"] ?? .zero, $0.sum.amounts["LOST"] ?? .zero] }
    let most = amounts.max() ?? .zero
    let all = Sum(rows)
    var chart = Chart(
      "overview", title: "Won and lost amounts and win rate by pipeline",
      summary: "Up to \(most.short) in one pipeline; win rate of all \(all.winRate?.percent() ?? "–").",
      rows: pipelines.count)
    chart.column("name") { column in
      for (index, pipeline) in pipelines.enumerated() { column.text(index, pipeline.name.inChart) }
    }
    for (status, heading, style) in [("WON", "Won", "strong"), ("LOST", "Lost", "grey")] {
      chart.column("sum") { column in
        column.heading(heading, "", .end)
        for (index, pipeline) in pipelines.enumerated() {
          let amount = pipeline.sum.amounts[status] ?? .zero
          column.number(index, amount.short, amount < .zero ? "warn" : "")
        }
      }
      chart.column("amount") { column in
        for (index, pipeline) in pipelines.enumerated() {
          column.valueBar(index, pipeline.sum.amounts[status] ?? .zero, to: most, style)
        }
        column.reference(at: "0%", 0..<pipelines.count, "axis")
      }
    }
    chart.column("rate") { column in
      column.heading("Win rate")
      if let rate = all.winRate {
        column.axisLabel("all \(rate.percent())", at: rate.position(to: ExactNumber(1)), rate.labelAnchor)
        column.reference(at: rate.position(to: ExactNumber(1)), 0..<pipelines.count, "dashed")
      }
      for (index, pipeline) in pipelines.enumerated() {
        column.hairline(index)
        guard let rate = pipeline.sum.winRate else { continue }
        column.dot(index, at: rate.position(to: ExactNumber(1)), "strong", isOpen: pipeline.sum.closed < 10)
      }
    }
    chart.column("percent") { column in
      for (index, pipeline) in pipelines.enumerated() {
        column.number(index, pipeline.sum.winRate?.percent() ?? "–")
      }
    }
    return chart
  }

  /// The rows as they are, and their sum.
  private var exact: ExactTable {
    let rows = pipelines.map { pipeline in
      ExactTable.Row(
        name: pipeline.name.markup, cells: cells(pipeline.sum), runID: pipeline.rows[0]["run_id"])
    }
    let all = ExactTable.Row(
      name: "<b>All</b>", cells: cells(Sum(self.rows)), runID: self.rows.first?["run_id"])
    return ExactTable(
      section: Self.title, summary: table.summary(rows: rows.count + 1, named: "Exact amounts, by pipeline"),
      columns: [
        .text("Pipeline"), .number("Won deals"), .number("Won amount"), .number("Lost deals"),
        .number("Lost amount"),
        .number("Open deals"), .number("Open amount"),
      ],
      groups: [ExactTable.Group(name: "", rows: rows + [all])], isOpen: true)
  }

  /// What has no row is 0: the report has a row for each status that there is.
  private func cells(_ sum: Sum) -> [String?] {
    ["WON", "LOST", "OPEN"].flatMap { status in
      [String(sum.deals[status, default: 0]), (sum.amounts[status] ?? .zero).digits(2)]
    }
  }
}

extension ExactNumber {
  /// How a label at this share of an axis stands, so that it does not leave the chart.
  var labelAnchor: ChartColumn.Anchor {
    if self < ExactNumber("0.2")! { return .start }
    return self > ExactNumber("0.8")! ? .end : .middle
  }
}
