import Foundation
import PostgreSQL
import Reports
import Testing
import TestingRepository

/// The weighted pipeline has the deals that the stage funnel has in open stages, and both list them as they count them.
@Suite(.serialized) struct FunnelComparisonTests {
  /// Printed if something differs; set DYNO_REPORTS_TEST_SEED to reproduce it.
  private static let seed =
    ProcessInfo.processInfo.environment["DYNO_REPORTS_TEST_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 1...1_000_000_000)
  private static let crms: UInt64 = Thoroughness.count(50, full: 500)

  /// Deals and their amount, by pipeline and stage.
  private typealias Totals = [[String?]: [String?]]

  @Test(
    "The same deals in each stage", arguments: [Poison(), [.undecidedTies, .farInstants, .infiniteDates]])
  func stages(poison: Poison) throws {
    let comparison = try OracleComparison()
    let (weightedPipeline, stageFunnel) = (ReportQuery(.weightedPipeline), ReportQuery(.pipelineStageFunnel))
    var (rows, several) = (0, 0)
    for seed in Self.seed..<Self.seed + Self.crms {
      let random = RandomCRM(seed: seed, poison: poison)
      try comparison.read(
        CRMInserts.createTables(.usual(for: random.crm)) + CRMInserts.inserts(of: random.crm)
      ) { connection in
        for request in random.tenantIDs.flatMap({ Self.requests(random, tenantID: $0) }) {
          let query = Query(connection, random.crm, request)
          let weighted = try query.totals("open_amount", of: weightedPipeline, query.rows)
          let funnel = try query.totals("total_amount", of: stageFunnel, query.rows)
          #expect(weighted == funnel, "DYNO_REPORTS_TEST_SEED=\(seed) for \(request)")
          #expect(
            try query.totals("open_amount", of: weightedPipeline, query.deals)
              == query.totals("total_amount", of: stageFunnel, query.deals),
            "DYNO_REPORTS_TEST_SEED=\(seed) for \(request)")
          rows += weighted.count
          several += weighted.values.count { ($0[0].flatMap { Int($0) } ?? 0) > 1 }
        }
      }
    }
    #expect(rows > 60 && several > 10)
  }

  /// With all kinds of windows. The funnel reports open stages only, and the others know a chance for each stage.
  private static func requests(_ random: RandomCRM, tenantID: UUID) -> [OracleRequest] {
    (0..<3 as Range<UInt64>).map { number in
      var request = RandomRequest.of(
        .weightedPipeline, for: random, tenantID: tenantID, number: number)
      request.currency = nil
      request.flags = ["include_closed": false]
      return request
    }
  }

  /// Sums of one request's rows, as they are before a run is failed.
  private struct Query {
    let connection: Connection
    let crm: CRM
    let request: OracleRequest

    init(_ connection: Connection, _ crm: CRM, _ request: OracleRequest) {
      self.connection = connection
      self.crm = crm
      self.request = request
    }

    func rows(_ report: Report) -> String {
      "SELECT * FROM (\(report.sql(using: columns))\n) AS computed WHERE is_fact"
    }

    func deals(_ report: Report) -> String { report.dealsSQL(using: columns) }

    private var columns: Set<OptionalColumn> { crm.optionalColumns.subtracting([.dealCurrency]) }

    func totals(_ amount: String, of query: ReportQuery, _ sql: (Report) -> String) throws -> Totals {
      let statement = NamedStatement(
        """
        SELECT pipeline_id, stage_id, sum(deal_count)::text AS deals, coalesce(sum(\(amount)), 0)::numeric(40, 9)::text AS amount
        FROM (\(sql(query.report))
        ) AS report
        GROUP BY pipeline_id, stage_id
        """)
      let rows = try connection.execute(
        statement.sql, query.values(connection, request, of: statement, using: columns))
      return Dictionary(uniqueKeysWithValues: rows.map { (Array($0.all[0..<2]), Array($0.all[2...])) })
    }
  }
}
