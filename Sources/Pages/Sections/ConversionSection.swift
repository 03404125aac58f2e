/// What became of the deals that entered each stage.
struct ConversionSection {
  private static let title = "Stages in motion"
  static let id = "conversion"
  /// Narrower pieces of a bar have no label.
  private static let minLabelled = ExactNumber("0.14")!
  private static let minLabelledOnPhone = ExactNumber("0.3")!
  private static let states: [(column: String, name: String, style: String)] = [
    ("advanced_count", "went on", "strong"), ("open_count", "still there", "mid"),
    ("left_count", "left the pipeline", "grey"), ("lost_count", "lost", "warn"),
  ]

  let table: FactTable
  let rows: [FactRow]
  let period: PagePeriod

  init(_ table: FactTable, _ period: PagePeriod) throws {
    self.table = table
    self.period = period
    rows = try table.all
  }

  private var outcomes: Outcomes? { Outcomes(table.published, of: period) }

  func section() -> PageSection {
    PageSection(
      id: Self.id, title: Self.title,
      question:
        "Of the deals that entered a stage \(period.window.during), how many went on, are still there or were lost?",
      notes: [
        "Reached: share of the deals new in the pipeline that came at least this far. Days: median stay of those that left "
          + "the stage."
          + (outcomes.map { " What became of the deals counts up to \($0.lastDate.words)." } ?? "")
      ],
      content: .ofNoRows(table, count: rows.count, reason: "No pipeline has stages in an order.")
        ?? .finding(
          ConversionFinding(rows: rows, outcomesUntil: outcomes?.lastDate).markup, "\(legend)\(chart.markup)",
          exact))
  }

  private var legend: Markup {
    let items: [Markup] = Self.states.map { state in
      """
      <li><svg width="10" height="10" aria-hidden="true" focusable="false"><rect class="\(state.style)" width="10" \
      height="10"/></svg> \(state.name)</li>
      """
    }
    return "<ul class=\"legend\">\(items)</ul>"
  }

  private enum Line {
    case pipeline(FactRow)
    case stage(FactRow)
  }

  private var chart: Chart {
    let lines: [Line] = rows.grouped(by: "pipeline_id").flatMap { stages in
      [.pipeline(stages[0])] + stages.map { .stage($0) }
    }
    let stages = lines.enumerated().compactMap { index, line in
      if case .stage(let row) = line { (index: index, row: row) } else { nil }
    }
    var chart = Chart(
      "conversion", title: "What became of the deals that entered each stage",
      summary:
        "Up to \(counted(stages.map { $0.row.count("entered_count") }.max() ?? 0, "deal")) entered one stage.",
      rows: lines.count)
    chart.column("name") { column in
      for (index, line) in lines.enumerated() {
        switch line {
        case .pipeline(let row):
          column.groupHeading(index, row.name("pipeline_name", of: "pipeline_id").inChart)
        case .stage(let row): column.text(index, row.name("stage_name", of: "stage_id").inChart)
        }
      }
    }
    chart.column("count") { column in
      column.heading("Entered", "", .end)
      for stage in stages { column.number(stage.index, stage.row.amount("entered_count").grouped()) }
    }
    chart.column("outcomes") { column in
      column.heading("What became of them")
      for stage in stages { draw(stage.row, stage.index, &column) }
    }
    chart.column("reached") { column in
      column.heading("Reached", "", .end)
      for stage in stages { column.number(stage.index, stage.row.number("reached_rate")?.percent() ?? "–") }
    }
    chart.column("days") { column in
      column.heading("Days", "", .end)
      for stage in stages {
        column.number(stage.index, stage.row.number("median_days_in_stage")?.grouped() ?? "–")
      }
    }
    return chart
  }

  private func draw(_ row: FactRow, _ index: Int, _ column: inout ChartColumn) {
    let entered = row.amount("entered_count")
    if entered == .zero { return column.text(index, "no deal entered", "q") }
    if row.isOfWonStage {
      let lost = row.count("lost_count")
      let later = lost > 0 ? ", \(ExactNumber(lost).grouped()) lost later" : ""
      return column.text(index, "\(row.amount("entered_amount").short) won\(later)", "q")
    }
    var start = ExactNumber.zero
    for state in Self.states {
      let count = row.amount(state.column)
      guard count > .zero, let share = count.divided(by: entered) else { continue }
      column.segment(
        index, from: start.position(to: entered), width: count.position(to: entered), state.style)
      if share >= Self.minLabelled {
        let style = share < Self.minLabelledOnPhone ? "on-\(state.style) short" : "on-\(state.style)"
        column.segmentLabel(index, at: start.position(to: entered), share.percent(), style)
      }
      start += count
    }
  }

  private var exact: ExactTable {
    var groups: [ExactTable.Group] = []
    for row in rows {
      let line = ExactTable.Row(
        name: row.name("stage_name", of: "stage_id").markup,
        cells: [
          row["entered_count"], row["advanced_count"], row["open_count"], row["left_count"],
          row["lost_count"],
          row["entered_amount"], row["conversion_rate"], row["reached_count"], row["reached_rate"],
          row["median_days_in_stage"],
        ], runID: row["run_id"])
      groups.append(line, to: row.name("pipeline_name", of: "pipeline_id").text)
    }
    groups.append(failedRunsOf: table, named: "pipeline_id")
    return ExactTable(
      section: Self.title, summary: table.summary(rows: rows.count),
      columns: [
        .text("Stage"), .number("Entered"), .number("Went on"), .number("Still there"), .number("Left"),
        .number("Lost"),
        .number("Amount entered"), .number("Conversion"), .number("Reached"), .number("Reached rate"),
        .number("Median days"),
      ], groups: groups)
  }
}
