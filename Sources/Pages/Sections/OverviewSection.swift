internal import Exports
internal import Runs

/// What was won and lost, pipeline by pipeline. Each deal counts once, so the rows add up.
struct OverviewSection {
  private static let title = "Won and lost"
  static let id = "overview"

  let table: FactTable
  let rows: [FactRow]
  let period: PagePeriod

  init(_ table: FactTable, _ period: PagePeriod) throws {
    self.table = table
    self.period = period
    rows = try table.all
  }

  /// Whether the report has what was won and lost: a schedule can leave it out.
  static func hasClosed(_ table: FactTable) -> Bool {
    table.published?.parameters?["include_inactive"] != .flag(false)
  }
  private var hasClosed: Bool { Self.hasClosed(table) }

  func section() -> PageSection {
    PageSection(
      id: Self.id, title: Self.title,
      question: "How many deals, worth how much, are won, lost and open in each pipeline?",
      notes: [
        "Of the deals that were last changed \(period.window.during). Each deal counts once, under its own pipeline, so "
          + "the rows add up. "
          + (hasClosed
            ? "Open dots: fewer than ten closed deals." : "The schedule leaves out what was won or lost.")
      ],
      content: .ofNoRows(table, count: rows.count, reason: "No deal was last changed in this window.")
        ?? .finding(
          OverviewFinding(sum: OverviewSum(rows), hasClosed: hasClosed).markup,
          hasClosed ? chart.markup : "", exact))
  }

  /// By name, deals without a pipeline last.
  private var pipelines: [(name: ShownName, rows: [FactRow], sum: OverviewSum)] {
    rows.grouped(by: "pipeline_id").map { rows in
      let hasPipeline = rows[0]["pipeline_id"] != nil
      return (
        hasPipeline ? rows[0].name("pipeline_name", of: "pipeline_id") : ShownName("No pipeline", id: nil),
        rows, OverviewSum(rows)
      )
    }.sorted { left, right in
      let (mine, others) = (left.rows[0]["pipeline_id"], right.rows[0]["pipeline_id"])
      return mine == nil || others == nil
        ? mine != nil && others == nil : (left.name.text, mine ?? "") < (right.name.text, others ?? "")
    }
  }

  private var chart: Chart {
    let pipelines = pipelines
    let amounts = pipelines.flatMap { [$0.sum.amount("WON"), $0.sum.amount("LOST")] }
    let most = amounts.max() ?? .zero
    let all = OverviewSum(rows)
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
          let amount = pipeline.sum.amount(status)
          column.number(index, amount.short, amount < .zero ? "warn" : "")
        }
      }
      chart.column("amount") { column in
        for (index, pipeline) in pipelines.enumerated() {
          column.valueBar(index, pipeline.sum.amount(status), to: most, style)
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
      name: "<b>All</b>", cells: cells(OverviewSum(self.rows)), runID: self.rows.first?["run_id"])
    return ExactTable(
      section: Self.title, summary: table.summary(rows: rows.count + 1, named: "Exact amounts, by pipeline"),
      columns: [
        .text("Pipeline"), .number("Won deals"), .number("Won amount"), .number("Lost deals"),
        .number("Lost amount"),
        .number("Open deals"), .number("Open amount"),
      ],
      groups: [ExactTable.Group(name: "", rows: rows + [all])], isOpen: true)
  }

  private func cells(_ sum: OverviewSum) -> [String?] {
    ["WON", "LOST", "OPEN"].flatMap { status -> [String?] in
      hasClosed || status == "OPEN" ? [String(sum.count(status)), sum.amount(status).digits(2)] : [nil, nil]
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
