import Foundation
import Reports
import Testing

/// Every metric against the independent oracle, on CRMs that are drawn anew in each run of the tests.
@Suite(.serialized) struct OracleComparisonTests {
  /// Printed where something differs; set DYNO_REPORTS_TEST_SEED to see it again.
  private static let seed =
    ProcessInfo.processInfo.environment["DYNO_REPORTS_TEST_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 1...1_000_000_000)
  private static let crmsPerReport: UInt64 = 150

  @Test("Random CRMs", arguments: ReportCatalog.product.reports.map(\.type))
  func clean(type: String) throws { try compare(type, poison: []) }

  @Test("Random CRMs with data that cannot be reported", arguments: ReportCatalog.product.reports.map(\.type))
  func poisoned(type: String) throws {
    try compare(type, poison: [.unreportable, .unknownPrincipalTypes, .undecidedTies])
  }

  private func compare(_ type: String, poison: Poison) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let oracleReport = try #require(OracleReport(rawValue: type))
    let comparison = try OracleComparison()
    for seed in Self.seed..<Self.seed + Self.crmsPerReport {
      let random = RandomCRM(seed: seed, poison: poison)
      let requests = random.tenantIDs.flatMap { tenantID in
        (0..<3 as Range<UInt64>).map {
          RandomRequest.of(oracleReport, for: random, tenantID: tenantID, number: $0)
        }
      }
      if let difference = try comparison.difference(ReportQuery(report), on: random.crm, requests) {
        Issue.record("DYNO_REPORTS_TEST_SEED=\(seed): \(difference)")
        return
      }
    }
  }

  @Test(
    "Sums, averages and ratios that are hard to round",
    arguments: HardRounding.all + HardRounding.beyondDivision)
  func hardRounding(_ hard: HardRounding) throws {
    guard let report = ReportCatalog.product.report(hard.report.rawValue) else { return }
    let difference = try OracleComparison().difference(ReportQuery(report), on: hard.crm, [hard.request])
    #expect(difference == nil)
  }
}
