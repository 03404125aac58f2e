import Foundation
import PostgreSQL
import Reports
import Testing
import TestingRepository

/// What always holds between the numbers of stage conversion, on random CRMs.
@Suite(.serialized) struct StageConversionInvariantTests {
  /// Printed if something is false; set DYNO_REPORTS_TEST_SEED to reproduce it.
  private static let seed =
    ProcessInfo.processInfo.environment["DYNO_REPORTS_TEST_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 1...1_000_000_000)
  private static let crms: UInt64 = Thoroughness.count(50, full: 400)

  /// The values of a run's rows, by column.
  private typealias Row = [String: Decimal]

  private static let outcomes = [
    "entered_count", "advanced_count", "lost_count", "left_count", "open_count", "regressed_count",
    "skipped_count", "pipeline_entered_count", "reached_count",
  ]
  private static let stays = [
    "departed_count", "departed_forward_count", "forward_rate", "median_days_in_stage",
  ]

  @Test func withinRows() throws {
    var rowCount = 0
    try forEachCRM { random, tenantID, rows in
      let request = RandomRequest.of(.stageConversion, for: random, tenantID: tenantID)
      let found = try rows(random.crm, request).values
      for row in found.joined() {
        let outcomes = ["advanced_count", "lost_count", "left_count", "open_count"]
        #expect(row["entered_count"] == outcomes.reduce(0) { $0 + (row[$1] ?? 0) }, "\(random.seed)")
        for (part, whole) in [
          ("regressed_count", "entered_count"), ("departed_forward_count", "departed_count"),
          ("reached_count", "pipeline_entered_count"),
        ] {
          #expect((row[part] ?? -1) <= (row[whole] ?? -1), "\(random.seed)")
        }
        rowCount += row["entered_count"] == 0 ? 0 : 1
      }
      for rows in found {
        // In the order of their ranks.
        let reached = rows.compactMap { $0["reached_count"] }
        #expect(reached == reached.sorted(by: >), "\(random.seed)")
        #expect(Set(rows.map { $0["pipeline_entered_count"] }).count <= 1, "\(random.seed)")
      }
    }
    #expect(rowCount > 10)
  }

  @Test func staysDoNotDependOnFollowUp() throws {
    var differ = 0
    try forEachCRM { random, tenantID, rows in
      var request = RandomRequest.of(.stageConversion, for: random, tenantID: tenantID)
      request.currency = nil
      request.bounds.outcomesUntil = request.window.end
      let without = try rows(random.crm, request)
      request.bounds.outcomesUntil = (request.window.end ?? 0) + 60 * CivilText.microsecondsPerDay
      let with = try rows(random.crm, request)
      #expect(
        without.mapValues { $0.map { $0.filter { Self.stays.contains($0.key) } } }
          == with.mapValues { $0.map { $0.filter { Self.stays.contains($0.key) } } }, "\(random.seed)")
      differ += with == without ? 0 : 1
    }
    #expect(differ > 2)
  }

  /// With the same outcomes_until, and, for stays, where no deal comes back after it left the pipeline.
  @Test func windowsAddUp() throws {
    var sums: Decimal = 0
    try forEachCRM { random, tenantID, rows in
      guard let start = random.window.start, let end = random.window.end,
        end - start > 2 * CivilText.microsecondsPerDay
      else { return }
      var request = OracleRequest(tenantID: tenantID, window: random.window, asOf: end, pipelines: .all)
      request.bounds.outcomesUntil = end + 20 * CivilText.microsecondsPerDay
      var (first, second) = (request, request)
      let middle = start + (end - start) / 3
      (first.window.end, first.asOf, second.window.start) = (middle, middle, middle)
      func check(_ columns: [String], _ crm: CRM) throws {
        let (whole, one, other) = (
          try rows(crm, request), try rows(crm, first), try rows(crm, second)
        )
        for (pipeline, found) in whole {
          for (number, row) in found.enumerated() {
            for column in columns {
              let sum = (one[pipeline]?[number][column] ?? 0) + (other[pipeline]?[number][column] ?? 0)
              #expect(row[column] == sum, "\(random.seed): \(column)")
              sums += sum
            }
          }
        }
      }
      try check(Self.outcomes, random.crm)
      var crm = random.crm
      for index in crm.stageStates.indices { crm.stageStates[index].exitedAt = nil }
      try check(Self.outcomes + Self.stays.prefix(2), crm)
    }
    #expect(sums > 0)
  }

  /// - Parameter body: gets the CRM, a tenant, and a function that computes the rows of each pipeline that has a rank for its
  ///   stages.
  private func forEachCRM(
    _ body: (RandomCRM, UUID, (CRM, OracleRequest) throws -> [[String?]: [Row]]) throws -> Void
  ) throws {
    let comparison = try OracleComparison()
    let query = ReportQuery(.stageConversion)
    for seed in Self.seed..<Self.seed + Self.crms {
      let random = RandomCRM(seed: seed)
      for tenantID in random.tenantIDs {
        try body(random, tenantID) { crm, request in
          let script = CRMInserts.createTables(.usual(for: crm)) + CRMInserts.inserts(of: crm)
          return try comparison.read(script) { connection in
            let runs = try query.runs(connection, request, using: crm.optionalColumns)
            return Dictionary(uniqueKeysWithValues: runs.map { ($0.dimensions, $0.rows.map(Self.row)) })
          }
        }
      }
    }
  }

  private static func row(_ values: [String?]) -> Row {
    let columns = Report.stageConversion.columns.dropFirst(2)
    let numbers = zip(columns, values).compactMap { column, value in
      column.isNumber ? value.flatMap { Decimal(string: $0) }.map { (column.name, $0) } : nil
    }
    return Dictionary(uniqueKeysWithValues: numbers)
  }
}
