import Foundation
import Testing
import TestingDatabase

/// Periods are compared only where they look at the same window.
extension WindowTests {
  struct Trend: Decodable {
    struct Row: Decodable {
      let dimensions: [String: String?]
      let metrics: [String: [String?]]
      let changes: [String: [String?]]
    }
    struct Change: Decodable {
      let parameter: String
      let before: String
      let after: String
    }
    let periods: [Entry]
    let rows: [Row]
    let definitionChanges: [Change]
  }

  static let coverage = ["--report", "pipeline_coverage"]

  @Test func theCoverageOfAQuarterIsComparedWeekByWeek() throws {
    let installation = try published()
    try installation.database.load("UPDATE deal SET amount = amount + 10 WHERE amount IS NOT NULL")
    #expect(try installation.run("run", "--at", "2026-10-27T00:00:00Z").status == 0)
    let trend = try decode(
      Trend.self, installation.run(["trend", "--json"] + Self.coverage).output)
    #expect(trend.periods.map(\.period.label) == Self.labels + ["2026-W43"])
    #expect(trend.periods.map(\.window?.label) == ["2026-Q3"] + Array(repeating: "2026-Q4", count: 4))
    #expect(trend.definitionChanges.isEmpty)
    var compared = 0
    for row in trend.rows {
      let amounts = try #require(row.metrics["open_amount"])
      let changes = try #require(row.changes["open_amount"])
      // Nothing from the last quarter to this one.
      #expect(changes[0] == nil && changes[1] == nil)
      for index in 2..<5 {
        guard let before = amounts[index - 1].flatMap({ Decimal(string: $0) }),
          let after = amounts[index].flatMap({ Decimal(string: $0) })
        else { continue }
        #expect(changes[index].flatMap { Decimal(string: $0) } == after - before)
        if after != before { compared += 1 }
      }
    }
    #expect(compared > 0)
    let text = try installation.run(["trend", "--metric", "open_amount"] + Self.coverage).output
    #expect(
      text.contains("WINDOW: 2026-Q3 (current quarterly), 2026-07-01 to 2026-10-01: 2026-W39\n"), "\(text)")
    #expect(
      text.contains(
        "WINDOW: 2026-Q4 (current quarterly), 2026-10-01 to 2027-01-01: 2026-W40, 2026-W41, 2026-W42, 2026-W43\n"
      ),
      "\(text)")

    struct Diff: Decodable {
      struct Metric: Decodable { let change: String? }
      struct Row: Decodable { let metrics: [String: Metric] }
      let rows: [Row]
    }
    let within = try decode(
      Diff.self, installation.run(["diff", "2026-W42", "2026-W43", "--json"] + Self.coverage).output)
    #expect(within.rows.contains { $0.metrics["open_amount"]?.change != nil })
    let across = try decode(
      Diff.self, installation.run(["diff", "2026-W39", "2026-W43", "--json"] + Self.coverage).output)
    #expect(
      !across.rows.isEmpty && across.rows.allSatisfy { $0.metrics.allSatisfy { $0.value.change == nil } })
  }

  @Test func aChangedWindowIsAChangedDefinition() throws {
    let completed = Self.thisQuarter.replacing("    window: {current: quarterly}\n", with: "")
    let installation = try Installation(files: ["acme.yaml": completed])
    #expect(try installation.run("run", "--at", "2026-10-13T00:00:00Z").status == 0)
    try installation.replaceSchedule(Self.thisQuarter)
    #expect(try installation.run("run", "--at", Self.at).status == 0)
    let trend = try decode(Trend.self, installation.run(["trend", "--json"] + Self.coverage).output)
    #expect(trend.definitionChanges.map(\.parameter) == ["window"])
    #expect(trend.definitionChanges.map(\.before) == ["completed"])
    #expect(trend.definitionChanges.map(\.after) == ["current quarterly"])
    for row in trend.rows { #expect(row.changes["open_amount"]?.last == .some(nil)) }
    let text = try installation.run(["trend"] + Self.coverage).output
    #expect(
      text.contains("DEFINITION CHANGED: window is completed in 2026-W41 and current quarterly in 2026-W42"))
  }
}
