import Foundation
import PostgreSQL
import Reports
import Testing

/// The comparison with the oracle tells every wrong version of a report's SQL that we could think of from
/// the right one. The data are the same in each run of the tests: where a mutant lives, the SQL or the
/// random data have changed.
@Suite struct MutantTests {
  private static let seeds: ClosedRange<UInt64> = 1...150

  @Test("A wrong version shows", arguments: Mutant.all)
  func shows(_ mutant: Mutant) throws {
    let report = try #require(ReportCatalog.product.report(mutant.report.rawValue))
    let sql = try mutant.rewrite(report.sql)
    #expect(sql != report.sql)
    let query = ReportQuery(report) { _ in sql }
    let comparison = try OracleComparison()
    var runs = false
    var differs = false
    for trial in MutantTrial.all(of: mutant.report, mutant.poison, seeds: Self.seeds) {
      do {
        if try comparison.difference(query, on: trial.crm, trial.requests) != nil { differs = true }
        runs = true
      } catch is ReportQuery.Disagreement {
        (runs, differs) = (true, true)
      } catch let error as PostgresError where mutant.raisesErrors && error.kind == .statement {
        differs = true
      }
      // SQL that always raises an error is broken, which proves nothing.
      if runs && differs { return }
    }
    Issue.record("\(mutant.wrong) \(runs ? "No seed shows it." : "It is always an error.")")
  }

  /// By which most mutants show.
  @Test("The right version does not", arguments: OracleReport.allCases)
  func right(_ oracleReport: OracleReport) throws {
    let report = try #require(ReportCatalog.product.report(oracleReport.rawValue))
    let comparison = try OracleComparison()
    for poison in Set(Mutant.all.filter { $0.report == oracleReport }.map(\.poison.rawValue)) {
      for trial in MutantTrial.all(of: oracleReport, Poison(rawValue: poison), seeds: 1...10) {
        #expect(try comparison.difference(ReportQuery(report), on: trial.crm, trial.requests) == nil)
      }
    }
  }
}

extension Mutant: CustomTestStringConvertible {
  var testDescription: String { name }
}
