import Foundation
import PostgreSQL
import Reports
import Testing
import TestingRepository

/// The comparison with the oracle detects every wrong version of a report's SQL that we could think of. The
/// data is the same in each test run: if a mutant survives, the SQL or the random data has changed.
@Suite struct MutantTests {
  private static let seeds: ClosedRange<UInt64> = 1...150

  /// A wrong version of one report.
  struct Case: Sendable, CustomTestStringConvertible {
    let oracle: any ReportOracle.Type
    let mutant: Mutant
    var testDescription: String { "\(oracle.report.type): \(mutant.name)" }
  }

  private static let cases = allOracles.flatMap { oracle in
    (oracle.mutants + oracle.mutantsOfPrincipals + oracle.mutantsOfLabels + oracle.mutantsOfCurrency).map {
      Case(oracle: oracle, mutant: $0)
    }
  }

  /// One in fifteen, others each time: all of them take minutes.
  private static let chosen = Thoroughness.sample(of: cases, oneIn: 15, for: "MutantTests")

  @Test("Each wrong version differs from the right one in its text")
  func rewrites() {
    for wrong in Self.cases {
      #expect(throws: Never.self, "\(wrong.testDescription)") {
        try ReportQuery(wrong.oracle.report, wrong.mutant)
      }
    }
  }

  @Test("A wrong version is detected", arguments: chosen)
  func shows(_ wrong: Case) throws {
    let (oracle, mutant) = (wrong.oracle, wrong.mutant)
    let query = try ReportQuery(oracle.report, mutant)
    let comparison = try OracleComparison()
    var runs = false
    var differs = false
    for trial in MutantTrial.all(of: oracle, mutant.poison, asItWas: mutant.asItWas, seeds: Self.seeds) {
      do {
        if try comparison.difference(oracle, query, on: trial.crm, trial.requests) != nil { differs = true }
        runs = true
      } catch is ReportQuery.Disagreement {
        (runs, differs) = (true, true)
      } catch let error as PostgresError where mutant.raisesErrors && error.kind == .statement {
        differs = true
      }
      // SQL that always raises an error is broken, which proves nothing.
      if runs && differs { return }
    }
    Issue.record("\(mutant.wrong) \(runs ? "No seed exposes it." : "It always raises an error.")")
  }

  /// On the data that exposes most mutants.
  @Test("The right version passes", arguments: oracleTypes)
  func right(type: String) throws {
    let oracle = try oracle(type)
    let comparison = try OracleComparison()
    let query = ReportQuery(oracle.report)
    for asItWas in Set(oracle.mutants.map(\.asItWas)) {
      for poison in Set(oracle.mutants.filter { $0.asItWas == asItWas }.map(\.poison.rawValue)) {
        let trials = MutantTrial.all(
          of: oracle, Poison(rawValue: poison), asItWas: asItWas, seeds: 1...Thoroughness.count(5, full: 10))
        for trial in trials {
          #expect(try comparison.difference(oracle, query, on: trial.crm, trial.requests) == nil)
        }
      }
    }
  }

  @Test func mutantNamesAreUnique() {
    #expect(Set(Self.cases.map(\.testDescription)).count == Self.cases.count)
  }
}
