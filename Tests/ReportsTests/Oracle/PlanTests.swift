import Foundation
import Reports
import Testing
import TestingRepository

/// Another plan never gives another result: each report is compared with the oracle under planner settings that rule
/// out one way of executing it, or force another.
@Suite(.serialized) struct PlanTests {
  /// A report, and a kind of plan node that is ruled out.
  struct Case: Sendable, CustomTestStringConvertible {
    let type: String
    let node: String
    var testDescription: String { "\(type) without \(node)" }
  }

  private static let cases = [
    "hashjoin", "mergejoin", "nestloop", "hashagg", "sort", "material", "incremental_sort",
  ].flatMap { node in oracleTypes.map { Case(type: $0, node: "enable_\(node)") } }

  /// One in eight, others each time. Neither the reports nor the nodes are so many that a few would be missed for long.
  private static let chosen = Thoroughness.sample(of: cases, oneIn: 8, for: "PlanTests")

  @Test("Without one kind of plan node", arguments: chosen)
  func without(_ chosen: Case) throws {
    try compare(chosen.type, "SET LOCAL \(chosen.node) = off;", crms: Thoroughness.count(3, full: 5))
  }

  /// Also for functions that are not parallel safe, and for tables that are too small for it. Each statement starts its
  /// own workers, which takes long.
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
      """, crms: Thoroughness.count(2, full: 5))
  }

  private func compare(_ type: String, _ settings: String, crms: UInt64) throws {
    let oracle = try oracle(type)
    let comparison = try OracleComparison()
    let query = ReportQuery(oracle.report)
    for poison: Poison in [[], [.unreportable, .unknownPrincipalTypes, .undecidedTies]] {
      for seed in 1...crms * variants(of: type) {
        let trial = MutantTrial.random(
          oracle.report, poison, asItWas: seed > crms, seed: seed)
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
