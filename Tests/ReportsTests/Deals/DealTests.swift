import Foundation
import Reports
import Testing
import TestingRepository

/// The deals behind a report's rows add up to the rows.
@Suite(.serialized) struct DealTests {
  /// Printed if something differs; set DYNO_REPORTS_TEST_SEED to reproduce it.
  private static let seed =
    ProcessInfo.processInfo.environment["DYNO_REPORTS_TEST_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 1...1_000_000_000)
  private static let crmsPerReport: UInt64 = Thoroughness.count(12, full: 300)
  private static let types = ReportCatalog.product.reports.filter { !$0.dealColumns.isEmpty }.map(\.type)

  @Test("Random CRMs", arguments: types)
  func clean(type: String) throws { try compare(type, poison: []) }

  @Test("Random CRMs with data that cannot be reported", arguments: types)
  func poisoned(type: String) throws {
    try compare(type, poison: [.unreportable, .unknownPrincipalTypes, .undecidedTies])
  }

  @Test("Random CRMs, as things stood", arguments: reconstructedTypes)
  func reconstructed(type: String) throws {
    try compare(type, poison: [], asItWas: true)
    try compare(type, poison: [.unreportable, .undecidedTies], asItWas: true)
  }

  /// Who explains a run adds columns of these names.
  @Test("The names of the columns are free", arguments: types)
  func names(type: String) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let taken =
      report.dimensions.map(\.name) + [
        "deal_id", "is_in_other_currency", "created_at", "updated_at", "is_touched", "fault",
      ]
    let own = report.dealColumns.map(\.name)
    #expect(Set(own).count == own.count && Set(own).isDisjoint(with: taken))
    #expect(!report.metricsOfDeals.isEmpty && report.metricsOfDeals.allSatisfy(\.isNumber))
  }

  private func compare(_ type: String, poison: Poison, asItWas: Bool = false) throws {
    let report = try #require(ReportCatalog.product.report(type))
    let comparison = try OracleComparison()
    let query = ReportQuery(report)
    var rowsWithDeals: UInt64 = 0
    for seed in Self.seed..<Self.seed + Self.crmsPerReport {
      let trial = MutantTrial.random(report, poison, asItWas: asItWas, seed: seed)
      let difference = try comparison.read(
        CRMInserts.createTables(.usual(for: trial.crm)) + CRMInserts.inserts(of: trial.crm)
      ) { connection -> String? in
        for request in trial.requests {
          let runs = try query.runs(connection, request, using: trial.crm.optionalColumns)
          let sums = try query.dealSums(connection, request, using: trial.crm.optionalColumns)
          rowsWithDeals += UInt64(sums.count)
          if let difference = Self.difference(report, runs, sums) { return "\(difference)\nfor \(request)" }
        }
        return nil
      }
      if let difference {
        Issue.record("DYNO_REPORTS_TEST_SEED=\(seed): \(difference)")
        return
      }
    }
    #expect(rowsWithDeals > Self.crmsPerReport / 2)
  }

  private static func difference(_ report: Report, _ runs: [ComputedRun], _ sums: [DealSums]) -> String? {
    let names = report.columns.dropFirst(2).map(\.name)
    let dimensions = report.dimensions.map(\.name)
    var open = Dictionary(uniqueKeysWithValues: sums.map { ($0.dimensions, $0) })
    for run in runs {
      let about = Dictionary(uniqueKeysWithValues: zip(report.runDimensions, run.dimensions))
      let ofRun = sums.filter { sums in
        zip(dimensions, sums.dimensions).allSatisfy { name, value in about[name].map { $0 == value } ?? true }
      }
      let others = ofRun.reduce(into: Set<String>()) { $0.formUnion($1.dealsInOtherCurrency) }.count
      let counted = run.warnings["deals_in_other_currency"] ?? 0
      if others != counted {
        return "run \(run.dimensions): \(others) other currencies instead of \(counted)"
      }
      // What rows it would have, nobody knows.
      if run.errorMessage != nil {
        for row in ofRun { open[row.dimensions] = nil }
        continue
      }
      for row in run.rows {
        let values = Dictionary(uniqueKeysWithValues: zip(names, row))
        let found = open.removeValue(forKey: dimensions.map { values[$0] ?? nil })
        for metric in report.metricsOfDeals {
          let sum = found?.sums[metric.name] ?? nil
          guard let value = values[metric.name] ?? nil else {
            if let sum { return "row \(row): \(metric.name) has deals of \(sum)" }
            continue
          }
          let zero = "0" + (metric.scale > 0 ? "." + String(repeating: "0", count: metric.scale) : "")
          if sum ?? zero != value { return "row \(row): \(metric.name) has deals of \(sum ?? zero)" }
        }
      }
    }
    return open.isEmpty ? nil : "deals without a row: \(open.keys)"
  }
}
