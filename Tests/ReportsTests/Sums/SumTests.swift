import Foundation
import Reports
import Testing

/// What a column says about adding up its values is true, and what it does not say is false.
@Suite struct SumTests {
  /// Printed if a claim is false; set DYNO_REPORTS_TEST_SEED to reproduce it.
  private static let seed =
    ProcessInfo.processInfo.environment["DYNO_REPORTS_TEST_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 1...1_000_000_000)

  @Test("Every claim is true of random CRMs", arguments: oracleTypes)
  func claims(type: String) throws {
    let oracle = try oracle(type)
    for seed in Self.seed..<Self.seed + 40 {
      let trial = SumTrial(oracle, seed: seed)
      for (column, axis) in Self.sums(of: oracle.report) where column.addsUpOver?.contains(axis) == true {
        #expect(
          trial.addsUp(column, over: axis), "DYNO_REPORTS_TEST_SEED=\(seed): \(column.name) over \(axis)")
      }
    }
  }

  /// The CRMs are the same in each test run.
  @Test("For every claim that is not made there is a counterexample", arguments: oracleTypes)
  func counterexamples(type: String) throws {
    let oracle = try oracle(type)
    let trials = (1...120 as ClosedRange<UInt64>).map {
      SumTrial(oracle, seed: $0, asksOthers: $0 % 2 == 0)
    }
    for (column, axis) in Self.sums(of: oracle.report) where column.addsUpOver?.contains(axis) == false {
      // Each target belongs to one principal. But people set a group the sum of its members' targets, and
      // the CRM does not say who the members are.
      if column.name == "target_amount" && axis == .principals { continue }
      #expect(trials.contains { !$0.addsUp(column, over: axis) }, "\(column.name) over \(axis)")
    }
  }

  /// Each number column with each axis in which the report's rows can differ.
  private static func sums(of report: Report) -> [(Column, Axis)] {
    let dimensions = Set(report.dimensions.map(\.name))
    return report.columns.filter(\.isNumber).flatMap { column in
      Axis.allCases.filter { dimensions.isSuperset(of: $0.dimensions) }.map { (column, $0) }
    }
  }
}
