import Foundation
import Testing
import TestingDatabase

/// Every cell of every exact table is the value of the CSV file of the same period.
struct ExactTableTests {
  private struct Tables {
    let published: PublishedPages
    let schedule: String
    let period: String
    let page: PageElement

    init(_ published: PublishedPages, _ schedule: String, _ period: String) throws {
      self.published = published
      self.schedule = schedule
      self.period = period
      page = try published.page(schedule, period)
    }

    func rows(_ report: String) throws -> [CSVRow] {
      let rows = try published.rows(report, schedule, period)
      try #require(!rows.isEmpty, "\(report) has no rows")
      return rows
    }

    /// - Parameters:
    ///   - precedes: the order of those of the same kind, if it is not that of the file; what it leaves open is in that order.
    ///   - expected: a row of the table for a row of the file.
    func compare(
      _ section: String, _ report: String, by precedes: ((CSVRow, CSVRow) -> Bool)? = nil,
      _ expected: (CSVRow) -> String
    ) throws {
      let table = try PageTable(page, section: section)
      let rows = try rows(report)
      if let precedes {
        let ordered = ["TENANT", "GROUP", "USER"].flatMap { kind in
          rows.filter { $0["principal_type"] == kind }.enumerated().sorted {
            precedes($0.element, $1.element) || !precedes($1.element, $0.element) && $0.offset < $1.offset
          }.map(\.element)
        }
        #expect(table.rows == ordered.map(expected), "\(schedule) \(section)")
      } else {
        #expect(table.rows.sorted() == rows.map(expected).sorted(), "\(schedule) \(section)")
      }
      #expect(table.summary == "All \(rows.count) rows with exact amounts and run ids")
    }

    func compareCoverage() throws {
      /// Who comes later has more, or has nothing to be compared with.
      func place(_ row: CSVRow) -> Double {
        if schedule == "quarter" {
          return row["remaining_coverage_ratio"].flatMap { Double($0) } ?? .infinity
        }
        let target = row.hundredths("target_amount")
        return target == 0 ? .infinity : -Double(row.hundredths("won_amount")) / Double(target)
      }
      func precedes(_ left: CSVRow, _ right: CSVRow) -> Bool { place(left) < place(right) }
      try compare("coverage", "pipeline_coverage", by: precedes) { row in
        let kind = row["principal_type"]
        let principal = kind == "TENANT" ? "acme" : row.name("principal_name", "principal_id")
        let name =
          row["pipeline_id"] == nil ? principal : "\(principal), \(row.name("pipeline_name", "pipeline_id"))"
        return PageTable.row(
          kind == "TENANT" ? "The whole company" : kind == "GROUP" ? "Teams" : "People",
          [
            name, row["target_amount"], row["won_amount"], row["remaining_target_amount"], row["open_amount"],
            row["coverage_ratio"], row["remaining_coverage_ratio"], row["run_id"],
          ])
      }
    }

    func comparePerformance() throws {
      func precedes(_ left: CSVRow, _ right: CSVRow) -> Bool {
        let (mine, others) = (left.hundredths("closed_won_amount"), right.hundredths("closed_won_amount"))
        if mine != others { return mine > others }
        return (left.name("principal_name", "principal_id"), left["principal_id"] ?? "")
          < (right.name("principal_name", "principal_id"), right["principal_id"] ?? "")
      }
      try compare("performance", "rep_performance", by: precedes) { row in
        let kind = row["principal_type"]
        return PageTable.row(
          kind == "TENANT" ? "The whole company" : kind == "GROUP" ? "Teams" : "People",
          [
            kind == "TENANT" ? "acme" : row.name("principal_name", "principal_id"),
            row["deals_created_count"],
            row["closed_won_count"], row["closed_lost_count"], row["closed_won_amount"],
            row["closed_win_rate"],
            row["median_time_to_close_days"], row["run_id"],
          ])
      }
    }

    func compareStages() throws {
      try compare("stages", "pipeline_stage_funnel") { row in
        PageTable.row(
          row.name("pipeline_name", "pipeline_id"),
          [
            row.name("stage_name", "stage_id"), row["stage_state"], row["stage_rank"], row["deal_count"],
            row["total_amount"], row["avg_age_days"], row["run_id"],
          ])
      }
    }

    func compareForecast() throws {
      let buckets = [
        "OVERDUE": "Overdue", "CURRENT": "This quarter", "NEXT": "Next quarter", "LATER": "Later",
        "UNDATED": "No date",
      ]
      try compare("forecast", "weighted_pipeline") { row in
        PageTable.row(
          row.name("pipeline_name", "pipeline_id"),
          [
            row.name("stage_name", "stage_id"), buckets[row["close_bucket"] ?? ""], row["deal_count"],
            row["unpriced_count"], row["open_amount"], row["probability"], row["weighted_amount"],
            row["run_id"],
          ])
      }
    }

    func compareConversion() throws {
      let columns = [
        "entered_count", "advanced_count", "open_count", "left_count", "lost_count", "entered_amount",
        "conversion_rate",
        "reached_count", "reached_rate", "median_days_in_stage", "run_id",
      ]
      try compare("conversion", "stage_conversion") { row in
        PageTable.row(
          row.name("pipeline_name", "pipeline_id"),
          [row.name("stage_name", "stage_id")] + columns.map { row[$0] })
      }
    }

    /// The only table that does not have the rows of the file, but pipelines with the statuses side by side, and their sum.
    func compareOverview() throws {
      let rows = try rows("pipeline_overview")
      func line(_ name: String, _ rows: [CSVRow]) -> String {
        let cells = ["WON", "LOST", "OPEN"].flatMap { status -> [String?] in
          let rows = rows.filter { $0["status"] == status }
          return ["\(rows.map { $0.count("deal_count") }.reduce(0, +))", rows.total("total_amount")]
        }
        return PageTable.row("", [name] + cells + [rows[0]["run_id"]])
      }
      // By name, deals without a pipeline last.
      let pipelines = Dictionary(grouping: rows) { $0["pipeline_id"] }.sorted { left, right in
        guard left.key != nil, right.key != nil else { return left.key != nil }
        return left.value[0].name("pipeline_name", "pipeline_id")
          < right.value[0].name("pipeline_name", "pipeline_id")
      }.map { id, rows in
        line(id == nil ? "No pipeline" : rows[0].name("pipeline_name", "pipeline_id"), rows)
      }
      let table = try PageTable(page, section: "overview")
      #expect(table.rows == pipelines + [line("All", rows)])
    }
  }

  @Test func everyCellIsThatOfTheFile() throws {
    let published = try PublishedPages(RichCRM.script, RichCRM.schedules)
    try published.publish()
    for (schedule, period) in RichCRM.periods {
      let tables = try Tables(published, schedule, period)
      try tables.compareOverview()
      try tables.compareCoverage()
      try tables.compareForecast()
      try tables.compareStages()
      try tables.comparePerformance()
    }
    try Tables(published, "monthly", "2026-10").compareConversion()
    try compareOrigin(published)
  }

  private struct Part: Decodable {
    struct Occurrence: Decodable {
      let schedule: String
      let reports: [Report]
    }
    struct Report: Decodable {
      let report: String
      let files: [File]
    }
    struct File: Decodable {
      let path: String
      let rows: Int
      let bytes: Int
      let sha256: String
      let controlTotals: [String: String]
    }
    let occurrences: [Occurrence]
  }

  /// Control totals and files are those of the manifest.
  private func compareOrigin(_ published: PublishedPages) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let parts = try published.exports.files().filter { $0.key.hasPrefix("tenant=acme/manifest/") }
      .map { try decoder.decode(Part.self, from: $0.value) }
    for (schedule, period) in RichCRM.periods {
      let occurrence = try #require(parts.flatMap(\.occurrences).first { $0.schedule == schedule })
      let origin = try #require(published.page(schedule, period).element(id: "origin"))
      func rows(_ title: String) throws -> [String] {
        let table = try #require(origin.all("div", "scroll").first { $0.attributes["aria-label"] == title })
        return table.all("tbody")[0].all("tr").map { row in
          row.elements.map { $0.text.replacing(",", with: "") }.joined(separator: " | ")
        }
      }
      let totals = occurrence.reports.flatMap { report in
        report.files.flatMap { file in
          file.controlTotals.map { "\(report.report) | \($0.key) | \(file.rows) | \($0.value)" }
        }
      }
      try #require(totals.count > 4)
      #expect(try rows("Control totals").sorted() == totals.sorted())
      let files = occurrence.reports.flatMap(\.files).map { file in
        "\(file.path.split(separator: "/").last ?? "") | \(file.rows) | \(file.bytes) | \(file.sha256)"
      }
      #expect(try rows("Data files").sorted() == files.sorted())
    }
  }
}
