import Calendars
import Comparisons
import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

/// Facts of several periods side by side.
struct FactSeriesTests {
  private let database: TestDatabase
  private let acme = SmallCRM.acme
  private static let report = Report.pipelineOverview
  private static let pipelines = (1...3).map { "00000000-0000-4000-8000-00000000000\($0)" }

  /// Three months: one pipeline is in all of them, one only in the first and one only in the last.
  init() throws {
    database = try TestDatabase()
    try database.load("INSERT INTO report_tenant (tenant_id, slug) VALUES ('\(SmallCRM.acme)', 'acme')")
    try add("2026-08", [(0, 3, "10.00"), (1, 1, "5.00")])
    try add("2026-09", [(0, 5, "12.50")])
    try add("2026-10", [(0, 4, "12.50"), (2, 1, "-1.00")])
  }

  private func add(
    _ month: String, _ rows: [(pipeline: Int, deals: Int, amount: String)], revision: Int = 1,
    methodology: String = "1", parameters: String = #"{"include_inactive": true}"#
  ) throws {
    let start = try #require(CivilDate(iso: month + "-01"))
    let end = start.adding(months: 1)
    let key = "sha256(convert_to('\(month) \(revision)', 'UTF8'))"
    let facts = rows.map { row in
      "(report_run_id(\(key)), '\(acme)', '\(Self.pipelines[row.pipeline])', 'OPEN', \(row.deals), \(row.amount))"
    }
    try database.load(
      """
      INSERT INTO report_occurrence (
        tenant_id, schedule, period_start, period_end, period_kind, period_label, start_date, end_date, revision,
        timezone, state, request, as_of, tzdata_version, recorded_at, snapshot_at)
      VALUES ('\(acme)', 'monthly', '\(start) 00:00Z', '\(end) 00:00Z', 'monthly', '\(month)', '\(start)', '\(end)',
              \(revision), 'UTC', 'PUBLISHED',
              '{"reports": ["pipeline_overview"], "formats": ["csv"], "formula_guard": true}',
              '\(end) 00:00Z', '2026f', '\(end) 00:00Z', '\(end) 00:00Z');
      INSERT INTO report_run (
        tenant_id, run_id, report_type, generated_at, period_start, period_end, input_params, status, run_key,
        schedule, revision, software_version, methodology_version, tzdata_version, occurrence_start, occurrence_end,
        fence)
      SELECT '\(acme)', report_run_id(\(key)), 'pipeline_overview', '\(end) 00:00Z', '\(start) 00:00Z',
             '\(end) 00:00Z', '\(parameters)', 'SUCCEEDED', \(key), 'monthly', \(revision), '0', '\(methodology)',
             '2026f', '\(start) 00:00Z', '\(end) 00:00Z', o.fence
      FROM report_occurrence o WHERE o.period_label = '\(month)' AND o.revision = \(revision);
      INSERT INTO report_pipeline_overview_fact (
        run_id, tenant_id, pipeline_id, status, deal_count, total_amount)
      VALUES \(facts.joined(separator: ", "));
      """)
  }

  private func read(_ labels: [String], comparesAcrossGaps: Bool = false) throws -> FactSeries {
    let recorded = try Ledger(database.runtime, database.runtime.connect()).occurrences(of: acme, .all)
    let occurrences = try labels.map { name in
      let parts = name.split(separator: "@")
      let revision = parts.count > 1 ? Int(parts[1]) : 1
      return try #require(recorded.first { $0.period.label == parts[0] && $0.key.revision == revision })
    }
    return try FactSeries.read(
      Self.report, of: occurrences, tenant: acme, comparesAcrossGaps: comparesAcrossGaps, database.runtime,
      database.runtime.connect())
  }

  @Test func oneRowPerCombinationOfDimensionsAndOneCellPerPeriod() throws {
    let series = try read(["2026-08", "2026-09", "2026-10"])
    #expect(series.rows.map(\.dimensions) == Self.pipelines.map { [$0, "OPEN"] })
    #expect(
      series.rows.map { $0.cells.map { $0?.values } } == [
        [["3", "10.00"], ["5", "12.50"], ["4", "12.50"]],
        [["1", "5.00"], nil, nil],
        [nil, nil, ["1", "-1.00"]],
      ])
    #expect(series.rows[0].cells.map { $0?.changes } == [[nil, nil], ["2", "2.50"], ["-1", "0.00"]])
    // A row without a value in the previous period has no change.
    #expect(series.rows[2].cells[2]?.changes == [nil, nil])
    #expect(
      series.points.map(\.succeededRuns) == [1, 1, 1] && DefinitionChange.all(in: series.points).isEmpty)
  }

  @Test func noChangeIsComputedAcrossAGap() throws {
    #expect(try read(["2026-08", "2026-10"]).rows[0].cells[1]?.changes == [nil, nil])
    let across = try read(["2026-08", "2026-10"], comparesAcrossGaps: true)
    #expect(across.rows[0].cells[1]?.changes == ["1", "2.50"])
  }

  @Test func revisionsAreComparedLikePeriods() throws {
    try add("2026-10", [(0, 9, "13.00")], revision: 2)
    let series = try read(["2026-10@1", "2026-10@2"], comparesAcrossGaps: true)
    #expect(
      series.rows.map { $0.cells.map { $0?.values } } == [
        [["4", "12.50"], ["9", "13.00"]], [["1", "-1.00"], nil],
      ])
    #expect(series.rows[0].cells[1]?.changes == ["5", "0.50"])
  }

  @Test func changedParameterAndMethodologyAreReported() throws {
    try add("2026-11", [(0, 1, "1.00")], methodology: "2", parameters: #"{"include_inactive": false}"#)
    let series = try read(["2026-10", "2026-11"])
    let changes = DefinitionChange.all(in: series.points)
    #expect(changes.map(\.parameter) == ["include_inactive", "methodology_version"])
    #expect(
      changes.map(\.before) == [.flag(true), .text("1")]
        && changes.map(\.after) == [.flag(false), .text("2")])
  }

  @Test func otherTenantsSeeNoFacts() throws {
    let recorded = try Ledger(database.runtime, database.runtime.connect()).occurrences(of: acme, .all)
    let series = try FactSeries.read(
      Self.report, of: recorded, tenant: SmallCRM.other, comparesAcrossGaps: false, database.runtime,
      database.runtime.connect())
    #expect(series.rows.isEmpty)
  }
}
