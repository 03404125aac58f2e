import Foundation
import Reports
import Testing

/// Another plan never gives another result: each report is compared with the oracle under planner settings that rule
/// out one way of executing it, or force another.
@Suite(.serialized) struct PlanTests {
  private static let crmsPerPlan: UInt64 = 5

  @Test(
    "Without one kind of plan node", arguments: oracleTypes,
    [
      "enable_hashjoin", "enable_mergejoin", "enable_nestloop", "enable_hashagg", "enable_sort",
      "enable_material",
      "enable_incremental_sort",
    ])
  func without(type: String, node: String) throws { try compare(type, "SET LOCAL \(node) = off;") }

  /// Also for functions that are not parallel safe, and for tables that are too small for it.
  @Test("In parallel", arguments: oracleTypes)
  func inParallel(type: String) throws {
    try compare(
      type,
      """
      SET LOCAL max_parallel_workers_per_gather = 4;
      SET LOCAL parallel_setup_cost = 0;
      SET LOCAL parallel_tuple_cost = 0;
      SET LOCAL min_parallel_table_scan_size = 0;
      SELECT set_config(name, 'on', true) FROM pg_settings
      WHERE name IN ('force_parallel_mode', 'debug_parallel_query');
      """)
  }

  private func compare(_ type: String, _ settings: String) throws {
    let oracle = try oracle(type)
    let comparison = try OracleComparison()
    let query = ReportQuery(oracle.report)
    for poison: Poison in [[], [.unreportable, .unknownPrincipalTypes, .undecidedTies]] {
      for seed in 1...Self.crmsPerPlan * variants(of: type) {
        let trial = MutantTrial.random(
          oracle.report, poison, asItWas: seed > Self.crmsPerPlan, seed: seed)
        let difference = try comparison.difference(
          oracle, query, on: trial.crm, trial.requests,
          script: CRMInserts.createTables(.usual(for: trial.crm)) + CRMInserts.inserts(of: trial.crm)
            + """
            ANALYZE deal, deal_pipeline_stage_state, pipeline_stage, sales_target;
            -- A plan node that is ruled out has a huge cost, for which everything would be compiled.
            SET LOCAL jit = off;
            \(settings)
            """)
        #expect(difference == nil, "seed \(seed)")
      }
    }
  }
}
