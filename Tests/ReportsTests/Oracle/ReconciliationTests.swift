import Foundation
import PostgreSQL
import Reports
import Testing

/// Numbers of different reports that are about the same deals are equal.
struct ReconciliationTests {
  private static let seeds: ClosedRange<UInt64> = 1...60

  /// What is won, by coverage and by performance, for each principal and for the tenant as a whole.
  @Test func wonAmounts() throws {
    let comparison = try OracleComparison()
    let (coverage, performance) = (ReportQuery(.pipelineCoverage), ReportQuery(.repPerformance))
    var most = 0
    for seed in Self.seeds {
      let random = RandomCRM(seed: seed)
      for request in Self.requests(random) {
        let (won, closed) = try comparison.read(Self.script(random.crm)) { connection in
          let available = random.crm.optionalColumns
          return (
            try Self.values("won_amount", coverage, connection, request, available),
            try Self.values("closed_won_amount", performance, connection, request, available)
          )
        }
        #expect(won == closed, "seed \(seed)")
        #expect(won.keys.contains(["TENANT", request.tenantID.text]))
        most = max(most, won.values.count { $0 != "0.00" })
      }
    }
    #expect(most > 5)
  }

  /// The tenant as a whole has the sum over its deals, which nothing but the deals decides.
  @Test func theTenantAsAWhole() throws {
    let comparison = try OracleComparison()
    let coverage = ReportQuery(.pipelineCoverage)
    var found: Set<String> = []
    for seed in Self.seeds {
      let random = RandomCRM(seed: seed)
      for request in Self.requests(random) {
        let tenant: [String?] = ["TENANT", request.tenantID.text]
        try comparison.read(Self.script(random.crm)) { connection in
          let available = random.crm.optionalColumns
          let open = try Self.values("open_amount", coverage, connection, request, available)[tenant]
          let won = try Self.values("won_amount", coverage, connection, request, available)[tenant]
          #expect(try open == Self.number(Self.openSum(request), connection), "seed \(seed)")
          #expect(try won == Self.number(Self.wonSum(request), connection), "seed \(seed)")
          found.formUnion([open, won].compactMap { $0 ?? nil })
        }
      }
    }
    #expect(found.count > 50)
  }

  private static func script(_ crm: CRM) -> String {
    CRMInserts.createTables(.usual(for: crm)) + CRMInserts.inserts(of: crm)
  }

  private static func requests(_ random: RandomCRM) -> [OracleRequest] {
    random.tenantIDs.map {
      OracleRequest(
        tenantID: $0, window: random.window, asOf: random.asOf, pipelines: .combined, flags: ["total": true])
    }
  }

  /// The values of a column, by the principal of the run.
  private static func values(
    _ column: String, _ query: ReportQuery, _ connection: Connection, _ request: OracleRequest,
    _ available: Set<OptionalColumn>
  ) throws -> [[String?]: String?] {
    let names = query.report.columns.dropFirst(2).map(\.name)
    let position = try #require(names.firstIndex(of: column))
    let runs = try query.runs(connection, request, using: available)
    return Dictionary(
      uniqueKeysWithValues: try runs.map { run in
        (Array(run.dimensions.prefix(2)), try #require(run.rows.first)[position])
      })
  }

  private static func number(_ query: String, _ connection: Connection) throws -> String {
    try connection.execute("SELECT coalesce((\(query)), 0)::numeric(20,2)::text AS total").only.value("total")
  }

  private static func openSum(_ request: OracleRequest) -> String {
    """
    SELECT sum(d.amount)
    FROM deal d JOIN pipeline_stage p USING (tenant_id)
    WHERE d.tenant_id = '\(request.tenantID.text)' AND p.id = d.stage_id
      AND p.stage_state NOT IN ('DONE_SUCCESS', 'DONE_FAILED')
      AND coalesce(d.expected_close_date, d.close_date) >= '\(CivilText.date(request.window.startDate ?? 0))'
      AND coalesce(d.expected_close_date, d.close_date) < '\(CivilText.date(request.window.endDate ?? 0))'
    """
  }

  private static func wonSum(_ request: OracleRequest) -> String {
    """
    SELECT sum(d.amount)
    FROM deal d
    WHERE d.tenant_id = '\(request.tenantID.text)' AND 'DONE_SUCCESS' = (
      SELECT p.stage_state
      FROM deal_pipeline_stage_state s JOIN pipeline_stage p USING (tenant_id)
      WHERE s.tenant_id = d.tenant_id AND s.deal_id = d.id AND s.is_current AND p.id = s.pipeline_stage_id
        AND p.stage_state IN ('DONE_SUCCESS', 'DONE_FAILED')
        AND s.entered_at >= '\(CivilText.instant(request.window.start ?? 0))'
        AND s.entered_at < '\(CivilText.instant(request.counted.end ?? 0))'
      ORDER BY s.entered_at, p.id
      LIMIT 1)
    """
  }
}
