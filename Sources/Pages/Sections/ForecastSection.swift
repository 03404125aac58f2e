/// What the open pipeline is worth by each stage's chance, and when it should close.
struct ForecastSection {
  private static let title = "Forecast"
  static let id = "forecast"
  private static let maxPipelines = 5

  private struct Bucket {
    var open = ExactNumber.zero
    var weighted: ExactNumber?

    mutating func add(_ row: FactRow) {
      open += row.amount("open_amount")
      if let value = row.number("weighted_amount") { weighted = (weighted ?? .zero) + value }
    }
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
        "Wide bar: open. Narrow bar in it: weighted. Grey is what no forecast should count on: overdue, or without a date."
      ],
      content: .ofNoRows(table, count: rows.count, reason: "No deal is open in any of the pipelines.")
        ?? .finding(finding, body))
  }

  private var finding: String {
    let all = buckets(rows)
    let open = all.values.map(\.open).reduce(.zero, +)
    guard let weighted = all["CURRENT"]?.weighted else {
      return
        "\(open.short) is open; none of it has a chance and a date in the current \(period.horizon(of: table))."
    }
    let end = rows.first { $0["close_bucket"] == "CURRENT" }?["bucket_end"].flatMap(PagePeriod.lastDay)
    let overdue = all["OVERDUE"]?.open ?? .zero
    return "\(weighted.short) weighted should close\(end.map { " by \($0)" } ?? " soon")"
      + (overdue == .zero
        ? ", of \(open.short) open." : ". \(overdue.short) of \(open.short) open is overdue.")
  }

  private func buckets(_ rows: [FactRow]) -> [String: Bucket] {
    rows.reduce(into: [:]) { $0[$1["close_bucket"] ?? "", default: Bucket()].add($1) }
  }

  private var body: Markup { "\(chart.markup)\(exact.markup)" }

  private var chart: Chart {
    let pipelines = Dictionary(grouping: rows) { $0["pipeline_id"] ?? "" }
    let ordered = pipelines.values.map { (rows: $0, buckets: buckets($0)) }.sorted { left, right in
      let (mine, others) = (
        left.buckets.values.map(\.open).reduce(.zero, +), right.buckets.values.map(\.open).reduce(.zero, +)
      )
      return mine == others
        ? left.rows[0]["pipeline_id"] ?? "" < right.rows[0]["pipeline_id"] ?? "" : mine > others
    }
    let all = buckets(rows)
    let shown = Self.order.filter { all[$0] != nil || $0 == "CURRENT" || $0 == "NEXT" }
    let most = all.values.map(\.open).max() ?? .zero
    var chart = Chart(
      "forecast", title: "Open and weighted amount by when deals should close",
      summary: shown.map { "\(name(of: $0)): \(all[$0].map(words) ?? "none")" }.joined(separator: "; ") + ".",
      rows: shown.count * 2)
    func draw(_ name: String, _ buckets: [String: Bucket]) {
      chart.column("multiple") { column in
        column.heading(name)
        for (index, bucket) in shown.enumerated() {
          let isGrey = bucket == "OVERDUE" || bucket == "UNDATED"
          column.text(index * 2, self.name(of: bucket), bucket == "CURRENT" ? "b" : "")
          guard let value = buckets[bucket] else {
            column.number(index * 2, "none", "q")
            continue
          }
          column.number(index * 2, words(value), bucket == "CURRENT" ? "b" : "")
          column.valueBar(index * 2 + 1, value.open, to: most, isGrey ? "grey" : "mid")
          if let weighted = value.weighted, weighted > .zero {
            column.innerBar(index * 2 + 1, to: weighted.position(to: most), isGrey ? "dgrey" : "strong")
          }
          column.reference(at: "0%", index * 2 + 1..<index * 2 + 2, "axis")
        }
      }
    }
    if ordered.count != 1 { draw("All pipelines", all) }
    for pipeline in ordered.prefix(Self.maxPipelines) {
      draw(pipeline.rows[0].name("pipeline_name", of: "pipeline_id").inChart, pipeline.buckets)
    }
    return chart
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
    let failed = table.failedRows(named: "pipeline_id")
    if !failed.isEmpty { groups.append(ExactTable.Group(name: "Failed runs", rows: failed)) }
    return ExactTable(
      section: Self.title, summary: table.summary(rows: rows.count),
      columns: [
        .text("Stage"), .text("Should close"), .number("Deals"), .number("Without amount"), .number("Open"),
        .number("Chance"), .number("Weighted"),
      ], groups: groups)
  }
}
