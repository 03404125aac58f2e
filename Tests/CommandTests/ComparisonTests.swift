import Foundation
import Testing
import TestingDatabase

/// Compares `trend` and `diff` with plain SQL on the same facts.
struct ComparisonTests {
  private struct Trend: Decodable {
    struct Period: Decodable {
      struct Label: Decodable { let label: String }
      let period: Label
      let state: String
      let failedRuns: Int
    }
    struct Row: Decodable {
      let dimensions: [String: String?]
      let metrics: [String: [String?]]
      let changes: [String: [String?]]
    }
    let periods: [Period]
    let definitionChanges: [Change]
    let rows: [Row]
  }

  private struct Change: Decodable, Equatable {
    let parameter: String
    let from: String
    let to: String
  }

  private struct Diff: Decodable {
    struct Metric: Decodable, Equatable {
      let before: String?
      let after: String?
      let change: String?
    }
    struct Row: Decodable {
      let status: String
      let dimensions: [String: String?]
      let metrics: [String: Metric]
    }
    let same: Int
    let definitionChanges: [Change]
    let rows: [Row]
  }

  private static let files = ["acme.yaml": Installation.acme, "other.yaml": Installation.other]

  /// Three months, August to October.
  private func installation() throws -> Installation {
    let installation = try Installation(files: Self.files)
    let result = try installation.run(
      "backfill", "--tenant", "acme", "--from", "2026-08-01", "--to", "2026-11-01", "--at", Installation.at)
    #expect(result.status == 0, "\(result.errors)")
    return installation
  }

  private func decode<Value: Decodable>(_: Value.Type, _ result: Shell.Result) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    #expect(result.status == 0, "\(result.errors)")
    return try decoder.decode(Value.self, from: Data(result.output.utf8))
  }

  private func trend(_ installation: Installation, _ report: String) throws -> Trend {
    try decode(
      Trend.self, installation.run("trend", "--tenant", "acme", "--report", report, "--json"))
  }

  private func diff(_ installation: Installation, _ periods: String...) throws -> Diff {
    try decode(
      Diff.self,
      installation.run(["diff"] + periods + ["--tenant", "acme", "--report", "pipeline_overview", "--json"]))
  }

  @Test(arguments: [
    ("pipeline_overview", ["pipeline_id", "status"], ["deal_count", "total_amount"]),
    (
      "pipeline_coverage", ["principal_type", "principal_id", "pipeline_id"],
      ["target_amount", "open_amount", "coverage_ratio"]
    ),
  ])
  func trendShowsTheFactsSideBySide(report: String, dimensions: [String], metrics: [String]) throws {
    let installation = try installation()
    let trend = try trend(installation, report)
    #expect(trend.periods.map(\.period.label) == ["2026-08", "2026-09", "2026-10"])
    let facts = try installation.database.query(
      """
      SELECT o.period_label, \((dimensions + metrics).map { "f." + $0 }.joined(separator: ", "))
      FROM report_\(report)_fact f JOIN report_run r USING (tenant_id, run_id)
      JOIN report_occurrence o ON o.tenant_id = r.tenant_id AND o.period_end = r.period_end
      """)
    var values: [[String?]: [String: [String?]]] = [:]
    for fact in facts {
      values[Array(fact[1...dimensions.count]), default: [:]][fact[0] ?? ""] = Array(
        fact.dropFirst(1 + dimensions.count))
    }
    #expect(trend.rows.count == values.count)
    for row in trend.rows {
      let expected = try #require(values[dimensions.map { row.dimensions[$0] ?? nil }])
      for (index, metric) in metrics.enumerated() {
        let series = trend.periods.map { expected[$0.period.label]?[index] }
        #expect(row.metrics[metric] == series)
        let changes = zip([nil] + series, series).map { before, after -> Decimal? in
          guard let before, let after, let old = Decimal(string: before), let new = Decimal(string: after)
          else { return nil }
          return new - old
        }
        #expect(row.changes[metric]?.map { $0.flatMap { Decimal(string: $0) } } == changes)
      }
    }
  }

  /// That of the last period, where the order was changed in between.
  @Test func stagesStandInTheirOrder() throws {
    let installation = try Installation(
      SmallCRM.script + "ALTER TABLE pipeline_stage ADD position integer;",
      files: ["acme.yaml": Installation.acme.replacing("pipeline_coverage", with: "pipeline_stage_funnel")])
    let ids = (0..<4).map { "md5('stage \($0)')::uuid" }
    for (order, month) in [([0, 1, 2, 3], "10"), ([3, 1, 2, 0], "11")] {
      for (position, stage) in order.enumerated() {
        try installation.database.load(
          "UPDATE pipeline_stage SET position = \(position) WHERE id = \(ids[stage])")
      }
      let at = "2026-\(month)-02T00:00:00Z"
      #expect(try installation.run("run", "--at", at).status == 0)
    }
    let stages = try installation.database.query(
      """
      SELECT id FROM pipeline_stage
      WHERE tenant_id = '\(SmallCRM.acme)' AND position IS NOT NULL ORDER BY pipeline_id, position
      """)
    let rows = try trend(installation, "pipeline_stage_funnel").rows
    #expect(rows.map { $0.dimensions["stage_id"] ?? nil } == stages.map { $0[0] } && rows.count == 4)
  }

  @Test func noChangeIsShownAcrossASkippedPeriod() throws {
    let installation = try installation()
    try installation.database.load(
      "UPDATE report_occurrence SET state = 'SKIPPED' WHERE period_label = '2026-09'; "
        + "DELETE FROM report_run WHERE period_end = '2026-09-30 22:00Z'")
    let trend = try trend(installation, "pipeline_coverage")
    #expect(trend.periods.map(\.state) == ["PUBLISHED", "SKIPPED", "PUBLISHED"])
    #expect(!trend.rows.isEmpty)
    for row in trend.rows {
      #expect(row.metrics["open_amount"]?[1] == .some(nil))
      #expect(row.changes["open_amount"]?.allSatisfy { $0 == nil } == true)
    }
  }

  @Test func diffOfTwoPeriodsEqualsTheDiffOfTheirFacts() throws {
    let installation = try installation()
    let diff = try diff(installation, "2026-08", "2026-10")
    let expected = try installation.database.query(
      """
      WITH fact AS (
        SELECT o.period_label AS label, f.pipeline_id, f.status, f.deal_count, f.total_amount
        FROM report_pipeline_overview_fact f JOIN report_run r USING (tenant_id, run_id)
        JOIN report_occurrence o ON o.tenant_id = r.tenant_id AND o.period_end = r.period_end)
      SELECT coalesce(a.pipeline_id, b.pipeline_id), coalesce(a.status, b.status),
             CASE WHEN a.status IS NULL THEN 'added' WHEN b.status IS NULL THEN 'removed' ELSE 'changed' END,
             a.total_amount, b.total_amount, b.total_amount - a.total_amount
      FROM (SELECT * FROM fact WHERE label = '2026-08') a
      FULL JOIN (SELECT * FROM fact WHERE label = '2026-10') b
        ON a.pipeline_id = b.pipeline_id AND a.status = b.status
      WHERE a.total_amount IS DISTINCT FROM b.total_amount
      ORDER BY 1, 2
      """)
    #expect(diff.rows.count == expected.count && !expected.isEmpty)
    for (row, want) in zip(diff.rows, expected) {
      #expect(
        [row.dimensions["pipeline_id"] ?? nil, row.dimensions["status"] ?? nil, row.status] == want[...2])
      #expect(
        row.metrics["total_amount"] == Diff.Metric(before: want[3], after: want[4], change: want[5]))
    }
  }

  @Test func diffOfRevisionsShowsCorrectedData() throws {
    let installation = try installation()
    try installation.database.load(
      "UPDATE deal SET amount = amount + 1 WHERE id = (SELECT id FROM deal WHERE tenant_id = "
        + "'\(SmallCRM.acme)' AND updated_at BETWEEN '2026-10-02' AND '2026-10-30' AND amount > 0 LIMIT 1)")
    _ = try installation.run(
      "restate", "--reason", "one more", "--tenant", "acme", "--from", "2026-10-01", "--to", "2026-11-01")
    for names in [["2026-10"], ["2026-10@1", "2026-10@2"], ["2026-10@1", "2026-10"]] {
      let result = try installation.run(
        ["diff"] + names + ["--tenant", "acme", "--report", "pipeline_overview", "--json"])
      let diff = try decode(Diff.self, result)
      #expect(diff.rows.map(\.status) == ["changed"])
      #expect(diff.rows.map { $0.metrics["total_amount"]?.change } == ["1.00"])
      #expect(diff.rows.map(\.metrics.count) == [1])
    }
    let text = try installation.run(
      "diff", "2026-10", "--tenant", "acme", "--report", "pipeline_overview")
    #expect(text.output.contains("2026-10@2: restated: one more"))
  }

  @Test func definitionChangesAreReported() throws {
    let installation = try installation()
    try installation.database.load(
      "UPDATE report_run SET methodology_version = '0' WHERE period_end < '2026-10-15'; "
        + "UPDATE report_run SET input_params = input_params || '{\"include_inactive\": false}' "
        + "WHERE period_end < '2026-09-15' AND report_type = 'pipeline_overview'")
    let trend = try trend(installation, "pipeline_overview")
    #expect(
      trend.definitionChanges == [
        Change(parameter: "include_inactive", from: "2026-08", to: "2026-09"),
        Change(parameter: "methodology_version", from: "2026-09", to: "2026-10"),
      ])
    let diff = try diff(installation, "2026-08", "2026-10")
    #expect(diff.definitionChanges.map(\.parameter) == ["include_inactive", "methodology_version"])
    let text = try installation.run(
      "diff", "2026-08", "2026-10", "--tenant", "acme", "--report", "pipeline_overview")
    #expect(
      text.output.contains(
        "DEFINITION CHANGED: include_inactive is false in 2026-08 and true in 2026-10"))
  }

  @Test func changedRollingWindowIsADefinitionChange() throws {
    let rolling = Installation.acme.replacing("period: monthly", with: "period: {rolling: {days: 30}}")
      .replacing("- type: pipeline_coverage", with: "- type: pipeline_stage_funnel")
    let installation = try Installation(files: ["acme.yaml": rolling])
    #expect(try installation.run("run", "--at", "2026-11-02T12:00:00Z").status == 0)
    try installation.replaceSchedule(rolling.replacing("days: 30", with: "days: 60"))
    #expect(try installation.run("run", "--at", "2026-11-03T12:00:00Z").status == 0)
    let trend = try trend(installation, "pipeline_overview")
    #expect(trend.definitionChanges.map(\.parameter) == ["rolling_days"])
  }

  @Test func noChangeIsShownAcrossAMissingPeriod() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    _ = try installation.run(
      "backfill", "--from", "2026-08-01", "--to", "2026-09-01", "--at", Installation.at)
    let trend = try trend(installation, "pipeline_coverage")
    #expect(trend.periods.map(\.period.label) == ["2026-08", "2026-10"])
    for row in trend.rows { #expect(row.changes["open_amount"]?.allSatisfy { $0 == nil } == true) }
    // `diff` compares the two periods, because both are named.
    let diff = try decode(
      Diff.self,
      installation.run("diff", "2026-08", "2026-10", "--report", "pipeline_coverage", "--json"))
    #expect(diff.rows.contains { $0.metrics["open_amount"]?.change != nil })
    let status = try installation.run("status", "--at", Installation.at)
    #expect(status.output.contains("    missing: 2026-09\n"))
  }

  @Test func failedRunsAreReported() throws {
    let installation = try Installation()
    try installation.database.load("UPDATE deal SET amount = 'NaN' WHERE id = md5('deal 48')::uuid")
    #expect(try installation.tick().status == 3)
    let trend = try trend(installation, "pipeline_coverage")
    #expect(trend.periods.map(\.failedRuns) == [3])
    let text = try installation.run("trend", "--report", "pipeline_coverage")
    #expect(text.output.contains("2026-10: 3 runs could not be reported"))
  }

  @Test func ambiguousOrUnknownSubjectsAreRefused() throws {
    let installation = try installation()
    for (arguments, message) in [
      (["trend"], "--tenant must be one of acme, other"),
      (["trend", "--tenant", "acme"], "--report must be one of pipeline_overview, pipeline_coverage"),
      (["diff", "2026-10", "--tenant", "other"], "no computed period 2026-10"),
      (["diff", "2026-10", "--tenant", "acme", "--report", "pipeline_overview"], "no revision before it"),
      (["diff", "2026-01", "2026-10", "--tenant", "acme", "--report", "pipeline_overview"], "2026-08@1"),
      (
        ["trend", "--tenant", "acme", "--report", "pipeline_overview", "--metric", "won"], "--metric must be"
      ),
    ] {
      let result = try installation.run(arguments)
      #expect(result.status == 64 || result.status == 1)
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(result.output.isEmpty)
    }
  }
}
