import Calendars
import Foundation
import PostgreSQL
import Reports
import Schedules
import Testing
import TestingDatabase

@testable import Runs

/// What is said of a gap in the CRM is what the reports then give, of each report that has it and of no other.
struct SourceGapTests {
  private static let gaps: [(gaps: [SourceGap], change: String, isNote: Bool)] = [
    ([.amount], "UPDATE deal SET amount = NULL", true),
    ([.stage], "UPDATE deal SET stage_id = NULL", true),
    ([.stage], "UPDATE deal SET stage_id = gen_random_uuid()", false),
    ([.pipeline], "UPDATE deal SET pipeline_id = NULL", true),
    ([.pipeline], "UPDATE deal SET pipeline_id = md5('x' || pipeline_id)::uuid", true),
    (
      [.principal],
      "UPDATE deal SET owned_by_user_id = NULL, assigned_user_id = NULL, owned_by_group_id = NULL", true
    ),
    ([.closeDate], "UPDATE deal SET expected_close_date = NULL", true),
    (
      [.creation],
      "ALTER TABLE deal ALTER COLUMN created_at DROP NOT NULL; UPDATE deal SET created_at = NULL",
      false
    ),
    (
      [.update], "ALTER TABLE deal ALTER COLUMN updated_at DROP NOT NULL; UPDATE deal SET updated_at = NULL",
      false
    ),
    ([.currentStage, .visit], "DELETE FROM deal_pipeline_stage_state", false),
    ([.currentStage], "UPDATE deal_pipeline_stage_state SET is_current = false", false),
    ([.currentStage, .visit], "UPDATE deal_pipeline_stage_state SET deal_id = gen_random_uuid()", false),
    (
      [.currentStage, .visit], "UPDATE deal_pipeline_stage_state SET pipeline_stage_id = gen_random_uuid()",
      false
    ),
    ([.pipelineOfStage], "UPDATE deal_pipeline_stage_state SET pipeline_id = gen_random_uuid()", false),
    (
      [.entry],
      "ALTER TABLE deal_pipeline_stage_state ALTER COLUMN entered_at DROP NOT NULL; "
        + "UPDATE deal_pipeline_stage_state SET entered_at = NULL", false
    ),
    ([.openEnd], "UPDATE deal_pipeline_stage_state SET exited_at = '9999-12-31 00:00Z'", false),
    // In the window: what is left before it does not count at all.
    ([.openEnd], "UPDATE deal_pipeline_stage_state SET exited_at = '2026-10-15 00:00Z'", false),
    ([.target], "UPDATE sales_target SET period_start = '2020-01-01', period_end = '2020-02-01'", true),
  ]

  /// The rows of a report, each with its values by the names of their columns.
  private typealias Rows = [[String: String]]

  /// How to see that no deal does it any more.
  private static let effects: [String: @Sendable (_ before: Rows, _ after: Rows) -> Bool] = [
    "counts": { isZero("_count", in: $1) },
    "counts as created": { isZero("deals_", in: $1) },
    "adds to total_amount": { isZero("total_amount", in: $1) },
    "adds to total_amount_won": { isZero("total_amount_won", in: $1) },
    "adds to entered_amount": { isZero("_amount", in: $1) },
    "adds to open_amount": { isZero("open_amount", in: $1) },
    "counts for a pipeline that has stages": { $1.filter(hasPipeline).isEmpty },
    "adds to the open_amount of a pipeline that has stages": {
      isZero("open_amount", in: $1.filter(hasPipeline))
    },
    "is won or lost": { before, after in
      isZero("deals_closed_", in: after) && isZero("won_amount", in: after)
        && before.map { $0["deals_created_count"] } == after.map { $0["deals_created_count"] }
    },
    "counts with its right age": { before, after in
      after.allSatisfy { row in
        !before.contains { $0["stage_id"] == row["stage_id"] && $0["avg_age_days"] == row["avg_age_days"] }
      }
    },
    "is in a bucket with dates": {
      $1.allSatisfy { $0["bucket_start"] == nil && $0["bucket_end"] == nil }
    },
    "has a target": { $1.allSatisfy { $0["target_amount"] == nil } },
  ]

  /// - Parameter name: a part of the columns' names.
  private static func isZero(_ name: String, in rows: Rows) -> Bool {
    rows.allSatisfy { row in
      row.filter { $0.key.contains(name) }.values.allSatisfy { Decimal(string: $0) == 0 }
    }
  }

  private static func hasPipeline(_ row: [String: String]) -> Bool {
    // Made with md5('pipeline 0') and md5('pipeline 1').
    ["849db47f", "8b126350"].contains { row["pipeline_id"]?.hasPrefix($0) ?? false }
  }

  /// With a row for each pipeline, where a report can do so.
  private static let requests = ReportCatalog.product.reports.map { report in
    var options: [String: OptionValue] = [:]
    for option in report.options {
      if case .pipelines(let keywords) = option.kind, keywords.contains("each") {
        options[option.name] = .keyword("each")
      }
    }
    return ReportRequest(knowingStagesOf: report, options)
  }

  private struct CRM {
    let findings: [SourceViolation]
    let rows: [Rows]

    init(_ change: String, _ requests: [ReportRequest]) throws {
      let database = try TestDatabase()
      // Targets for a pipeline, so that coverage of each pipeline has some.
      try database.load(
        SmallCRM.ordered + "UPDATE sales_target SET pipeline_id = md5('pipeline 0')::uuid;")
      try database.load(change)
      let sample = try SampleTenant()
      let sources = CheckedSources(optionalColumns: [.stagePosition])
      let connection = try database.runtime.connect()
      let at = Instant(iso8601: "2026-11-03T00:00:00Z")!
      findings = try TenantSources(
        of: sample.file(Schedule(name: "monthly", period: .monthly, reports: requests)), database.runtime,
        connection, sources, at: at
      ).findings
      let window = try #require(sample.tenant.calendar.latestComplete(.monthly, at: at))
      rows = try requests.map { request in
        let report = AdHocReport(tenant: sample.tenant, request: request, window: window, at: at)
        return try report.run(database.runtime, connection, sources).rows.map { values in
          var row: [String: String] = [:]
          for (column, value) in zip(report.columns, values) { row[column.name] = value }
          return row
        }
      }
    }
  }

  @Test("A gap", arguments: gaps)
  func gap(gaps: [SourceGap], change: String, isNote: Bool) throws {
    let before = try CRM("", Self.requests)
    let after = try CRM(change, Self.requests)
    #expect(before.findings.isEmpty && after.findings.count == 1, "\(after.findings)")
    let finding = try #require(after.findings.first)
    #expect(finding.isNote == isNote, "\(finding)")
    for (number, request) in Self.requests.enumerated() {
      let report = request.report
      let effect = gaps.compactMap { report.gaps[$0] }.first
      #expect(finding.problem.contains(report.type) == (effect != nil), "\(finding)")
      guard let effect else {
        #expect(before.rows[number] == after.rows[number], "\(report.type)")
        continue
      }
      let isSo = try #require(Self.effects[effect], "say how to see that no deal \(effect)")
      #expect(isSo(before.rows[number], after.rows[number]), "\(report.type): \(after.rows[number])")
      #expect(!isSo(before.rows[number], before.rows[number]), "\(report.type): \(before.rows[number])")
    }
  }

  /// Where pipelines are combined, nobody asks for a deal's pipeline.
  @Test func combinedPipelinesNeedNone() throws {
    let requests = [ReportRequest(.pipelineCoverage)]
    let (before, after) = (
      try CRM("", requests), try CRM("UPDATE deal SET pipeline_id = NULL", requests)
    )
    #expect(before.rows == after.rows && !before.rows[0].isEmpty)
    #expect(after.findings.map(\.isNote) == [true])
  }
}
