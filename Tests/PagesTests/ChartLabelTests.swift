import Testing

/// Each label of a chart, and each figure at the top, is the rounded form of what the files have.
struct ChartLabelTests {
  @Test func labelsAreRoundedValuesOfTheFiles() throws {
    let published = try PublishedPages(RichCRM.script, RichCRM.schedules)
    try published.publish()
    for (schedule, period) in RichCRM.periods {
      let page = try published.page(schedule, period)
      let stages = try published.rows("pipeline_stage_funnel", schedule, period)
      try compareStages(PageChart(page, "stages"), stages)
      let note = try #require(page.element(id: "stages")).all("div", "how")[0].text
      #expect(note.contains("open stages") == stages.contains { $0["stage_state"] != "OPEN" })
      try comparePerformance(
        PageChart(page, "performance"), published.rows("rep_performance", schedule, period))
      try compareOverview(PageChart(page, "overview"), published.rows("pipeline_overview", schedule, period))
      try compareForecast(PageChart(page, "forecast"), published.rows("weighted_pipeline", schedule, period))
    }
    let (month, quarter) = (
      try published.page("monthly", "2026-10"), try published.page("quarter", "2026-W44")
    )
    let coverage = try published.rows("pipeline_coverage", "quarter", "2026-W44")
    try compareCoverage(PageChart(quarter, "coverage"), coverage)
    try compareCounts(quarter, coverage)
    try compareTargets(PageChart(month, "target"), published.rows("pipeline_coverage", "monthly", "2026-10"))
    try compareConversion(
      PageChart(month, "conversion"), published.rows("stage_conversion", "monthly", "2026-10"))
    try compareFigures(published)
  }

  // MARK: Charts

  /// By kind, then by a number, then as in the file.
  private func ordered(_ rows: [CSVRow], by precedes: (CSVRow, CSVRow) -> Bool) -> [CSVRow] {
    ["TENANT", "GROUP", "USER"].flatMap { kind in
      let group = Array(rows.filter { $0["principal_type"] == kind }.enumerated())
      return group.sorted {
        precedes($0.element, $1.element) || !precedes($1.element, $0.element) && $0.offset < $1.offset
      }.map(\.element)
    }
  }

  private func principal(_ row: CSVRow) -> String {
    row["principal_type"] == "TENANT" ? "acme" : row.name("principal_name", "principal_id")
  }

  private func share(_ row: CSVRow) -> String {
    HandRounding.percent(row.hundredths("won_amount"), of: row.hundredths("target_amount"))
  }

  private func multiple(_ ratio: String) -> String {
    if HandRounding.rounded(ratio).count >= 3 { return "> 99×" }
    let rounded = HandRounding.rounded(ratio, decimals: 1)
    let isShort = rounded.drop { $0 == "\u{2212}" }.count <= 3
    return (isShort ? rounded : HandRounding.rounded(ratio)) + "×"
  }

  private func compareCoverage(_ chart: PageChart, _ rows: [CSVRow]) throws {
    let open = rows.filter { $0["remaining_coverage_ratio"] != nil }
    let expected = ordered(open) {
      ($0["remaining_coverage_ratio"].flatMap { Double($0) } ?? 0)
        < ($1["remaining_coverage_ratio"].flatMap { Double($0) } ?? 0)
    }
    try #require(expected.count > 3)
    #expect(
      chart.rows("name", "share", "left", "multiple")
        == expected.map { row in
          [
            principal(row), share(row), HandRounding.short(row["remaining_target_amount"] ?? ""),
            multiple(row["remaining_coverage_ratio"] ?? ""),
          ]
        })
  }

  private func compareCounts(_ page: PageElement, _ rows: [CSVRow]) throws {
    let people = rows.filter { $0["principal_type"] == "USER" }
    let withTarget = people.filter { $0.hundredths("target_amount") > 0 }
    let ratios = withTarget.compactMap { $0["remaining_coverage_ratio"].flatMap { Double($0) } }
    let counts = try #require(page.all("ul", "counts").first).all("b").map(\.text)
    #expect(
      counts
        == [
          ratios.count { $0 < 1 }, ratios.count { $0 >= 1 && $0 < 3 }, ratios.count { $0 >= 3 },
          withTarget.count - ratios.count, people.count - withTarget.count,
        ].map(String.init))
  }

  private func compareTargets(_ chart: PageChart, _ rows: [CSVRow]) throws {
    let withTarget = rows.filter { $0.hundredths("target_amount") > 0 }
    try #require(!withTarget.isEmpty)
    let expected = ordered(withTarget) { left, right in
      left.hundredths("won_amount") * right.hundredths("target_amount")
        > right.hundredths("won_amount") * left.hundredths("target_amount")
    }
    #expect(
      chart.rows("name", "asked", "won", "multiple", "difference")
        == expected.map { row in
          let difference = row.hundredths("won_amount") - row.hundredths("target_amount")
          return [
            row["pipeline_id"] == nil
              ? principal(row) : "\(principal(row)), \(row.name("pipeline_name", "pipeline_id"))",
            HandRounding.short(row["target_amount"] ?? ""), HandRounding.short(row["won_amount"] ?? ""),
            share(row),
            (difference > 0 ? "+" : "") + HandRounding.short(amountText(difference)),
          ]
        })
  }

  private func compareStages(_ chart: PageChart, _ rows: [CSVRow]) throws {
    var expected: [[String]] = []
    for stages in pipelines(rows) {
      // What is closed is no part of the sum.
      let open = stages.filter { $0["stage_state"] == "OPEN" }
      expected.append([
        stages[0].name("pipeline_name", "pipeline_id") + " ",
        HandRounding.rounded("\(open.count("deal_count"))"),
        HandRounding.short(open.total("total_amount")),
      ])
      let ranked = stages.filter { $0["stage_rank"] != nil }
      let others = stages.filter { $0["stage_rank"] == nil }
        .sorted {
          ($0["stage_name"] ?? "", $0["stage_id"] ?? "") < ($1["stage_name"] ?? "", $1["stage_id"] ?? "")
        }
      expected += (ranked + others).map { row in
        [
          row.name("stage_name", "stage_id"), HandRounding.rounded(row["deal_count"] ?? ""),
          HandRounding.short(row["total_amount"] ?? ""),
        ]
      }
    }
    #expect(chart.rows("name", "count", "sum") == expected)
    let days = rows.map { $0["avg_age_days"].map { HandRounding.rounded($0) } ?? "–" }
    #expect(chart.rows("days").map { $0[0] }.sorted() == days.sorted())
  }

  private func pipelines(_ rows: [CSVRow]) -> [[CSVRow]] {
    var order: [String] = []
    for id in rows.compactMap({ $0["pipeline_id"] }) where !order.contains(id) { order.append(id) }
    return order.map { id in rows.filter { $0["pipeline_id"] == id } }
  }

  private func comparePerformance(_ chart: PageChart, _ rows: [CSVRow]) throws {
    // By amount, then by name, then by id.
    let expected = ordered(rows) { left, right in
      let (mine, others) = (left.hundredths("closed_won_amount"), right.hundredths("closed_won_amount"))
      if mine != others { return mine > others }
      return (principal(left), left["principal_id"] ?? "") < (principal(right), right["principal_id"] ?? "")
    }
    try #require(expected.contains { $0.hundredths("closed_won_amount") > 0 })
    #expect(
      chart.rows("name", "sum", "wins", "losses", "percent", "days")
        == expected.map { row in
          [
            principal(row), HandRounding.short(row["closed_won_amount"] ?? "0"),
            row["closed_won_count"] ?? "0",
            row["closed_lost_count"] ?? "0",
            row["closed_win_rate"].map { HandRounding.rounded($0, shift: -2) + "%" } ?? "–",
            row["median_time_to_close_days"].map { HandRounding.rounded($0) } ?? "–",
          ]
        })
  }

  /// By name, deals without a pipeline last.
  private func compareOverview(_ chart: PageChart, _ rows: [CSVRow]) throws {
    let named = Set(rows.compactMap { $0["pipeline_id"] }).map { id in
      rows.filter { $0["pipeline_id"] == id }
    }.sorted { $0[0].name("pipeline_name", "pipeline_id") < $1[0].name("pipeline_name", "pipeline_id") }
    try #require(named.count > 1)
    let without = rows.filter { $0["pipeline_id"] == nil }
    let expected = (named + (without.isEmpty ? [] : [without])).map { rows in
      func closed(_ status: String) -> [CSVRow] { rows.filter { $0["status"] == status } }
      let (won, lost) = (closed("WON").count("deal_count"), closed("LOST").count("deal_count"))
      return [
        rows[0]["pipeline_id"] == nil ? "No pipeline" : rows[0].name("pipeline_name", "pipeline_id"),
        HandRounding.short(closed("WON").total("total_amount")),
        HandRounding.short(closed("LOST").total("total_amount")),
        won + lost == 0 ? "–" : HandRounding.percent(won, of: won + lost),
      ]
    }
    let (names, sums, rates) = (chart.labels("name"), chart.labels("sum"), chart.labels("percent"))
    try #require(names.count == 1 && sums.count == 2 && rates.count == 1)
    #expect(
      names[0].keys.sorted().map { row in
        [names[0][row], sums[0][row], sums[1][row], rates[0][row]].map { $0?.first ?? "" }
      } == expected)
  }

  private func compareForecast(_ chart: PageChart, _ rows: [CSVRow]) throws {
    let buckets = [
      "OVERDUE": "Overdue", "CURRENT": "This quarter", "NEXT": "Next quarter", "LATER": "Later",
      "UNDATED": "No date",
    ]
    func expected(_ rows: [CSVRow]) -> [String: String] {
      Dictionary(grouping: rows) { $0["close_bucket"] ?? "" }.reduce(into: [:]) { words, bucket in
        let open = HandRounding.short(bucket.value.total("open_amount"))
        let weighted = bucket.value.filter { $0["weighted_amount"] != nil }
        let others = bucket.value.filter { $0["weighted_amount"] == nil }
        let rest = others.isEmpty ? "" : "; no chance set: \(HandRounding.short(others.total("open_amount")))"
        words[buckets[bucket.key] ?? ""] =
          weighted.isEmpty
          ? "\(open), no chance set"
          : "\(HandRounding.short(weighted.total("weighted_amount"))) of \(open)\(rest)"
      }
    }
    let columns = chart.labels("multiple").map { column in
      var bucket = ""
      return column.sorted { $0.key < $1.key }.map(\.value).reduce(into: [String: String]()) { words, texts in
        if texts[0] == "no chance set" {
          words[bucket, default: ""] += "; no chance set: \(texts[1])"
        } else {
          bucket = texts[0]
          words[bucket] = texts[1]
        }
      }.filter { $0.value != "none" }
    }
    #expect(columns.first?.values.contains { $0.contains("; no chance set: ") } == true)
    #expect(columns.first == expected(rows))
    let single = pipelines(rows).map(expected)
    #expect(columns.count == single.count + 1 && columns.dropFirst().allSatisfy(single.contains))
  }

  private func compareConversion(_ chart: PageChart, _ rows: [CSVRow]) throws {
    #expect(
      chart.rows("name", "count", "reached", "days")
        == rows.map { row in
          [
            row.name("stage_name", "stage_id"), HandRounding.rounded(row["entered_count"] ?? ""),
            row["reached_rate"].map { HandRounding.rounded($0, shift: -2) + "%" } ?? "–",
            row["median_days_in_stage"].map { HandRounding.rounded($0) } ?? "–",
          ]
        })
  }

  // MARK: Figures

  private func figures(_ page: PageElement) throws -> [String: String] {
    try #require(page.all("section", "figures").first).all("li").reduce(into: [:]) { figures, item in
      figures[item.all("h3")[0].text] = item.all("p", "value")[0].text
    }
  }

  private func compareFigures(_ published: PublishedPages) throws {
    func rows(_ report: String, _ schedule: String, _ period: String, _ isCounted: (CSVRow) -> Bool) throws
      -> [CSVRow]
    {
      let rows = try published.rows(report, schedule, period).filter(isCounted)
      try #require(!rows.isEmpty, "\(report) \(schedule)")
      return rows
    }
    func isOpen(_ row: CSVRow) -> Bool { row["stage_state"]?.hasPrefix("DONE") == false }
    func isCurrent(_ row: CSVRow) -> Bool { row["close_bucket"] == "CURRENT" }
    let people = try rows("pipeline_coverage", "quarter", "2026-W44") {
      $0["principal_type"] == "USER" && $0.hundredths("target_amount") > 0
    }
    let short = people.filter { ($0["remaining_coverage_ratio"].flatMap { Double($0) } ?? 3) < 3 }
    #expect(
      try figures(published.page("quarter", "2026-W44")) == [
        "Open pipeline": HandRounding.short(
          rows("pipeline_stage_funnel", "quarter", "2026-W44", isOpen).total("total_amount")),
        "Weighted, to close by 31 Dec": HandRounding.short(
          rows("weighted_pipeline", "quarter", "2026-W44", isCurrent).total("weighted_amount")),
        "Won this quarter": HandRounding.short(
          rows("pipeline_overview", "quarter", "2026-W44") { $0["status"] == "WON" }.total("total_amount")),
        "People short of 3× coverage": "\(short.count) of \(people.count) with a target",
      ])
    let pairs = try published.rows("pipeline_coverage", "monthly", "2026-10")
      .filter { $0["principal_type"] == "USER" && $0.hundredths("target_amount") > 0 }
    let reached = pairs.filter { $0.hundredths("won_amount") >= $0.hundredths("target_amount") }
    var month = [
      "Open pipeline": HandRounding.short(
        try rows("pipeline_stage_funnel", "monthly", "2026-10", isOpen).total("total_amount")),
      "Weighted, to close by 31 Dec": HandRounding.short(
        try rows("weighted_pipeline", "monthly", "2026-10", isCurrent).total("weighted_amount")),
      // By when the deals entered their stage, not by when they last changed.
      "Won": HandRounding.short(
        try rows("stage_conversion", "monthly", "2026-10") { $0["stage_state"] == "DONE_SUCCESS" }.total(
          "entered_amount")),
    ]
    month["Pairs of person and pipeline who reached their target"] = "\(reached.count) of \(pairs.count)"
    #expect(try figures(published.page("monthly", "2026-10")) == month)
  }
}
