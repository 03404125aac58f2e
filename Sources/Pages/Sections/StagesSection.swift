/// How many deals, worth how much and how old, stand in each stage.
struct StagesSection {
  private static let title = "Stages now"
  static let id = "stages"

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
      question: "How many deals, worth how much and how old, stand in each stage?",
      notes: [
        "A stock, not a flow: a stage can hold more deals than the one before. A deal that stands in two pipelines counts "
          + "in both."
          + (rows.allSatisfy(\.isOfOpenStage) ? "" : " The sums of pipelines are those of their open stages.")
      ],
      content: .ofNoRows(
        table, count: rows.count, reason: "No deal stood in any of the stages of this window.")
        ?? .finding(StagesFinding(rows: rows).markup, chart.markup, exact))
  }

  private enum Line {
    /// With the rows of its open stages. What is closed goes on piling up, and is no part of a pipeline's sum.
    case pipeline(FactRow, open: [FactRow])
    /// With the number of deals in the stage before it, where that is known.
    case stage(FactRow, before: Int?)
  }

  private var lines: [Line] {
    var lines: [Line] = []
    for stages in rows.grouped(by: "pipeline_id") {
      let open = stages.filter(\.isOfOpenStage)
      lines.append(.pipeline(stages[0], open: open))
      let ranked = stages.filter { $0["stage_rank"] != nil }
      let others = stages.filter { $0["stage_rank"] == nil }
        .sorted {
          ($0["stage_name"] ?? "", $0["stage_id"] ?? "") < ($1["stage_name"] ?? "", $1["stage_id"] ?? "")
        }
      lines += (ranked + others).map { .stage($0, before: StageBefore($0, in: open)?.deals) }
    }
    return lines
  }

  private var chart: Chart {
    let lines = lines
    let stages = lines.enumerated().compactMap { index, line in
      if case .stage(let row, let before) = line { (index: index, row: row, before: before) } else { nil }
    }
    let blocks = stages.map(\.index).ranges
    let mostDeals = ExactNumber(stages.map { $0.row.count("deal_count") }.max() ?? 0)
    let mostAmount = stages.map { $0.row.amount("total_amount") }.max() ?? .zero
    let mostDays = stages.compactMap { $0.row.number("avg_age_days") }.max() ?? .zero
    var chart = Chart(
      "stages", title: "Deals, amount and age by stage",
      summary:
        "Up to \(counted(stages.map { $0.row.count("deal_count") }.max() ?? 0, "deal")) and \(mostAmount.short) "
        + "in one stage; up to \(mostDays.grouped()) days on average.",
      rows: lines.count)
    chart.column("name") { column in
      for (index, line) in lines.enumerated() {
        switch line {
        case .pipeline(let row, _):
          column.groupHeading(index, row.name("pipeline_name", of: "pipeline_id").inChart)
        case .stage(let row, _): column.text(index, row.name("stage_name", of: "stage_id").inChart)
        }
      }
    }
    chart.column("count") { column in
      column.heading("Deals", "", .end)
      for (index, line) in lines.enumerated() {
        switch line {
        case .pipeline(_, let open): column.number(index, open.total("deal_count").grouped(), "q")
        case .stage(let row, _): column.number(index, row.amount("deal_count").grouped())
        }
      }
    }
    chart.column("deals") { column in
      for stage in stages {
        column.valueBar(stage.index, stage.row.amount("deal_count"), to: mostDeals, "mid")
      }
      for block in blocks { column.reference(at: "0%", block, "axis") }
    }
    chart.column("sum") { column in
      column.heading("Amount", "", .end)
      for (index, line) in lines.enumerated() {
        switch line {
        case .pipeline(_, let open): column.number(index, open.total("total_amount").short, "q")
        case .stage(let row, _):
          column.number(
            index, row.amount("total_amount").short, row.amount("total_amount") < .zero ? "warn" : "")
        }
      }
    }
    chart.column("amount") { column in
      for stage in stages {
        column.valueBar(stage.index, stage.row.amount("total_amount"), to: mostAmount, "strong")
      }
      for block in blocks { column.reference(at: "0%", block, "axis") }
    }
    chart.column("days") { column in
      column.heading("Days", "", .end)
      for stage in stages { column.number(stage.index, stage.row.number("avg_age_days")?.grouped() ?? "–") }
    }
    chart.column("age") { column in
      column.heading("in stage")
      for stage in stages {
        column.hairline(stage.index)
        guard let days = stage.row.number("avg_age_days") else { continue }
        column.dot(stage.index, at: days.position(to: mostDays), "strong")
      }
    }
    if stages.contains(where: { $0.before != nil }) {
      chart.column("before") { column in
        column.heading("", "of stage before", .end)
        for stage in stages {
          let share = stage.before.flatMap { stage.row.amount("deal_count").divided(by: ExactNumber($0)) }
          column.number(stage.index, share?.percent() ?? "", "q")
        }
      }
    }
    return chart
  }

  private var exact: ExactTable {
    var groups: [ExactTable.Group] = []
    for row in rows {
      let line = ExactTable.Row(
        name: row.name("stage_name", of: "stage_id").markup,
        cells: [
          row["stage_state"], row["stage_rank"], row["deal_count"], row["total_amount"], row["avg_age_days"],
        ],
        runID: row["run_id"])
      groups.append(line, to: row.name("pipeline_name", of: "pipeline_id").text)
    }
    groups.append(failedRunsOf: table, named: "pipeline_id")
    return ExactTable(
      section: Self.title, summary: table.summary(rows: rows.count),
      columns: [
        .text("Stage"), .text("State"), .number("Rank"), .number("Deals"), .number("Amount"),
        .number("Days in stage"),
      ], groups: groups)
  }
}
