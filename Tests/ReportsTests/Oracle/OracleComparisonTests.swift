import Foundation
import Reports
import Testing
import TestingRepository

/// Compares every metric with the independent oracle, on CRMs that are drawn anew in each test run.
@Suite(.serialized) struct OracleComparisonTests {
  /// Printed if something differs; set DYNO_REPORTS_TEST_SEED to reproduce it.
  private static let seed =
    ProcessInfo.processInfo.environment["DYNO_REPORTS_TEST_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 1...1_000_000_000)
  private static let crmsPerReport: UInt64 = Thoroughness.count(15, full: 400)

  @Test func everyReportHasAnOracle() {
    #expect(oracleTypes.sorted() == ReportCatalog.product.reports.map(\.type).sorted())
  }

  @Test("Random CRMs", arguments: oracleTypes)
  func clean(type: String) throws { try compare(oracle(type), poison: []) }

  @Test("Random CRMs with data that cannot be reported", arguments: oracleTypes)
  func poisoned(type: String) throws {
    try compare(oracle(type), poison: [.unreportable, .unknownPrincipalTypes, .undecidedTies])
  }

  @Test("Random CRMs, as things stood", arguments: reconstructedTypes)
  func reconstructed(type: String) throws { try compare(oracle(type), poison: [], asItWas: true) }

  @Test("Random CRMs, as things stood, with data that cannot be reported", arguments: reconstructedTypes)
  func poisonedAndReconstructed(type: String) throws {
    try compare(oracle(type), poison: [.unreportable, .undecidedTies], asItWas: true)
  }

  private func compare(
    _ oracle: any ReportOracle.Type, poison: Poison, asItWas: Bool = false
  ) throws {
    let comparison = try OracleComparison()
    let query = ReportQuery(oracle.report)
    for seed in Self.seed..<Self.seed + Self.crmsPerReport {
      let trial = MutantTrial.random(oracle.report, poison, asItWas: asItWas, seed: seed)
      if let difference = try comparison.difference(oracle, query, on: trial.crm, trial.requests) {
        Issue.record("DYNO_REPORTS_TEST_SEED=\(seed): \(difference)")
        return
      }
    }
  }

  @Test("Hand-made CRMs", arguments: oracleTypes)
  func handMade(type: String) throws {
    let oracle = try oracle(type)
    let (comparison, query) = (try OracleComparison(), ReportQuery(oracle.report))
    for made in oracle.cases {
      let difference = try comparison.difference(oracle, query, on: made.crm, [made.request])
      #expect(difference == nil, "\(made.name)")
    }
  }
}

/// The oracle of a report.
func oracle(_ type: String) throws -> any ReportOracle.Type {
  try #require(allOracles.first { $0.report.type == type })
}
