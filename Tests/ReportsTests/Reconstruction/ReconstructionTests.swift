import Foundation
import PostgreSQL
import Testing

/// What the history of stages says is what runs at the time said, in a CRM that keeps its history well.
@Suite(.serialized) struct ReconstructionTests {
  /// Printed if something differs; set DYNO_REPORTS_TEST_SEED to reproduce it.
  private static let seed =
    ProcessInfo.processInfo.environment["DYNO_REPORTS_TEST_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 1...1_000_000_000)
  private static let note = "DYNO_REPORTS_TEST_SEED=\(seed)"

  private let crm = LivingCRM(seed: seed)

  /// Every Monday the tables are brought to their state at that instant, and the reports are computed from them as a weekly run
  /// would. When the two years are over, each week is computed once more, from the tables as they are then.
  ///
  /// Runs of the funnel must be equal in everything: counts, amounts, ages, order, and warnings. So there are none of doubt, which
  /// live runs never have. A deal that left its pipeline in the week is in neither: its row is no longer current, and it left
  /// before the instant. Rows of the weighted pipeline are added up for each stage, because no close dates are known afterwards.
  @Test func reconstructionsEqualLiveRuns() throws {
    try OracleComparison().read(crm.tables) { connection in
      let reports = [WeeklyReport.openStages, .allStages]
      var (funnels, weighted): ([[[String: WeeklyRun]]], [[String: WeeklyRun]]) = ([], [])
      var start = LivingCRM.start
      for monday in LivingCRM.mondays {
        try connection.executeScript(crm.changes(from: start, to: monday.instant))
        start = monday.instant
        funnels.append(try reports.map { try $0.runs(connection, monday, asItWas: false) })
        weighted.append(try WeeklyReport.calibrated.runs(connection, monday, asItWas: false))
      }
      var (rows, calibrated) = (0, 0)
      for (place, monday) in LivingCRM.mondays.enumerated() {
        for (report, live) in zip(reports, funnels[place]) {
          let found = try report.runs(connection, monday, asItWas: true)
          #expect(found == live, "\(Self.note) \(report.name) of week \(monday.number)")
          rows += live.values.reduce(0) { $0 + $1.rows.count }
        }
        let found = try WeeklyReport.calibrated.runs(connection, monday, asItWas: true)
        #expect(found.keys == weighted[place].keys, "\(Self.note) week \(monday.number)")
        for (pipeline, run) in found {
          expectEqual(run, weighted[place][pipeline], "\(Self.note) \(pipeline) in week \(monday.number)")
          calibrated += run.rows.count { $0["probability"] != nil }
        }
      }
      #expect(rows > 2_000 && calibrated > 500, "\(Self.note)")
    }
  }

  private func expectEqual(_ found: WeeklyRun, _ live: WeeklyRun?, _ note: Comment) {
    #expect(found.errorMessage == live?.errorMessage, note)
    #expect(found.warnings == live?.warnings, note)
    #expect(Set(found.stagesOfWeightedPipeline) == live.map { Set($0.stagesOfWeightedPipeline) }, note)
    for row in found.rows {
      #expect(
        row["close_bucket"] == "UNKNOWN" && row["bucket_start"] == nil && row["bucket_end"] == nil, note)
    }
    #expect(Set(found.rows.map { $0["stage_id"] }).count == found.rows.count, note)
  }

  /// The deals that stand in a stage when a week ends are those that stood there when it began, and those that entered it in the
  /// week, without those that left it. What entered and left is counted from the truth. The week begins with what stood at its
  /// first instant, and the end of one week is the beginning of the next whatever the window is: the first is computed without a
  /// start, as for `all_time`, and the second for the week.
  @Test func weeksBalance() throws {
    try OracleComparison().read(crm.tables + crm.changes(from: LivingCRM.start, to: LivingCRM.end)) {
      connection in
      let visits = Dictionary(grouping: crm.visits, by: \.stage.id.text)
      var flows = 0
      for monday in LivingCRM.mondays {
        let before = Monday(monday.number - 1)
        let soFar = OracleWindow(end: before.instant, endDate: before.date)
        let opening = try counts(connection, before, window: soFar)
        let closing = try counts(connection, monday, window: monday.week)
        let week = before.instant..<monday.instant
        for (stageID, visits) in visits {
          let entered = visits.count { week.contains($0.entered) }
          let left = visits.count { $0.left.map(week.contains) ?? false }
          #expect(
            closing[stageID, default: 0] == opening[stageID, default: 0] + entered - left,
            "\(Self.note) \(stageID) in week \(monday.number)")
          flows += entered + left
        }
      }
      #expect(flows > 1_000, "\(Self.note)")
    }
  }

  /// Deals by stage.
  private func counts(
    _ connection: Connection, _ monday: Monday, window: OracleWindow
  ) throws -> [String: Int] {
    let runs = try WeeklyReport.allStages.runs(connection, monday, window: window, asItWas: true)
    return Dictionary(
      uniqueKeysWithValues: runs.values.flatMap(\.rows).map { row in
        (row["stage_id"] ?? "", Int(row["deal_count"] ?? "") ?? -1)
      })
  }
}
