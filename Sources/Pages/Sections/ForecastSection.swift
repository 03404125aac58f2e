/// What the open pipeline is worth by each stage's chance, and when it should close.
struct ForecastSection {
  private static let title = "Forecast"
  static let id = "forecast"
  private static let maxPipelines = 5

  private struct Bucket {
    var open = ExactNumber.zero
    var weighted: ExactNumber?
    /// Open in stages of which nobody knows the chance, so that it is not weighted.
    var withoutChance = ExactNumber.zero

    mutating func add(_ row: FactRow) {
      open += row.amount("open_amount")
      if let value = row.number("weighted_amount") {
        weighted = (weighted ?? .zero) + value
      } else {
        withoutChance += row.amount("open_amount")
      }
    }

    /// Where nothing is weighted, the words say so.
    var isPartlyWeighted: Bool { weighted != nil && withoutChance != .zero }
  }

  private static let order = ["OVERDUE", "CURRENT", "NEXT", "LATER", "UNDATED", "UNKNOWN"]

  let table: FactTable
  let rows: [FactRow]
  let period: PagePeriod

  init(_ table: FactTable, _ period: PagePeriod) throws {
    self.table = table
    self.period = period
    rows = try table.all
  }

  func section() throws -> PageSection {
    PageSection(
      id: Self.id, title: Self.title,
      question:
        "What is the open pipeline worth when each stage's chance of winning is applied, and when should it close?",
      notes: [
        "Wide bar: open. Narrow bar in it: weighted. Grey is what no forecast should count on: overdue, or without a date.",
        "No chance set: open in stages of which nobody knows the chance, so that it counts nothing in what is weighted.",
      ],
      content: .ofNoRows(table, count: rows.count, reason: "No deal is open in any of the pipelines.")
        ?? .finding(finding.markup, body, exact))
  }

  private var finding: ForecastFinding {
    let all = buckets(rows)
    let end = rows.first { $0["close_bucket"] == "CURRENT" }?["bucket_end"].flatMap(PagePeriod.lastDay)
    return ForecastFinding(
      weighted: all["CURRENT"]?.weighted, open: all.values.map(\.open).reduce(.zero, +),
      overdue: all["OVERDUE"]?.open ?? .zero,
      withoutChance: all.values.map(\.withoutChance).reduce(.zero, +),
      isWeighted: all.values.contains { $0.weighted != nil }, end: end, unit: period.horizon(of: table))
  }

  private func buckets(_ rows: [FactRow]) -> [String: Bucket] {
    rows.reduce(into: [:]) { $0[$1["close_bucket"] ?? "", default: Bucket()].add($1) }
  }

  /// The largest first.
  private var pipelines: [(rows: [FactRow], buckets: [String: Bucket])] {
    rows.grouped(by: "pipeline_id").map { (rows: $0, buckets: buckets($0)) }.sorted { left, right in
      let (mine, others) = (
        left.buckets.values.map(\.open).reduce(.zero, +), right.buckets.values.map(\.open).reduce(.zero, +)
      )
      return mine == others
        ? left.rows[0]["pipeline_id"] ?? "" < right.rows[0]["pipeline_id"] ?? "" : mine > others
    }
  }

  private var body: Markup {
    let pipelines = pipelines
    let rest: Markup =
      pipelines.count > Self.maxPipelines
      ? "<p class=\"q\">Drawn are the \(Self.maxPipelines) largest of \(ExactNumber(pipelines.count).grouped()) pipelines; the table has all.</p>"
      : ""
    return "\(chart(pipelines).markup)\(rest)"
  }

  private func chart(_ pipelines: [(rows: [FactRow], buckets: [String: Bucket])]) -> Chart {
    let all = buckets(rows)
    let shown = Self.order.filter { all[$0] != nil || $0 == "CURRENT" || $0 == "NEXT" }
    let most = all.values.map(\.open).max() ?? .zero
    let drawn = pipelines.prefix(Self.maxPipelines)
    // Words, a bar, and a line for what has no chance if that is there.
    let height =
      ([all] + drawn.map(\.buckets)).contains { $0.values.contains(where: \.isPartlyWeighted) } ? 3 : 2
    var chart = Chart(
      "forecast", title: "Open and weighted amount by when deals should close",
      summary: shown.map { "\(name(of: $0)): \(all[$0].map(summary) ?? "none")" }.joined(separator: "; ")
        + ".",
      rows: shown.count * height)
    func draw(_ name: String, _ buckets: [String: Bucket]) {
      chart.column("multiple") { column in
        column.heading(name)
        for (index, bucket) in shown.enumerated() {
          let row = index * height
          let isGrey = bucket == "OVERDUE" || bucket == "UNDATED"
          let weight = bucket == "CURRENT" ? "b" : ""
          column.text(row, self.name(of: bucket), weight)
          guard let value = buckets[bucket] else {
            column.number(row, "none", "q")
            continue
          }
          column.number(row, words(value), value.open < .zero ? "\(weight) warn" : weight)
          column.valueBar(row + 1, value.open, to: most, isGrey ? "grey" : "mid")
          if let weighted = value.weighted, weighted > .zero {
            column.innerBar(row + 1, to: weighted.position(to: most), isGrey ? "dgrey" : "strong")
          }
          column.reference(at: "0%", row + 1..<row + 2, "axis")
          if value.isPartlyWeighted {
            column.text(row + 2, "no chance set", "q")
            column.number(row + 2, value.withoutChance.short, "q")
          }
        }
      }
    }
    if pipelines.count != 1 { draw("All pipelines", all) }
    for pipeline in drawn {
      draw(pipeline.rows[0].name("pipeline_name", of: "pipeline_id").inChart, pipeline.buckets)
    }
    return chart
  }

  private func summary(_ bucket: Bucket) -> String {
    bucket.isPartlyWeighted
      ? "\(words(bucket)), \(bucket.withoutChance.short) of it no chance set" : words(bucket)
  }

  private func words(_ bucket: Bucket) -> String {
    bucket.weighted.map { "\($0.short) of \(bucket.open.short)" } ?? "\(bucket.open.short), no chance set"
  }

  private func name(of bucket: String) -> String {
    let unit = period.horizon(of: table)
    return switch bucket {
    case "OVERDUE": "Overdue"
    case "CURRENT": "This \(unit)"
    case "NEXT": "Next \(unit)"
    case "LATER": "Later"
    case "UNDATED": "No date"
    default: "Date not known"
    }
  }

  private var exact: ExactTable {
    var groups: [ExactTable.Group] = []
    for row in rows {
      let name = row.name("pipeline_name", of: "pipeline_id").text
      let line = ExactTable.Row(
        name: row.name("stage_name", of: "stage_id").markup,
        cells: [
          self.name(of: row["close_bucket"] ?? ""), row["deal_count"], row["unpriced_count"],
          row["open_amount"],
          row["probability"], row["weighted_amount"],
        ], runID: row["run_id"])
      groups.append(line, to: name)
    }
    groups.append(failedRunsOf: table, named: "pipeline_id")
    return ExactTable(
      section: Self.title, summary: table.summary(rows: rows.count),
      columns: [
        .text("Stage"), .text("Should close"), .number("Deals"), .number("Without amount"), .number("Open"),
        .number("Chance"), .number("Weighted"),
      ], groups: groups)
  }
}
